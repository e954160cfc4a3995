/** What a checkpoint says (c2sp.org/tlog-checkpoint): the text that is signed. Nothing here needs Node. */
import { BadLog } from './bad-log.ts';
import { readDecimal, readHash, writeBase64 } from './strict.ts';
import type { Tree } from './verify.ts';

/** A log at one size, by its own word. */
export interface Checkpoint extends Tree {
  /** Which log: by custom a URL without its scheme, and the name of its key. */
  readonly origin: string;
}

/**
 * Reads a checkpoint's text. Refuses, as BadLog, an empty line, a size in any other form than plain
 * digits, and a root that is not 32 bytes in base64. Lines after the third may be there, and are not
 * looked at: what they say cannot be audited.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  const [origin = '', size = '', root = ''] = lines;
  if (lines.pop() !== '' || lines.length < 3 || lines.includes('')) {
    throw new BadLog('The checkpoint is not three lines: its log, its size and its root.');
  }
  return {
    origin,
    size: readDecimal('The size of the checkpoint', size),
    root: readHash('The root of the checkpoint', root),
  };
}

/**
 * Writes a checkpoint's text, without lines of extension. Throws BadLog for what `parseCheckpoint`
 * would refuse or read as another.
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  const text = `${origin}\n${size}\n${writeBase64(root)}\n`;
  if (parseCheckpoint(text).origin !== origin) throw new BadLog('An origin is one line.');
  return text;
}
