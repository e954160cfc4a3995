import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BadInput } from '../../src/interchange/bad-input.ts';
import { linesOf, type TextLine } from '../../src/interchange/lines.ts';

async function all(chunks: AsyncIterable<Uint8Array>): Promise<TextLine[]> {
  const lines: TextLine[] = [];
  for await (const line of linesOf(chunks, 'FILE')) lines.push(line);
  return lines;
}

async function read(chunks: readonly Uint8Array[]): Promise<TextLine[]> {
  async function* given(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  return all(given());
}

const texts = async (...chunks: readonly (string | Uint8Array)[]) =>
  (await read(chunks.map((chunk) => Buffer.from(chunk)))).map((line) => line.text);

describe('splitting bytes into lines', () => {
  test.each([
    ['nothing', [], []],
    ['an empty chunk', [''], []],
    ['one line', ['a\n'], ['a']],
    ['a line that does not end', ['a\nb'], ['a', 'b']],
    ['empty lines', ['\n\na\n\n'], ['', '', 'a', '']],
    ['line ends of Windows', ['a\r\nb\r\n'], ['a', 'b']],
    ['a line end of Windows in two chunks', ['a\r', '\nb'], ['a', 'b']],
    ['a carriage return within a line', ['a\rb\n'], ['a\rb']],
    ['a byte order mark', ['\uFEFFa\n'], ['a']],
    [
      'a byte order mark in two chunks',
      [Buffer.from([0xef]), Buffer.from([0xbb, 0xbf, 0x61])],
      ['a'],
    ],
    ['a mark that opens a later line', ['a\n\uFEFFb\n'], ['a', '\uFEFFb']],
  ])('takes %s', async (_, chunks, lines) => {
    expect(await texts(...chunks)).toEqual(lines);
  });

  test('gives the same lines however the bytes are cut', async () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n\uFEFF]/g, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.nat()), async (lines, places) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
        const cuts = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort(
          (a, b) => a - b,
        );
        const chunks = [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index]));
        expect((await read(chunks)).map((each) => each.text)).toEqual(lines);
      }),
    );
  });

  test('numbers the lines, and says whether the last one ended', async () => {
    expect(await read([Buffer.from('a\n\nb')])).toEqual([
      { line: 1, text: 'a', ended: true },
      { line: 2, text: '', ended: true },
      { line: 3, text: 'b', ended: false },
    ]);
  });

  test.each([
    [
      'no UTF-8',
      [Buffer.from('a\n\xff\n', 'latin1')],
      'FILE:2: is not UTF-8; save the file as UTF-8.',
    ],
    [
      'a character cut off at the end',
      [Buffer.from('é').subarray(0, 1)],
      'FILE:1: is not UTF-8; save the file as UTF-8.',
    ],
    [
      'a database',
      [Buffer.from('SQLite f'), Buffer.from('ormat 3\0…')],
      'FILE is a SQLite database; to read a ledger, name it with --ledger.',
    ],
  ])('refuses %s', async (_, chunks, message) => {
    await expect(read(chunks)).rejects.toThrow(new BadInput(message));
  });

  test('refuses a line longer than 1 MiB, and takes one of that length', async () => {
    const longest = 'x'.repeat(1024 * 1024);
    expect(await texts(`${longest}\n`, 'y')).toEqual([longest, 'y']);
    await expect(texts('a\n', longest, 'x\n')).rejects.toThrow(/^FILE:2: is longer than 1 MiB/);
  });

  test('stops reading where a line gets too long', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given += 65_536;
        yield Buffer.alloc(65_536, 'x');
      }
    }
    await expect(all(endless())).rejects.toThrow(BadInput);
    expect(given).toBeLessThanOrEqual(1024 * 1024 + 65_536);
  });
});
