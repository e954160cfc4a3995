import { Presets, SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

/** Hears how many of how many are done. */
export type Progress = (done: number, all: number) => void;

/** Shows how far a long piece of work is: a bar on a terminal's stderr, and nothing anywhere else. */
export async function withProgress<T>(
  terminal: Terminal,
  what: string,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  if (terminal.err.isTTY !== true) return work(() => undefined);
  const bar = new SingleBar(
    {
      format: `${what} {bar} {value}/{total}, {eta} s left`,
      stream: terminal.err,
      barsize: 20,
      clearOnComplete: true,
      etaBuffer: 50,
      // Signals are the command's own affair, and a terminal left by force must not stay changed.
      gracefulExit: false,
      linewrap: true,
      hideCursor: false,
    },
    Presets.shades_classic,
  );
  let started = false;
  try {
    return await work((done, all) => {
      if (started) bar.update(done);
      else bar.start(all, done);
      started = true;
    });
  } finally {
    if (started) bar.stop();
  }
}
