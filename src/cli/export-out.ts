import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import type { Context } from './context.ts';
import { Failure, stopped } from './failure.ts';
import { exact } from './terminal.ts';

/** Where an export goes: takes a piece, as fast as it is taken there. Throws once the person has stopped it. */
export type Put = (piece: string | Uint8Array) => Promise<void>;

const cannot = (path: string, error: unknown): Failure => {
  const { code = 'unknown cause' } = error as { code?: string };
  return new Failure(
    `${path} cannot be written (${code}); name a file in a folder that you may write to.`,
  );
};

async function opened(path: string, beside: string): Promise<FileHandle> {
  if (existsSync(path)) throw new Failure(`${path} is there already; name a new file.`);
  try {
    return await open(beside, 'w');
  } catch (error) {
    throw cannot(path, error);
  }
}

/** Writes a file whole or not at all. */
async function toFile(path: string, signal: AbortSignal, work: (put: Put) => Promise<void>) {
  const beside = `${path}.part`;
  const file = await opened(path, beside);
  try {
    await work(async (piece) => {
      await turn();
      signal.throwIfAborted();
      await file.writeFile(piece).catch((error: unknown) => {
        throw cannot(path, error);
      });
    });
    await file.sync();
    await file.close();
    await rename(beside, path);
  } finally {
    await file.close().catch(() => undefined);
    rmSync(beside, { force: true });
  }
}

/**
 * Has `work` write on stdout, or to a file, which is there only once it is whole. `done` says how far it came
 * when the person stops it.
 */
export async function writeOut(
  context: Context,
  path: string | undefined,
  done: () => string,
  work: (put: Put) => Promise<void>,
): Promise<void> {
  const { out } = context.terminal;
  const { signal } = context.hold();
  try {
    if (path !== undefined) return await toFile(path, signal, work);
    await work(async (piece) => {
      // A signal is only heard between two turns of the event loop.
      await turn();
      signal.throwIfAborted();
      const written = typeof piece === 'string' ? exact(out, piece) : piece;
      if (!out.write(written)) await once(out, 'drain', { signal });
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw stopped(signal, path === undefined ? `after ${done()}` : `${path} was not written`);
  }
}
