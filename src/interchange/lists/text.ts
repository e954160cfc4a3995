import { isUtf8 } from 'node:buffer';

/** Where text cannot be read on; whoever counts the lines names the line. */
export class NoText extends Error {}

/** Bytes at the end of some that may be the begin of a character in UTF-8; one has up to four. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return isUtf8(bytes.subarray(bytes.length - back)) ? 0 : back;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** How many bytes there are before the first that is no UTF-8. */
function sound(bytes: Buffer): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const part = bytes.subarray(0, middle);
    if (isUtf8(part.subarray(0, middle - unfinished(part)))) good = middle;
    else bad = middle;
  }
  return good - unfinished(bytes.subarray(0, good));
}

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');

async function* checked(chunks: AsyncIterable<Buffer>, before: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let passed = before;
  const refuse = (at: number, byte: number) =>
    new NoText(
      `is not UTF-8 (byte ${passed + at + 1} of the file is ${hex(byte)}); save the file as UTF-8, or say what it is, as "encoding": "windows-1252"`,
    );
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole = bytes.subarray(0, bytes.length - unfinished(bytes));
    if (!isUtf8(whole)) {
      const end = sound(whole);
      yield whole.subarray(0, end);
      throw refuse(end, whole[end] ?? 0);
    }
    yield whole;
    passed += whole.length;
    rest = bytes.subarray(whole.length);
  }
  if (rest.length > 0) throw refuse(0, rest[0] ?? 0);
}

/** What a decoder writes in the place of bytes that mean nothing. */
const REPLACED = '\uFFFD';

async function* decoded(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  const whole = function* (text: string): Generator<Buffer> {
    const end = text.indexOf(REPLACED);
    yield Buffer.from(end === -1 ? text : text.slice(0, end));
    if (end !== -1) {
      throw new NoText(
        `has bytes that mean nothing in ${encoding}; say what the file is in, as "encoding": "windows-1252", or save it as UTF-8`,
      );
    }
  };
  for await (const chunk of chunks) yield* whole(decoder.decode(chunk, { stream: true }));
  yield* whole(decoder.decode());
}

const MARKS: readonly (readonly [mark: Buffer, encoding: string])[] = [
  [Buffer.from([0xef, 0xbb, 0xbf]), 'utf-8'],
  [Buffer.from([0xff, 0xfe]), 'utf-16le'],
  [Buffer.from([0xfe, 0xff]), 'utf-16be'],
];

/** What was read of something, and then the rest of it. */
export async function* after<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

/** Text up to its first NUL, which no list has: what follows it is another encoding, or no text. */
async function* withoutNul(texts: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const text of texts) {
    const end = text.indexOf(0);
    yield end === -1 ? text : text.subarray(0, end);
    if (end === -1) continue;
    throw new NoText(
      'has a NUL, which no text has; if the file is UTF-16, say so, as "encoding": "utf-16le", else make it anew',
    );
  }
}

/**
 * A file's text as UTF-8, in pieces of whole characters, without a byte order mark; one that stands there
 * tells the encoding whatever was said. Throws NoText after the last piece that could be read.
 */
export async function* textOf(
  first: Buffer,
  rest: AsyncIterable<Buffer>,
  encoding: string,
): AsyncGenerator<Buffer> {
  const [mark, marked] = MARKS.find(([each]) => each.equals(first.subarray(0, each.length))) ?? [];
  const begin = mark?.length ?? 0;
  const chunks = after(first.subarray(begin), rest);
  const told = new TextDecoder(marked ?? encoding).encoding;
  yield* withoutNul(told === 'utf-8' ? checked(chunks, begin) : decoded(chunks, told));
}
