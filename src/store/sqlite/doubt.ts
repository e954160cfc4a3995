import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StoreError } from '../store-error.ts';
import { isFailedFlush } from './sqlite-errors.ts';

/** Has the system write what a file or a folder was given to its disk; throws where it cannot. */
export function flush(path: string): void {
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** Where it lies beside a ledger that its disk is in doubt. */
const markOf = (file: string): string => `${resolve(file)}-unsure`;

/** Is a ledger in a file in doubt, by what lies beside it? */
export const isMarked = (file: string): boolean => existsSync(markOf(file));

/** The refusal to store anything in a ledger that is in doubt. */
export const unsureError = (file: string): StoreError =>
  new StoreError(
    'unsure',
    `${file} takes nothing more, since its disk failed to keep what was written; check the disk, stop what has the ledger open and start it again, which verifies every byte first`,
  );

/**
 * What is known of whether a ledger's disk has kept what it was given. Once a flush has failed, the system may have
 * dropped what was not written, and the next flush succeeds all the same: so from then on nothing is stored, by any
 * process, until one that has the ledger for itself has written the log into the file anew and verified all of it.
 */
export class Doubt {
  readonly #file: string;
  readonly #mark: string;
  #begun = false;

  /** Of the ledger in a file; `file` is ":memory:" where there is no disk. */
  constructor(file: string) {
    this.#file = file;
    // It is looked for with every change.
    this.#mark = markOf(file);
  }

  /** Is it in doubt, by what failed here or in another process? */
  get stands(): boolean {
    return this.#begun || existsSync(this.#mark);
  }

  /** Refuses, as a StoreError, to go on where it is in doubt. */
  demandNone(): void {
    if (this.stands) throw unsureError(this.#file);
  }

  /** Hears what writing has thrown: a flush that failed begins the doubt, and is told to all processes, later ones too. */
  hear(error: unknown): void {
    if (this.#begun || !isFailedFlush(error)) return;
    this.#begun = true;
    try {
      const mark = openSync(this.#mark, 'w');
      try {
        writeSync(mark, `${unsureError(this.#file).message}.\n`);
        fsyncSync(mark);
      } finally {
        closeSync(mark);
      }
      flush(dirname(this.#mark));
    } catch {
      // On a failing disk the log must do, which is left as it is: the next to open the ledger copies it into the file.
    }
  }

  /** All was written anew and verified: ends the doubt. */
  end(): void {
    rmSync(this.#mark, { force: true });
    flush(dirname(this.#mark));
    this.#begun = false;
  }
}
