import { BadInput } from './bad-input.ts';
import { checkKind, UTF_16 } from './file-kinds.ts';

/** A line of text and its place. */
export interface TextLine {
  /** Its number, from 1. */
  readonly line: number;
  readonly text: string;
  /** Does a line end follow? The last line of a file that was cut off has none. */
  readonly ended: boolean;
}

/** The longest line: an entry takes far less, even with every character escaped. */
const LONGEST = 1024 * 1024;

const NEWLINE = 10;

function decoded(name: string, line: number, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: line > 1 }).decode(bytes);
  } catch {
    throw new BadInput(`${name}:${line}: is not UTF-8; save the file as UTF-8.`);
  }
}

function tooLong(name: string, line: number): BadInput {
  return new BadInput(
    `${name}:${line}: is longer than 1 MiB, which no entry is; each line must be one entry.`,
  );
}

/**
 * Splits bytes into lines of UTF-8 text, whatever their number; a leading byte order mark and the
 * carriage returns of Windows are taken off. Refuses, as BadInput, what is no text, and a line longer
 * than any entry, having read no more than that of it.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<TextLine> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  const next = (bytes: Buffer, ended: boolean): TextLine => {
    line += 1;
    if (bytes.length > LONGEST) throw tooLong(name, line);
    return { line, text: decoded(name, line, bytes).replace(/\r$/, ''), ended };
  };
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    if (line === 0) checkKind(name, bytes, UTF_16);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      yield next(bytes.subarray(start, end), true);
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > LONGEST) throw tooLong(name, line + 1);
  }
  if (rest.length > 0) yield next(rest, false);
}
