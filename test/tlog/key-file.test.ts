import { describe, expect, it } from 'vitest';
import { BadLog } from '../../src/tlog/bad-log.ts';
import { contentKeyIn, formatKeyFile, parseKeyFile, withNewKey } from '../../src/tlog/key-file.ts';
import { formatPrivateKey, formatVkey } from '../../src/tlog/keys.ts';
import { madeSigner } from './made.ts';

const [one, two] = [madeSigner(), madeSigner(undefined, 8)];
const line = formatPrivateKey(one);
/** What of a key nobody may see. */
const secret = line.split('+').slice(4).join('+');

const vkeys = (text: string) => parseKeyFile(text).map(formatVkey);

describe('a key file', () => {
  it('gives its keys back, the newest first', () => {
    expect(vkeys(formatKeyFile([one]))).toEqual([formatVkey(one)]);
    expect(vkeys(formatKeyFile([two, one]))).toEqual([two, one].map(formatVkey));
    expect(formatKeyFile([one])).toMatch(/^# .* secret\.\nPRIVATE\+KEY\+.*\n$/);
  });

  it('may have comments, blank lines and line ends of Windows', () => {
    const text = `\n# mine\r\n\r\n  ${line}  \r\n# end`;
    expect(vkeys(text)).toEqual([formatVkey(one)]);
  });

  it('keeps the key for ids beside them, which signs nothing', () => {
    const key = new Uint8Array(32).fill(9);
    const text = formatKeyFile([two, one], key);
    expect(contentKeyIn(text)).toEqual(Buffer.from(key));
    expect(vkeys(text)).toEqual([two, one].map(formatVkey));
    expect(contentKeyIn(formatKeyFile([one]))).toBeUndefined();
    expect(() => contentKeyIn('CONTENT+KEY+AAAA')).toThrow(BadLog);
  });

  it('is given another key in front, under the name that the log has', () => {
    const made = withNewKey([one], 'ignored.example', new Uint8Array(32).fill(3));
    expect(made.map(({ name }) => name)).toEqual([one.name, one.name]);
    expect(made.map(formatVkey)[1]).toBe(formatVkey(one));
    expect(new Set(made.map(({ id }) => id)).size).toBe(2);
    const [first, ...rest] = withNewKey([], 'ledger.example/a', new Uint8Array(32).fill(3));
    expect([first.name, rest]).toEqual(['ledger.example/a', []]);
  });

  it.each([
    ['nothing', '', /holds no key/],
    ['comments alone', '# a\n\n', /holds no key/],
    ['a public key', formatVkey(one), /does not begin with PRIVATE\+KEY\+/],
    ['half a key', line.slice(0, -20), /base64|form|Ed25519/],
    ['a key cut at its name', 'PRIVATE+KEY+ledger', /form name\+id\+base64/],
    ['a key with a digit changed', line.replace(one.id, '00000000'), /has the id 00000000/],
    ['a key under another name', line.replace(one.name, 'x.example'), /has the id/],
    ['a good key and a bad line', `${line}\n${line.slice(0, -9)}`, /base64|form|Ed25519/],
    ['keys of two logs', `${line}\n${formatPrivateKey(madeSigner('x.example'))}`, /two logs/],
    ['what only looks like text', '\u0000\u0001', /does not begin with/],
    ['its parts in another order', `PRIVATE+KEY+${secret}+${one.id}+${one.name}`, /form|base64/],
    ['the secret alone', secret, /does not begin with/],
  ])('with %s is refused in a sentence without the secret', (_, text, says) => {
    const refused = () => parseKeyFile(text);
    expect(refused).toThrow(BadLog);
    expect(refused).toThrow(says);
    try {
      refused();
    } catch (error) {
      const said = `${(error as Error).message} ${(error as Error).stack}`;
      for (let at = 0; at + 12 <= secret.length; at += 1) {
        expect(said).not.toContain(secret.slice(at, at + 12));
      }
    }
  });
});
