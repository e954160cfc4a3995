import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outside, openDatabaseStore } from '../../../src/store/kurrentdb/open.ts';
import type { KurrentStore } from '../../../src/store/kurrentdb/store.ts';
import type { Tempo } from '../../../src/store/kurrentdb/tempo.ts';
import { openSqliteCopy, removeSqliteCopy } from '../../../src/store/sqlite/copy.ts';

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
