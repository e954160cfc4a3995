/** The Ed25519 keys of a log, and how they are written (c2sp.org/signed-note). */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { BadLog } from './bad-log.ts';
import { sha256 } from './hash.ts';
import { formatId, isKeyName } from './note.ts';
import { readBase64, writeBase64 } from './strict.ts';

/** What checks the signatures of one log. */
export interface Verifier {
  /** By custom the log's origin. */
  readonly name: string;
  /** Eight lower-case hexadecimal digits, made of the name and the public key. */
  readonly id: string;
  readonly publicKey: KeyObject;
}

/** What signs for one log. It is secret: whoever has it can sign another history. */
export interface Signer extends Verifier {
  readonly privateKey: KeyObject;
}

/** The type of Ed25519 keys in a note. */
const ED25519 = 1;
const KEY_SIZE = 32;

/** What stands before the 32 bytes of a key in PKCS #8 and in SPKI (RFC 8410 section 10). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

const SECRET = 'PRIVATE+KEY+';

const privateDer = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'pkcs8' });
const publicDer = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });

/** A public key as notes have it: its type, then its bytes. */
const typed = (der: Buffer): Buffer =>
  Buffer.concat([Buffer.of(ED25519), der.subarray(der.length - KEY_SIZE)]);

const idOf = (name: string, publicKey: KeyObject): string =>
  formatId(sha256(Buffer.concat([Buffer.from(`${name}\n`), typed(publicDer(publicKey))])));

function verifierOf(name: string, publicKey: KeyObject): Verifier {
  if (!isKeyName(name)) {
    throw new BadLog(`A key cannot have the name ${JSON.stringify(name)}: no blanks, no plus.`);
  }
  return { name, id: idOf(name, publicKey), publicKey };
}

/**
 * The key of a log from 32 bytes of a seed, which have to be random and secret: the same seed gives
 * the same key. Throws a RangeError for another length, and BadLog for a name that no key may have.
 */
export function signerOf(name: string, seed: Uint8Array): Signer {
  if (seed.length !== KEY_SIZE) throw new RangeError(`a seed has ${KEY_SIZE} bytes`);
  const key = Buffer.concat([PKCS8, seed]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  return { ...verifierOf(name, createPublicKey(privateKey)), privateKey };
}

/** The three parts of a key as it is written; only the last may hold a plus. */
function partsOf(what: string, text: string): { name: string; id: string; key: Uint8Array } {
  const [name = '', id = '', ...rest] = text.split('+');
  if (!isKeyName(name) || !/^[0-9a-f]{8}$/.test(id)) {
    throw new BadLog(`${what} is not of the form name+id+base64.`);
  }
  const bytes = readBase64(what, rest.join('+'));
  if (bytes.length !== 1 + KEY_SIZE || bytes[0] !== ED25519) {
    throw new BadLog(`${what} is no Ed25519 key; no other kind is known.`);
  }
  return { name, id, key: bytes.subarray(1) };
}

function checked<Key extends Verifier>(what: string, key: Key, id: string): Key {
  if (key.id === id) return key;
  throw new BadLog(`${what} has the id ${id}, but its name and bytes make it ${key.id}.`);
}

/** A public key as it is given to whoever checks (a "vkey"): `name+id+base64`. */
export const formatVkey = ({ name, id, publicKey }: Verifier): string =>
  `${name}+${id}+${writeBase64(typed(publicDer(publicKey)))}`;

/**
 * Reads a public key as `formatVkey` writes it. Refuses, as BadLog, any other form, keys that are
 * not Ed25519, and an id that is not that of the name and the key.
 */
export function parseVkey(text: string): Verifier {
  const { name, id, key } = partsOf('The public key', text);
  const der = Buffer.concat([SPKI, key]);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return checked('The public key', verifierOf(name, publicKey), id);
}

/** A private key in the form that Go's tools keep it in: `PRIVATE+KEY+name+id+base64`. */
export function formatPrivateKey({ name, id, privateKey }: Signer): string {
  return `${SECRET}${name}+${id}+${writeBase64(typed(privateDer(privateKey)))}`;
}

/**
 * Reads a private key as `formatPrivateKey` writes it. Refuses, as BadLog, what `parseVkey` would
 * refuse of a public one; no sentence repeats any of the key.
 */
export function parsePrivateKey(text: string): Signer {
  if (!text.startsWith(SECRET)) throw new BadLog(`The private key does not begin with ${SECRET}.`);
  const { name, id, key } = partsOf('The private key', text.slice(SECRET.length));
  return checked('The private key', signerOf(name, key), id);
}
