import { generateKeyPairSync, sign } from 'node:crypto';
import type { Certificate } from './node.ts';

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BITS = 0x03;
const OCTETS = 0x04;
const OBJECT = 0x06;
const UTF8 = 0x0c;
const UTC_TIME = 0x17;
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const NAME_DNS = 0x82;
const NAME_ADDRESS = 0x87;

const ECDSA_SHA256 = '2a8648ce3d040302';
const COMMON_NAME = '550403';
const OTHER_NAMES = '551d11';
const PEM_LINE = /.{1,64}/g;

/** One value of DER: its tag, its length and what it holds. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length: size } = content;
  const long = size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  const length = size < 0x80 ? [size] : long;
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const text = (tag: number, value: string) => der(tag, Buffer.from(value));
const object = (hex: string) => der(OBJECT, Buffer.from(hex, 'hex'));

/** A certificate for this machine that signs itself, and its key, as PEM. */
export function selfSigned(): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(SEQUENCE, object(ECDSA_SHA256));
  const common = der(SEQUENCE, object(COMMON_NAME), text(UTF8, 'localhost'));
  const name = der(SEQUENCE, der(SET, common));
  const names = [text(NAME_DNS, 'localhost'), der(NAME_ADDRESS, Buffer.from([127, 0, 0, 1]))];
  const others = der(SEQUENCE, object(OTHER_NAMES), der(OCTETS, der(SEQUENCE, ...names)));
  const content = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    algorithm,
    name,
    der(SEQUENCE, text(UTC_TIME, '200101000000Z'), text(UTC_TIME, '491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(EXTENSIONS, der(SEQUENCE, others)),
  );
  const signature = sign('sha256', content, privateKey);
  const whole = der(SEQUENCE, content, algorithm, der(BITS, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(PEM_LINE) ?? [];
  return {
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
