import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach } from 'vitest';
import { type Outside, openDatabaseStore } from '../../../src/store/kurrentdb/open.ts';
import type { KurrentStore } from '../../../src/store/kurrentdb/store.ts';
import type { Tempo } from '../../../src/store/kurrentdb/tempo.ts';
import { openSqliteCopy, removeSqliteCopy } from '../../../src/store/sqlite/copy.ts';
import { KurrentDouble } from '../../support/kurrentdb/double.ts';
import { EntryFactory } from '../entries.ts';

/** A hurried tempo: a test that waits for a failure should not wait long. */
export const HURRIED: Tempo = {
  deadline: 2000,
  patience: 10_000,
  shortestPause: 5,
  longestPause: 100,
  heartbeat: 500,
};

/** What may be chosen about a copy of the service. */
export interface Wish {
  readonly tempo?: Tempo;
  /** The name of its copy's file. */
  readonly name?: string;
  readonly demandSigned?: Outside['demandSigned'];
  /** Hears what is said while it is opened. */
  readonly heard?: Outside['say'];
}

/** Copies of the service on one database, each with a copy of the ledger in a folder of its own. */
export class Copies {
  readonly #folder = mkdtempSync(join(tmpdir(), 'hustings-kurrentdb-'));
  readonly #address: string;
  readonly #prefix: string | undefined;
  readonly #opened: KurrentStore[] = [];

  constructor(address: string, prefix?: string) {
    this.#address = address;
    this.#prefix = prefix;
  }

  /** The file of a copy by its name. */
  file(name: string): string {
    return join(this.#folder, `${name}.db`);
  }

  /** Opens a copy; one of the same name goes on where that was. */
  async open({ tempo = HURRIED, name, demandSigned, heard }: Wish = {}): Promise<KurrentStore> {
    const file = this.file(name ?? `${this.#opened.length}`);
    const place = {
      address: this.#address,
      prefix: this.#prefix,
      place: 'kurrentdb://double',
      file,
    };
    const store = await openDatabaseStore(place, {
      now: () => Date.now(),
      elapsed: () => performance.now(),
      openCopy: (at) => openSqliteCopy(at, 20),
      removeCopy: removeSqliteCopy,
      demandSigned: demandSigned ?? (async () => undefined),
      following: (work) => work(() => undefined),
      say: heard ?? (() => undefined),
      tempo,
    });
    this.#opened.push(store);
    return store;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#opened.map((store) => store.close()));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Waits until something holds; throws where it never does. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries === 500) throw new Error('it never came to hold');
    await pause(10);
  }
}

/** What a test works with: a database, copies of the service on it, and entries to append. */
export interface Given {
  readonly double: KurrentDouble;
  readonly copies: Copies;
  readonly entries: EntryFactory;
}

/** Gives every test of the file a database of its own, and sees afterwards that nothing is left running on it. */
export function eachOnDouble(): Given {
  let given: Given | undefined;
  beforeEach(async () => {
    const double = await KurrentDouble.start();
    given = { double, copies: new Copies(double.connectionString), entries: new EntryFactory() };
  });
  const now = (): Given => {
    if (given === undefined) throw new Error('no test is running');
    return given;
  };
  afterEach(async () => {
    const { double, copies } = now();
    double.fault = undefined;
    double.resume();
    await copies.remove();
    await eventually(() => double.openCalls === 0);
    await double.stop();
  });
  return {
    get double() {
      return now().double;
    },
    get copies() {
      return now().copies;
    },
    get entries() {
      return now().entries;
    },
  };
}
