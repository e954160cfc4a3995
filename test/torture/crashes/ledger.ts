import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { listLines } from '../../bench/load/list.ts';
import { Random } from '../../bench/load/random.ts';
import { printed, SAMPLES } from '../../cli/harness.ts';
import { type Running, startMain } from '../../cli/processes.ts';
import { listening, type Server } from '../../cli/servers.ts';
import { checkAnswers, checkCheckpoints, checkFile, IMPORTER } from './check.ts';
import { answeredFor, ask, Editor, type Known, type Served } from './editor.ts';
import { Model } from './model.ts';
import { comes, type Moment, moment } from './moments.ts';
import { Desk, EDITORS, openings } from './requests.ts';
import { tears } from './torn.ts';

/** However busy the machine is; and as many checkpoints as there may be. */
const ENV = {
  HUSTINGS_RATE_LIMIT: '0',
  HUSTINGS_EVENT_LOOP_DELAY: '60000',
  HUSTINGS_LOG_LEVEL: 'error',
  HUSTINGS_CHECKPOINT_SECONDS: '1',
  // What one has compiled the next need not.
  NODE_COMPILE_CACHE: fileURLToPath(
    new URL('../../../node_modules/.cache/compiled', import.meta.url),
  ),
};

const ROWS = 400;
const MAPPING = `${SAMPLES}mappings/sf-2016.mapping.json`;
/** How often the log of a killed ledger is torn beyond what was answered for, in percent. */
const TORN = 40;
const WITNESS_MILLISECONDS = 30;

/** What was done to ledgers, in numbers. */
export interface Tally {
  kills: number;
  readonly ways: Map<string, number>;
  entries: number;
  acknowledged: number;
  surprises: number;
  lost: number;
  torn: number;
  tornBytes: number;
  checkpoints: number;
  again: number;
  stale: number;
}

/** Where a ledger lies, and what decides how it is killed. */
export interface Plan {
  readonly file: string;
  readonly seed: number;
  /** May it be killed in ways that take long? */
  readonly hasTime: boolean;
}

/** A ledger that is served, killed and served again, and what its clients know of it. */
export class Ledger {
  readonly #file: string;
  readonly #random: Random;
  readonly #hasTime: boolean;
  readonly #tally: Tally;
  readonly #known: Known = { model: new Model(), faults: [], safe: 0 };
  readonly #editors: Editor[] = [];
  /** Each checkpoint that a client has seen, by its size. */
  readonly #kept = new Map<string, string>();
  #since: string | undefined;
  #imports = false;
  entries = 0;

  constructor({ file, seed, hasTime }: Plan, tally: Tally) {
    this.#file = file;
    this.#hasTime = hasTime;
    this.#random = new Random(seed);
    this.#tally = tally;
  }

  /** What was found to be wrong. */
  get faults(): readonly string[] {
    return this.#known.faults;
  }

