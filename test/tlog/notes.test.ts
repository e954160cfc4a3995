import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadLog } from '../../src/tlog/bad-log.ts';
import {
  formatPrivateKey,
  formatVkey,
  parsePrivateKey,
  parseVkey,
  signerOf,
} from '../../src/tlog/keys.ts';
import { parseNote } from '../../src/tlog/note.ts';
import { openNote, signNote } from '../../src/tlog/signing.ts';
import { madeSigner } from './made.ts';

/** The example of c2sp.org/signed-note, 1.0.0. */
const EXAMPLE_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const EXAMPLE = `This is an example message.

\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;

/** The example of Go's golang.org/x/mod/sumdb/note. */
const GO_SECRET = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const GO_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const GO_NOTE = `${GO_TEXT}
\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

const one = madeSigner('one.example', 1);
const two = madeSigner('two.example', 2);
const NOTE = signNote('A text.\n', [one]);
const LINE = NOTE.slice(NOTE.indexOf('\u2014'));
const SIGNATURE = LINE.split(' ')[2]?.trim() ?? '';

describe('signed notes', () => {
  it('open as the standard says of its example', () => {
    const { text, signedBy } = openNote(EXAMPLE, [parseVkey(EXAMPLE_KEY)]);
    expect(text).toBe('This is an example message.\n');
    expect(signedBy.map(formatVkey)).toEqual([EXAMPLE_KEY]);
  });

  it('are those that Go makes', () => {
    const signer = parsePrivateKey(GO_SECRET);
    expect(signNote(GO_TEXT, [signer])).toBe(GO_NOTE);
    expect(openNote(GO_NOTE, [parseVkey(GO_KEY)]).text).toBe(GO_TEXT);
    expect(formatVkey(signer)).toBe(GO_KEY);
    expect(formatPrivateKey(signer)).toBe(GO_SECRET);
  });

  it('open with what was signed', () => {
    const text = fc
      .array(fc.string({ unit: 'grapheme' }).filter((line) => !/\p{Cc}/u.test(line)))
      .map((lines) => lines.map((line) => `${line}\n`).join(''))
      .filter((lines) => lines !== '');
    fc.assert(
      fc.property(text, (said) => {
        expect(openNote(signNote(said, [one, two]), [two])).toMatchObject({ text: said });
      }),
      { numRuns: 50 },
    );
  });

  it('tell who of the known keys signed, and leave others alone', () => {
    const note = signNote('A text.\n', [one, two]);
    expect(openNote(note, [two, one]).signedBy).toEqual([one, two]);
    expect(openNote(note, [two]).signedBy).toEqual([two]);
    expect(openNote(note, [two]).signatures).toHaveLength(2);
    expect(() => openNote(note, [madeSigner('three.example', 1)])).toThrow('no signature by');
    expect(() => openNote(note, [])).toThrow('no signature by');
  });

  it('take no notice of a bad signature by a key with the same name or the same id', () => {
    const bad = Buffer.from(SIGNATURE, 'base64').fill(0, 4);
    const named = `${NOTE}\u2014 other.example ${bad.toString('base64')}\n`;
    expect(openNote(named, [one]).signedBy).toEqual([one]);
    bad[0] = (bad[0] ?? 0) ^ 1;
    const other = `${NOTE}\u2014 one.example ${bad.toString('base64')}\n`;
    expect(openNote(other, [one]).signedBy).toEqual([one]);
  });

  it('are refused for one bad signature by a known key, even after a good one', () => {
    const bad = Buffer.from(SIGNATURE, 'base64').fill(0, 4).toString('base64');
    expect(() => openNote(`${NOTE}\u2014 one.example ${bad}\n`, [one])).toThrow('is bad');
    expect(() => openNote(NOTE.replace('A text', 'A test'), [one])).toThrow('is bad');
    expect(() => openNote(NOTE.replace('A text.\n', 'A text.\n\n'), [one])).toThrow('is bad');
  });

  it.each([
    ['no blank line', NOTE.replace('\n\n', '\n')],
    ['no signature', 'A text.\n\n'],
    ['no last newline', NOTE.trimEnd()],
    ['no last newline after two', `${NOTE}${LINE.trimEnd()}`],
    ['a blank line at the end', `${NOTE}\n`],
    ['a line without a dash', NOTE.replace('\u2014 ', '')],
    ['a hyphen', NOTE.replace('\u2014', '-')],
    ['an en dash', NOTE.replace('\u2014', '\u2013')],
    ['no blank after the dash', NOTE.replace('\u2014 ', '\u2014')],
    ['two blanks', NOTE.replace(' one', '  one')],
    ['a blank at the end', NOTE.replace(/\n$/, ' \n')],
    ['a plus in the name', NOTE.replace('one.example', 'one+example')],
    ['white space in the name', NOTE.replace('one.example', 'one\u2003example')],
    ['a next line in the name', NOTE.replace('one.example', 'one\u0085example')],
    ['a carriage return', NOTE.replaceAll('\n', '\r\n')],
    ['a tab', NOTE.replace('A text', 'A\ttext')],
    ['a zero', NOTE.replace('A text', 'A\0text')],
    ['half a surrogate', NOTE.replace('A text', 'A \ud800')],
    ['base64 without its padding', NOTE.replace(/=+\n$/, '\n')],
    [
      'base64 for URLs',
      NOTE.replace(SIGNATURE, `${SIGNATURE.slice(0, 8)}_-${SIGNATURE.slice(10)}`),
    ],
    ['a stray bit in the base64', `A text.\n\n\u2014 one.example AAAAAAB=\n`],
    ['too short a signature', `A text.\n\n\u2014 one.example AAAAAA==\n`],
    ['over 100 signatures', `A text.\n\n${LINE.repeat(101)}`],
    ['nothing', ''],
  ])('are refused with %s', (_, note) => {
    expect(note).not.toBe(NOTE);
    expect(() => parseNote(note)).toThrow(BadLog);
  });

  it('may have 100 signatures, and blank lines in the text', () => {
    expect(parseNote(`A text.\n\n${LINE.repeat(100)}`).signatures).toHaveLength(100);
    expect(openNote(signNote('A\n\n\nB\n\n', [one]), [one]).text).toBe('A\n\n\nB\n\n');
  });

  it.each(['', 'A text.', 'A\ttext.\n', 'A \ud800\n'])('are not made of %j', (text) => {
    expect(() => signNote(text, [one])).toThrow(BadLog);
    expect(() => signNote('A text.\n', [])).toThrow(BadLog);
  });
});

