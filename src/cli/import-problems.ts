import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import type { RowProblem } from '../interchange/intake/outcome.ts';
import { Failure } from './failure.ts';

const COLUMNS = ['list', 'row', 'column', 'value', 'reason', 'suggestion', 'kind'] as const;

/** How much is gathered before it is written, in characters. */
const CHUNK = 64 * 1024;

/** The longest value that is told; the list has the whole. */
const LONGEST = 1000;

const lineOf = (values: readonly (string | number)[]): string =>
  stringify([[...values]], { escape_formulas: true });

const HEAD = lineOf(COLUMNS);

function failing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Failure(`${path} cannot be written (${code}); name another with --errors.`);
  }
}

/**
 * A CSV file of the rows that were not taken, safe for spreadsheets. It is made with the first of them; one
 * that an import before left under its name is removed.
 */
export class ProblemFile {
  readonly path: string;
  #file: number | undefined;
  #pending = '';
  #count = 0;

  constructor(path: string) {
    this.path = path;
    failing(path, () => {
      if (existsSync(path) && readFileSync(path, 'utf8').startsWith(HEAD)) rmSync(path);
    });
  }

  /** How many problems were told. */
  get count(): number {
    return this.#count;
  }

  add({ list, row, column, value, reason, suggestion, kind }: RowProblem): void {
    this.#count += 1;
    const said = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
    this.#pending += lineOf([list, row, column, said, reason, suggestion, kind]);
    if (this.#pending.length > CHUNK) this.#write();
  }

  #write(): void {
    failing(this.path, () => {
      const isNew = this.#file === undefined;
      this.#file ??= openSync(this.path, 'w');
      writeSync(this.#file, isNew ? HEAD + this.#pending : this.#pending);
      this.#pending = '';
    });
  }

  /** Writes what is left. */
  close(): void {
    if (this.#pending !== '') this.#write();
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}
