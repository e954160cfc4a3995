import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { BadInput, unreadable } from '../bad-input.ts';

/** A file as it is read. */
export interface Source {
  readonly bytes: number;
  /** The whole file, in pieces of a size that is worth the work. */
  readonly chunks: AsyncGenerator<Buffer>;
  bytesRead(): number;
  /** Of the whole file; refused before all was read. */
  sha256(): string;
}

/** How much is read at a time: with four times as much, a large file takes 40 MiB more of memory, and no less time. */
const CHUNK = 64 * 1024;

function sizeOf(path: string): number {
  try {
    const found = statSync(path);
    if (!found.isDirectory()) return found.size;
  } catch (error) {
    throw unreadable(path, error);
  }
  throw new BadInput(`${path} is a directory; name a list in it.`);
}

/** Opens a file to be read once, from its begin to its end. Refuses, as BadInput, what cannot be read. */
export function openSource(path: string, signal: AbortSignal): Source {
  const bytes = sizeOf(path);
  const hash = createHash('sha256');
  let read = 0;
  let digest: string | undefined;
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of createReadStream(path, { signal, highWaterMark: CHUNK })) {
        read += chunk.length;
        hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      const fromSystem = typeof (error as { syscall?: unknown }).syscall === 'string';
      throw fromSystem ? unreadable(path, error) : error;
    }
    digest = hash.digest('hex');
  }
  return {
    bytes,
    chunks: chunks(),
    bytesRead: () => read,
    sha256: () => {
      if (digest === undefined) throw new Error(`${path} has no digest before it was read whole`);
      return digest;
    },
  };
}
