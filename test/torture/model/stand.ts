/** Where a history is told: a ledger that two processes have open, each with a clock of its own. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { type Service, serviceOver } from '../../../src/ledger/service.ts';
import { openDatabaseStore } from '../../../src/store/kurrentdb/open.ts';
import type { Tempo } from '../../../src/store/kurrentdb/tempo.ts';
import type { LedgerStore } from '../../../src/store/ledger-store.ts';
import { openSqliteCopy, removeSqliteCopy } from '../../../src/store/sqlite/copy.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { TransparencyLog } from '../../../src/tlog/log.ts';
import { KurrentDouble } from '../../support/kurrentdb/double.ts';

/** One of the two processes. */
export type Who = 0 | 1;

/** Files that nobody needs after the run: in memory, where there is such a place, an append takes no disk's time. */
const FOLDERS = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Little, so that what is kept is sometimes put out. */
const BUDGET = { columns: 200_000, contests: 0, views: 300_000 };

/** What both kinds of stands share. */
export abstract class Stand {
  /** What was done and answered, a line each: the same on every store. */
  readonly trace: string[] = [];
  readonly #folder = mkdtempSync(join(FOLDERS, 'hustings-model-'));
  readonly #clocks: readonly number[];
  readonly #services: [Service | undefined, Service | undefined] = [undefined, undefined];
  #files = 0;
  #drawn = 0;
  /** Who has not looked since the other wrote. */
  readonly #stale: [boolean, boolean] = [false, false];

  /** The clocks are those of the model, which are set there. */
  constructor(clocks: readonly number[]) {
    this.#clocks = clocks;
  }

  /** Opens the ledger for a process. */
  protected abstract openStore(who: Who): Promise<LedgerStore>;

  /** Goes on from a backup where the ledger lies in a file. */
  abstract goOnFrom(file: string): Promise<void>;

  protected abstract cease(): Promise<void>;

  now(who: Who): number {
    return this.#clocks[who] ?? 0;
  }

  /** A place for a file that is not there yet. */
  fresh(): string {
    this.#files += 1;
    return join(this.#folder, `${this.#files}.db`);
  }

  /** The service of a process, opened by the first who asks. */
  async service(who: Who): Promise<Service> {
    // A process that hears of what another did has had a turn of its event loop since; a store looks once in each.
    if (this.#stale[who]) await turn();
    const service = this.#services[who] ?? this.over(await this.openStore(who), who);
    this.#services[who] = service;
    return service;
  }

  /** The same, which reads all that the other one wrote. */
  async upToDate(who: Who): Promise<Service> {
    const service = await this.service(who);
    if (this.#stale[who]) await service.store.refresh();
    this.#stale[who] = false;
    return service;
  }

  /** What a process has stored it reads at once, the other a little later. */
  wroteBy(who: Who): void {
    this.#stale[who === 0 ? 1 : 0] = true;
  }

  /** A service over a store, with a process's clock and salts that a seed gives. */
  over(store: LedgerStore, who: Who): Service {
    const world = {
      now: () => this.now(who),
      randomBytes: (length: number) => {
        this.#drawn += 1;
        const bytes = createHash('shake256', { outputLength: length });
        return bytes.update(`${this.#drawn}`).digest();
      },
    };
    return serviceOver(store, world, true, BUDGET);
  }

  /** Ends a process; the next who asks starts it again. */
  async end(who: Who): Promise<void> {
    await this.#services[who]?.store.close();
    this.#services[who] = undefined;
  }

  async close(): Promise<void> {
    await this.end(0);
    await this.end(1);
    await this.cease();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A ledger in a file, with two connections. */
export class FileStand extends Stand {
  #file = this.fresh();

  protected async openStore(): Promise<LedgerStore> {
    return openSqliteStore(this.#file, { busyMilliseconds: 1000 });
  }

  async goOnFrom(file: string): Promise<void> {
    await this.end(0);
    await this.end(1);
    this.#file = file;
  }

  protected async cease(): Promise<void> {
    await this.end(0);
  }
}

const TEMPO: Tempo = {
  deadline: 20_000,
  patience: 60_000,
  shortestPause: 5,
  longestPause: 100,
  heartbeat: 5000,
};

/** A ledger in a database (its double), with two copies. */
export class DatabaseStand extends Stand {
  readonly #double: KurrentDouble;
  readonly #files = [this.fresh(), this.fresh()] as const;

  constructor(clocks: readonly number[], double: KurrentDouble) {
    super(clocks);
    this.#double = double;
  }

  static async open(clocks: readonly number[]): Promise<DatabaseStand> {
    return new DatabaseStand(clocks, await KurrentDouble.start());
  }

  protected openStore(who: Who): Promise<LedgerStore> {
    const place = {
      address: this.#double.connectionString,
      place: 'kurrentdb://double',
      file: this.#files[who],
    };
    return openDatabaseStore(place, {
      now: () => this.now(who),
      elapsed: () => performance.now(),
      openCopy: (file) => openSqliteCopy(file, 1000),
      removeCopy: removeSqliteCopy,
      demandSigned: (copy, course) =>
        new TransparencyLog(copy, copy.log, false).demandSigned(course),
      following: (work) => work(() => undefined),
      say: () => undefined,
      tempo: TEMPO,
    });
  }

  /** A database is not replaced by a file. */
  async goOnFrom(): Promise<void> {
    await this.end(1);
  }

  protected async cease(): Promise<void> {
    await this.#double.stop();
  }
}