  /** Makes the editors' tokens; the ledger is made by the first server, which may be killed over it. */
  async begin(): Promise<void> {
    for (const name of EDITORS) {
      const args = ['token', 'add', name, '--role', 'editor', '--ledger', this.#file];
      const desk = new Desk(name, new Random(this.#random.below(2 ** 31)));
      this.#editors.push(new Editor(desk, (await printed(args)).trim(), this.#known));
    }
    for (const opening of openings()) this.#known.model.sends(opening);
  }

  #start(args: readonly string[]): Running {
    return startMain([...args, '--ledger', this.#file], { env: ENV });
  }

  #serve(): Running {
    return this.#start(['serve', '--port', '0']);
  }

  async #served(running: Running): Promise<{ server: Server; served: Served }> {
    const server = await listening(running, /at (http:\/\/127\.0\.0\.1:\d+)/);
    return { server, served: { address: server.address, wal: `${this.#file}-wal` } };
  }

  /** One kill, and all that is there before: a start, the checks, what was not answered, and work. Gives how it was killed. */
  async killOnce(): Promise<Moment> {
    const when = moment(this.#random, this.#hasTime);
    const running = this.#serve();
    if (when.by === 'starting') {
      await Promise.race([pause(when.amount), running.ended]);
      await this.#kill(when, running);
      return when;
    }
    const { server, served } = await this.#served(running);
    await this.#check(served);
    await this.#settle(served);
    const others = when.by === 'beside' ? [await this.#beside()] : [];
    await this.#work(when, server, served, others);
    return when;
  }

  async #work(when: Moment, server: Server, served: Served, others: Running[]): Promise<void> {
    for (const editor of this.#editors) editor.heavy = when.by === 'full';
    const working = [this.#watch(served), ...this.#editors.map((editor) => editor.work(served))];
    const { model } = this.#known;
    const looked = { server, ledger: this.#file, answered: () => model.acknowledged };
    await comes(when, looked);
    await Promise.all([server, ...others].map((each) => this.#kill(when, each)));
    await Promise.all(working);
    if (!existsSync(served.wal)) this.#known.safe = 0;
    if (this.#random.percent(TORN)) this.#tear();
  }

  async #kill({ by }: Moment, { child, ended }: Pick<Running, 'child' | 'ended'>): Promise<void> {
    child.kill('SIGKILL');
    const { signal, code, err } = await ended;
    if (signal === 'SIGKILL') {
      this.#tally.kills += 1;
      this.#tally.ways.set(by, (this.#tally.ways.get(by) ?? 0) + 1);
    } else if (code !== 0) {
      this.#known.faults.push(`it ended by itself with ${code}: ${err}`);
    }
  }

  #tear(): void {
    const bytes = tears(this.#file, this.#known.safe, this.#random);
    if (bytes === 0) return;
    this.#tally.torn += 1;
    this.#tally.tornBytes += bytes;
  }

  /** Something else that writes to the same ledger. */
  async #beside(): Promise<Running> {
    if (this.#random.percent(35)) return this.#start(['rebuild']);
    this.#imports = true;
    return this.#start(this.#importing());
  }

  #importing(): string[] {
    const list = `${this.#file}.csv`;
    if (!existsSync(list)) writeFileSync(list, [...listLines(1, ROWS)].join(''));
    const errors = `${this.#file}.errors.csv`;
    return ['import', list, '--mapping', MAPPING, '--by', IMPORTER, '--errors', errors];
  }

  /** Keeps each checkpoint that is given out, until the server is gone. */
  async #watch(served: Served): Promise<void> {
    for (;;) {
      const heard = await ask(served.address, '/log/checkpoint');
      if (heard === undefined || heard.answered.status === 503) return;
      if (heard.answered.status === 200) this.#keep(heard.answered.body, served);
      await pause(WITNESS_MILLISECONDS);
    }
  }

  #keep(note: string, served: Served): void {
    answeredFor(this.#known, served);
    const [, size = ''] = note.split('\n');
    const before = this.#kept.get(size);
    if (before === undefined) this.#tally.checkpoints += 1;
    else if (before !== note) this.#known.faults.push(`there are two checkpoints of ${size}`);
    this.#kept.set(size, note);
    this.#since = note;
  }

  async #check({ address }: Served): Promise<void> {
    const { faults, model } = this.#known;
    const found = await checkFile(this.#file, this.#known, this.#since);
    faults.push(...found.faults);
    faults.push(...(await checkCheckpoints(address, this.#kept)));
    faults.push(...(await checkAnswers(address, this.#known, this.#editors, this.#random)));
    this.entries = found.entries;
    this.#tally.surprises += found.surprises;
    this.#tally.lost += model.open().length - found.surprises;
  }

  async #settle(served: Served): Promise<void> {
    const open = this.#known.model.open();
    const done = await Promise.all(this.#editors.map((editor) => editor.settle(served, open)));
    this.#tally.again += open.length;
    if (done.includes(false)) this.#known.faults.push('it was gone before anybody killed it');
  }

  /** Lets it be: all is answered, an import ends, the server stops in peace, and all is checked once more. */
  async end(): Promise<void> {
    const { server, served } = await this.#served(this.#serve());
    await this.#check(served);
    await this.#settle(served);
    const { code, err } = await server.stop('SIGTERM');
    if (code !== 0) this.#known.faults.push(`it stopped with ${code}: ${err}`);
    if (this.#imports) await this.#importAll();
    const { faults, entries } = await checkFile(this.#file, this.#known, this.#since);
    this.#known.faults.push(...faults);
    this.#tally.entries += entries;
    this.#tally.acknowledged += this.#known.model.acknowledged;
    this.#tally.stale += this.#editors.reduce((sum, { stale }) => sum + stale, 0);
  }

  /** The import that was killed, to its end, and once more: then all of it is there. */
  async #importAll(): Promise<void> {
    const counts: string[] = [];
    for (const _ of ['the rest', 'nothing']) {
      const { code, err } = await this.#start(this.#importing()).ended;
      const [, added = '', there = ''] = /(\d+) entries new, (\d+) there already/.exec(err) ?? [];
      if (added === '') this.#known.faults.push(`an import ended with ${code}: ${err}`);
      counts.push(`${Number(added) + Number(there)}, ${added}`);
    }
    const [first = '', last = ''] = counts;
    if (last !== `${first.split(',')[0]}, 0`) {
      this.#known.faults.push(`an import that was killed came to ${first} new, then ${last} new`);
    }
  }

  /** Removes all that lies on the disk. */
  remove(): void {
    const beside = ['', '-wal', '-shm', '.key', '.tokens', '.csv', '.errors.csv'];
    for (const suffix of beside) rmSync(`${this.#file}${suffix}`, { force: true });
  }
}
