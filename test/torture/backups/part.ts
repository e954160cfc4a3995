import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { formatInstant } from '../../../src/time/instant.ts';
import { Random } from '../../laws/random.ts';
import type { Course, Outcome, Part } from '../part.ts';
import { killAfter, type Running, startCommand, startFile } from './command.ts';
import { type Copy, faultsOf } from './compare.ts';
import { Naive } from './record.ts';

const LOADER = fileURLToPath(new URL('loader.ts', import.meta.url));

/** Restores of each backup. */
const RESTORES = 2;

const told = { backups: 0, killed: 0, restored: 0, refused: 0, cut: 0, entries: 0 };
type Told = typeof told;

/** One ledger under load, and what is tried on it. */
class Drill {
  readonly #folder: string;
  readonly #random: Random;
  readonly #naive = new Naive();
  readonly #told: Told;
  readonly faults: string[] = [];
  #loader: Running | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(folder: string, seed: number, tally: Told) {
    this.#folder = folder;
    this.#random = new Random(seed);
    this.#told = tally;
    this.#loader = startFile(LOADER, [this.#file('ledger'), `${seed}`]);
    this.#reading = this.#listen(this.#loader);
  }

  #file(name: string): string {
    return join(this.#folder, name);
  }

  async #listen({ child }: Running): Promise<void> {
    if (child.stdout === null) return;
    for await (const line of createInterface({ input: child.stdout })) {
      this.#naive.take(JSON.parse(line));
    }
  }

  /** Waits until the ledger has some more entries, or its loader has ended. */
  async #more(entries: number): Promise<void> {
    const enough = this.#naive.size + entries;
    for (let ended = false; this.#naive.size < enough && !ended; ) {
      await Promise.race([wait(5), this.#loader?.ended.then(() => (ended = true))]);
    }
  }

  /** Takes a backup under load; one that is killed first leaves nothing that the next does not remove. */
  async backUp(name: string): Promise<void> {
    const args = ['backup', this.#file(name), '--ledger', this.#file('ledger')];
    await this.#more(20 + this.#random.below(60));
    if (this.#random.oneIn(2)) await this.#kill(name, args);
    if (existsSync(this.#file(name))) return;
    const { code, err } = await startCommand(args).ended;
    if (code !== 0) this.faults.push(`backup ended with ${code}: ${err}`);
    this.#told.backups += 1;
  }

  async #kill(name: string, args: readonly string[]): Promise<void> {
    const isKilled = await killAfter(startCommand(args), 250 + this.#random.below(700));
    if (isKilled) this.#told.killed += 1;
    const left = readdirSync(this.#folder).filter((each) => each.startsWith(`${name}.`));
    const strange = left.filter((each) => !each.startsWith(`${name}.part`));
    if (strange.length > 0) this.faults.push(`a killed command left ${strange.join(', ')}`);
  }

  /** Ends the load. */
  async rest(): Promise<void> {
    this.#loader?.child.stdin?.end();
    const { code, err } = (await this.#loader?.ended) ?? { code: null, err: '' };
    await this.#reading;
    if (code !== 0) this.faults.push(`the loader ended with ${code}: ${err}`);
    this.#told.entries += this.#naive.size;
  }

  /** Compares a backup with the record, and restores it to several moments. */
  async check(name: string): Promise<void> {
    const store = openSqliteStore(this.#file(name), { readOnly: true });
    const size = (await store.head()).seq + 1;
    const signed = store.log.latestCheckpoint()?.size ?? 0;
    await store.close();
    for (let count = 0; count < RESTORES; count += 1) {
      const { last, until } = this.#moment(size);
      const file = this.#file(`${name}-${count}`);
      await this.#restore(name, { file, last, size, signed }, until);
    }
    const whole: Copy = { file: this.#file(name), last: size - 1, size, signed };
    this.#add(`the backup of ${size} entries`, await faultsOf(whole, this.#naive));
  }

  /** An entry and how it is spelt: by its number, as the last of an append by its instant, or where something was signed. */
  #moment(size: number): { readonly last: number; readonly until: string } {
    const { moments, sizes } = this.#naive;
    const way = this.#random.below(3);
    const held = moments.filter(({ seq }) => seq < size);
    const { seq, at } = this.#random.of(held);
    if (way === 0) return { last: seq, until: formatInstant(at) };
    const signed = sizes.filter((each) => each <= size);
    const last =
      way === 1 && signed.length > 0 ? this.#random.of(signed) - 1 : this.#random.below(size);
    return { last, until: `${last}` };
  }

  async #restore(name: string, copy: Copy, until: string): Promise<void> {
    const { file, last, size, signed } = copy;
    const args = ['restore', this.#file(name), '--ledger', file, '--until', until];
    if (this.#random.oneIn(4)) await this.#kill(`${name}-kill`, args.with(3, `${file}-kill`));
    const { code, err } = await startCommand(args).ended;
    const what = `${size} entries restored --until ${until}`;
    if (this.#naive.parts(last, size)) {
      this.#told.refused += 1;
      if (code !== 1 || !/is erased, and only entry/.test(err))
        this.#add(what, [`not refused: ${err}`]);
      if (existsSync(file)) this.#add(what, ['it was refused, and a file is there']);
      return;
    }
    // Which erasure took what beside the entry that it names is not known: a moment too many may be refused.
    if (code === 1 && /is erased, and only entry/.test(err)) return;
    if (code !== 0) return this.#add(what, [err]);
    this.#told.restored += 1;
    if (signed > last + 1) this.#told.cut += 1;
    this.#add(what, await faultsOf(copy, this.#naive));
  }

  #add(what: string, faults: readonly string[]): void {
    this.faults.push(...faults.map((fault) => `${what}: ${fault}`));
  }

  kill(): void {
    this.#loader?.child.kill('SIGKILL');
  }
}

/** Loads one ledger, takes backups of it, and restores each to several moments. */
async function drill(seed: number, tally: Told): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hustings-backups-'));
  const made = new Drill(folder, seed, tally);
  try {
    for (const name of ['a', 'b']) await made.backUp(name);
    await made.rest();
    for (const name of ['a', 'b']) await made.check(name);
    return made.faults;
  } finally {
    made.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function torture({ runs, seed, progress, signal }: Course): Promise<Outcome> {
  const tally = { ...told };
  const faults: string[] = [];
  let done = 0;
  for (; done < runs && !signal.aborted; done += 1) {
    const found = await drill(seed + done, tally);
    faults.push(...found.map((fault) => `--runs 1 --seed ${seed + done}: ${fault}`));
    progress(done + 1);
  }
  const { backups, killed, restored, refused, cut, entries } = tally;
  return {
    runs: done,
    told: `${backups} backups of ledgers that took in ${entries} entries meanwhile, and ${restored} restores to a moment (${cut} of them left the log that had signed more), were compared with what the loaders had noted; ${refused} moments between an erasure and what it took were refused; ${killed} runs were killed`,
    faults,
  };
}

/** Backups under load, and what is restored of them. */
export const part: Part = {
  name: 'backups',
  about: 'a backup taken under load is of one moment, and is restored to any',
  unit: 'ledgers',
  runs: { short: 1, long: 40 },
  torture,
};
