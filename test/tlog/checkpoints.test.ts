import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadLog } from '../../src/tlog/bad-log.ts';
import { formatCheckpoint, parseCheckpoint } from '../../src/tlog/checkpoint.ts';
import { formatProof, parseProof } from '../../src/tlog/proof-file.ts';
import {
  openCheckpoint,
  signCheckpoint,
  signNote,
  verifyProofFile,
} from '../../src/tlog/signing.ts';
import { readText } from '../../src/tlog/strict.ts';
import { madeEntries, madeSigner } from './made.ts';
import { NaiveTree } from './naive.ts';

const signer = madeSigner();
const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
const TEXT = `example.com/behind-the-sofa\n20852163\n${ROOT}\n`;

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('checkpoints', () => {
  it('are three lines', () => {
    const checkpoint = parseCheckpoint(TEXT);
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163 });
    expect(Buffer.from(checkpoint.root).toString('base64')).toBe(ROOT);
    expect(formatCheckpoint(checkpoint)).toBe(TEXT);
    expect(parseCheckpoint(`${TEXT}an extension\nand another\n`)).toEqual(checkpoint);
  });

  it('are read back as they are written, signed or not', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), hash, (size, root) => {
        const checkpoint = { origin: signer.name, size, root };
        expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
        expect(openCheckpoint(signCheckpoint({ size, root }, signer), signer)).toEqual(checkpoint);
      }),
      { numRuns: 50 },
    );
  });

  const size = (text: string) => TEXT.replace('20852163', text);

  it.each([
    ['no size', size('')],
    ['a leading zero', size('01')],
    ['two zeros', size('00')],
    ['a sign', size('+1')],
    ['a size below 0', size('-1')],
    ['half an entry', size('1.5')],
    ['an exponent', size('1e3')],
    ['hexadecimal', size('0x10')],
    ['a blank before the size', size(' 1')],
    ['a blank after the size', size('1 ')],
    ['Arabic digits', size('١')],
    ['a size beyond 2^53', size('9007199254740992')],
    ['a size beyond all', size('99999999999999999999')],
    ['a short root', TEXT.replace('CsUY', '')],
    ['a root of 33 bytes', TEXT.replace('q2I=', 'q2Iq')],
    ['a root without padding', TEXT.replace('=', '')],
    ['a stray bit in the root', TEXT.replace('2I=', '2J=')],
    ['a blank in the root', TEXT.replace('CsUY', 'Cs UY')],
    ['no root', TEXT.replace(`${ROOT}\n`, '')],
    ['no origin', TEXT.replace('example.com/behind-the-sofa', '')],
    ['no last newline', TEXT.trimEnd()],
    ['no last newline after an extension', `${TEXT}more`],
    ['an empty extension', `${TEXT}\n`],
    ['nothing', ''],
  ])('are refused with %s', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(BadLog);
  });

  it.each([
    ['an origin of two lines', { origin: 'a\n5', size: 1, root: new Uint8Array(32) }],
    ['no origin', { origin: '', size: 1, root: new Uint8Array(32) }],
    ['half an entry', { origin: 'a', size: 1.5, root: new Uint8Array(32) }],
    ['a short root', { origin: 'a', size: 1, root: new Uint8Array(31) }],
  ])('are not written with %s', (_, checkpoint) => {
    expect(() => formatCheckpoint(checkpoint)).toThrow(BadLog);
  });

  it('are of the log whose key it is', () => {
    expect(() => openCheckpoint(signNote(TEXT, [signer]), signer)).toThrow('behind-the-sofa');
    const tree = { size: 1, root: new Uint8Array(32) };
    expect(() => openCheckpoint(signCheckpoint(tree, madeSigner(signer.name, 8)), signer)).toThrow(
      'no signature',
    );
  });

  it('are UTF-8', () => {
    expect(readText('It', Buffer.from('\ufeffé'))).toBe('\ufeffé');
    expect(() => readText('It', Buffer.of(0xe9))).toThrow('It is not UTF-8.');
  });
});