describe('keys', () => {
  it('are read back as they are written', () => {
    const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(seeds, fc.webPath(), (seed, path) => {
        const signer = signerOf(`log.example${path.replaceAll('+', '')}`, seed);
        const again = parsePrivateKey(formatPrivateKey(signer));
        expect(formatPrivateKey(again)).toBe(formatPrivateKey(signer));
        expect(formatVkey(parseVkey(formatVkey(signer)))).toBe(formatVkey(again));
      }),
      { numRuns: 50 },
    );
  });

  const [NAME = '', ID = '', ...REST] = EXAMPLE_KEY.split('+');
  const KEY = REST.join('+');

  it.each([
    ['another name', EXAMPLE_KEY.replace('foo', 'bar')],
    ['another id', EXAMPLE_KEY.replace('530d', '530e')],
    ['an id in capitals', `${NAME}+${ID.toUpperCase()}+${KEY}`],
    ['a short id', `${NAME}+30d903a+${KEY}`],
    ['no name', `+${ID}+${KEY}`],
    ['a blank in the name', `a b+${ID}+${KEY}`],
    ['no id', `${NAME}+${KEY}`],
    ['no key', `${NAME}+${ID}+`],
    ['another kind of key', `${NAME}+${ID}+${KEY.replace('A', 'B')}`],
    [
      'a short key',
      `${NAME}+${ID}+${Buffer.from(KEY, 'base64').subarray(0, 32).toString('base64')}`,
    ],
    ['a newline at the end', `${EXAMPLE_KEY}\n`],
    ['nothing', ''],
  ])('are refused with %s', (_, text) => {
    expect(() => parseVkey(text)).toThrow(BadLog);
  });

  it('are refused where they should be private and are not, and never repeated', () => {
    const refused = [
      GO_KEY,
      GO_SECRET.replace('PRIVATE+KEY', 'private+key'),
      GO_SECRET.replace('c74f', 'c74e'),
      '',
    ];
    for (const text of refused) expect(() => parsePrivateKey(text)).toThrow(BadLog);
    for (const text of [`${GO_SECRET}!`, GO_SECRET.replace('AYEK', 'BYEK')]) {
      expect(() => parsePrivateKey(text)).toThrow(/^(?!.*YEKFALV)/);
    }
  });

  it.each(['', 'a b', 'a+b', 'a\nb', 'a\u0001', '\ud800'])('have no name like %j', (name) => {
    expect(() => madeSigner(name)).toThrow(BadLog);
  });

  it('need 32 bytes of a seed', () => {
    expect(() => signerOf('a.example', new Uint8Array(31))).toThrow(RangeError);
  });
});