describe('proof files', () => {
  const entries = madeEntries(20);
  const naive = new NaiveTree(entries);
  const tree = { size: 20, root: naive.mth(0, 20) };
  const checkpoint = signCheckpoint(tree, signer);
  const entry = entries[11] as Buffer;
  const PROOF = naive.path(11, 0, 20);
  const FILE = formatProof({ index: 11, proof: PROOF, checkpoint });
  const FIRST = naive.mth(10, 11).toString('base64');

  it('prove an entry offline', () => {
    expect(verifyProofFile(FILE, entry, signer)).toEqual({
      index: 11,
      checkpoint: { ...tree, origin: signer.name, root: Uint8Array.from(tree.root) },
    });
    expect(FILE).toContain(`c2sp.org/tlog-proof@v1\nindex 11\n${FIRST}\n`);
    expect(FILE.endsWith(`\n\n${checkpoint}`)).toBe(true);
  });

  it('prove the only entry of a log', () => {
    const only = { size: 1, root: naive.mth(0, 1) };
    const file = formatProof({ index: 0, proof: [], checkpoint: signCheckpoint(only, signer) });
    expect(verifyProofFile(file, entries[0] as Buffer, signer).index).toBe(0);
  });

  it('prove no other entry, place, root or log', () => {
    const other = signCheckpoint({ size: 20, root: naive.mth(0, 19) }, signer);
    const cases: [file: string, of: Buffer, key: typeof signer][] = [
      [FILE, entries[12] as Buffer, signer],
      [FILE, Buffer.concat([entry, Buffer.of(10)]), signer],
      [FILE.replace('index 11', 'index 10'), entry, signer],
      [FILE.replace('index 11', 'index 20'), entry, signer],
      [FILE.replace(FIRST, naive.mth(9, 10).toString('base64')), entry, signer],
      [FILE.replace(`${FIRST}\n`, ''), entry, signer],
      [FILE.replace(`${FIRST}\n`, `${FIRST}\n${FIRST}\n`), entry, signer],
      [FILE.replace(checkpoint, other), entry, signer],
      [FILE.replace('\n20\n', '\n21\n'), entry, signer],
      [FILE, entry, madeSigner('other.example')],
      [FILE, entry, madeSigner(signer.name, 8)],
    ];
    for (const [file, of, key] of cases) {
      expect(() => verifyProofFile(file, of, key)).toThrow(BadLog);
    }
  });

  it('are read back as they are written', () => {
    const proof = fc.array(hash, { maxLength: 63 });
    const extra = fc.option(fc.uint8Array({ minLength: 1 }), { nil: undefined });
    fc.assert(
      fc.property(fc.maxSafeNat(), proof, extra, (index, hashes, more) => {
        const file = { index, proof: hashes, checkpoint };
        const whole = more === undefined ? file : { ...file, extra: more };
        expect(parseProof(formatProof(whole))).toEqual(whole);
      }),
    );
  });

  it.each([
    ['another version', FILE.replace('@v1', '@v2')],
    ['a line before the first', `\n${FILE}`],
    ['another word than index', FILE.replace('index', 'Index')],
    ['no index', FILE.replace('index 11\n', '')],
    ['a leading zero', FILE.replace('index 11', 'index 011')],
    ['a sign', FILE.replace('index 11', 'index +11')],
    ['two blanks', FILE.replace('index 11', 'index  11')],
    ['an index beyond 2^53', FILE.replace('index 11', 'index 9007199254740992')],
    ['an index of 64 bits', FILE.replace('index 11', 'index 18446744073709551615')],
    ['the hashes before the index', FILE.replace(`index 11\n${FIRST}`, `${FIRST}\nindex 11`)],
    ['a short hash', FILE.replace(FIRST, FIRST.slice(4))],
    ['a hash for URLs', FILE.replace(FIRST, `_${FIRST.slice(1)}`)],
    ['carriage returns', FILE.replaceAll('\n', '\r\n')],
    ['no blank line', FILE.replace('\n\n', '\n')],
    ['no extra data', FILE.replace('index', 'extra \nindex')],
    ['extra data twice', FILE.replace('index', 'extra AAAA\nextra AAAA\nindex')],
    ['extra data after the index', FILE.replace('index 11\n', 'index 11\nextra AAAA\n')],
    ['extra data in other form', FILE.replace('index', 'extra AAA\nindex')],
    ['64 hashes', FILE.replace(FIRST, `${FIRST}\n`.repeat(65 - PROOF.length).trim())],
    ['nothing', ''],
  ])('are refused with %s', (_, file) => {
    expect(file).not.toBe(FILE);
    expect(() => verifyProofFile(file, entry, signer)).toThrow(BadLog);
    if (!file.includes('\r')) expect(() => parseProof(file)).toThrow(BadLog);
  });

  it('are not written of what cannot be read', () => {
    const short = new Uint8Array(31);
    expect(() => formatProof({ index: -1, proof: [], checkpoint })).toThrow(BadLog);
    expect(() => formatProof({ index: 0, proof: [short], checkpoint })).toThrow(BadLog);
  });
});
