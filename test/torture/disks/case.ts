import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Random } from '../../laws/random.ts';
import type { Change } from './change.ts';
import { drawFault, type Kind } from './draw.ts';
import { Oracle } from './oracle.ts';
import { Platter } from './platter.ts';
import { FILES, type Order, type TreacherousDisk } from './preloaded.ts';
import type { Answer, Victim, Wish } from './wishes.ts';

/** What a case was, and what did not hold. */
export interface Tried {
  readonly kind: Kind;
  /** Did the fault strike at all? */
  readonly struck: boolean;
  readonly faults: readonly string[];
}

/** What may come of a failed append. */
const NOT_STORED: ReadonlySet<unknown> = new Set(['full', 'unsure', 'busy']);
const MAYBE_STORED: ReadonlySet<unknown> = new Set(['disk', 'unflushed']);

/** Was a change refused? After an erasure, others' reading may keep its bytes from being removed. */
const isRefused = (code: unknown, { erases }: Change): boolean =>
  NOT_STORED.has(code) && !(code === 'busy' && erases !== undefined);

const FLUSHED_FILES = FILES.ledger | FILES.log;

/** One ledger, one fault, and what the disk holds in the end. */
export class Case {
  readonly #random: Random;
  readonly #disk: TreacherousDisk;
  readonly #victim: Victim;
  readonly #file: string;
  readonly #oracle = new Oracle();
  readonly #platter: Platter;
  readonly #faults: string[] = [];
  readonly #kind: Kind;
  readonly #order: Order;
  readonly #said: string[] = [];
  #followed = 0;
  #next = 0;
  #killed = false;

  constructor(random: Random, disk: TreacherousDisk, victim: Victim, file: string) {
    this.#random = random;
    this.#disk = disk;
    this.#victim = victim;
    this.#file = file;
    this.#platter = new Platter(random, { drops: !random.oneIn(4) });
    const { kind, order } = drawFault(random);
    this.#kind = kind;
    this.#order = order;
  }

  async run(): Promise<Tried> {
    this.#disk.heal();
    truncateSync(this.#disk.log);
    const logPages = this.#random.of([3, 12, 40, 10_000]);
    await this.#ask({ do: 'open', file: this.#file, logPages });
    for (let step = 1 + this.#random.below(4); step > 0; step -= 1) await this.#step();
    this.#disk.tell(this.#order);
    for (let step = 1 + this.#random.below(6); step > 0 && !this.#killed; step -= 1) {
      await this.#step();
    }
    const struck = this.#disk.hits > 0;
    await this.#end(logPages);
    const says = `: ${this.#kind} ${JSON.stringify(this.#order)}, ${this.#said.join(', ')}`;
    return { kind: this.#kind, struck, faults: this.#faults.map((fault) => `${fault}${says}`) };
  }

  async #ask(wish: Wish): Promise<Answer | undefined> {
    const answer = await this.#victim.ask(wish);
    const about = wish.do === 'change' ? JSON.stringify(wish.change) : '';
    const came =
      answer === undefined ? 'killed' : (answer.error?.code ?? answer.error?.stack ?? 'done');
    this.#said.push(`${wish.do}${about} ${came}`);
    if (answer === undefined) this.#killed = true;
    return answer;
  }

  /** Has a flush of the ledger failed before now? Then nothing may be stored any more. */
  #isInDoubt(): boolean {
    const { fault, files } = this.#order;
    return fault === 'flushFails' && (files & FLUSHED_FILES) !== 0 && this.#disk.hits > 0;
  }

  async #step(): Promise<void> {
    const what = this.#random.below(10);
    const { first, erases } = this.#oracle.stored.at(-1) ?? {};
    if (what === 0) await this.#sign();
    else if (what === 2) await this.#ask({ do: 'hold' });
    else if (what === 1 && first !== undefined && erases === undefined) {
      await this.#change({ first: this.#next, count: 1, erases: first });
    } else {
      const count = this.#random.of([1, 1, 2, 5, 40, 300]);
      await this.#change({ first: this.#next, count });
    }
    if (!this.#killed) await this.#read();
  }

  async #change(change: Change): Promise<void> {
    const wasInDoubt = this.#isInDoubt();
    this.#next += change.count;
    const answer = await this.#ask({ do: 'change', change });
    const { stored, refused, unknown } = this.#oracle;
    if (answer !== undefined && answer.error === undefined) {
      stored.push(change);
      if (wasInDoubt) this.#faults.push('something was acknowledged after a failed flush');
    } else if (isRefused(answer?.error?.code, change)) refused.push(change);
    else unknown.push(change);
    this.#judge(answer, wasInDoubt);
  }

  async #sign(): Promise<void> {
    const wasInDoubt = this.#isInDoubt();
    const answer = await this.#ask({ do: 'sign' });
    if (typeof answer?.value === 'string') this.#oracle.signed.push(answer.value);
    this.#judge(answer, wasInDoubt);
  }

  /** An error must be one that is told in a sentence; a ledger is in doubt after a failed flush, and only then. */
  #judge(answer: Answer | undefined, wasInDoubt: boolean): void {
    const { code, stack } = answer?.error ?? {};
    // SQLite takes a page that cannot be read for a damaged one.
    const unread = code === 'damaged' && this.#order.fault === 'readFails';
    const known = unread || NOT_STORED.has(code) || MAYBE_STORED.has(code) || code === undefined;
    if (!known) this.#faults.push(`an error that nobody expects: ${stack}`);
    if (wasInDoubt && answer?.inDoubt === false) this.#faults.push('it is not in doubt');
    if (answer?.inDoubt === true && !this.#isInDoubt()) this.#faults.push('it is in doubt');
  }

  async #read(): Promise<void> {
    const answer = await this.#ask({ do: 'read' });
    if (answer?.error !== undefined && this.#order.fault === 'readFails') return;
    const read = answer?.value;
    if (!Array.isArray(read)) this.#faults.push(`reading failed: ${answer?.error?.stack}`);
    else this.#faults.push(...this.#oracle.faultsIn(read).map((fault) => `read: ${fault}`));
  }

  /** Power loss now, or after closing, or after a restart that must take entries again; or no power loss at all. */
  async #end(logPages: number): Promise<void> {
    const end = this.#random.of(['power', 'close', 'restart', 'restart'] as const);
    this.#said.push(end);
    if (end === 'restart') await this.#restart(logPages);
    if (end === 'close' && !this.#killed) await this.#ask({ do: 'close' });
    this.#followed = this.#platter.follow(this.#disk.log, this.#followed);
    this.#disk.heal();
    if (this.#random.oneIn(5)) {
      this.#said.push('as the system shows it');
      await this.#victim.kill();
      return this.#check(this.#file);
    }
    const image = join(`${this.#file}-image`, basename(this.#file));
    mkdirSync(`${this.#file}-image`);
    for (const [name, bytes] of this.#platter.afterPowerLoss()) {
      writeFileSync(join(`${this.#file}-image`, basename(name)), bytes);
    }
    await this.#check(image);
    if (!this.#killed && end !== 'close') await this.#ask({ do: 'close' });
  }

  async #restart(logPages: number): Promise<void> {
    if (this.#killed || this.#random.oneIn(2)) await this.#victim.kill();
    else await this.#ask({ do: 'close' });
    this.#disk.heal();
    this.#killed = false;
    const opened = await this.#ask({ do: 'open', file: this.#file, logPages });
    if (opened?.error !== undefined) this.#faults.push(`no restart: ${opened.error.stack}`);
    // What is sent again is answered for, however it is found.
    const { unknown, again } = this.#oracle;
    const before = unknown.splice(0);
    for (const change of before) {
      const answer = await this.#ask({ do: 'change', change });
      if (answer?.error === undefined) again.push(change);
      else this.#faults.push(`not taken again: ${answer.error.stack}`);
    }
  }

  async #check(file: string): Promise<void> {
    const faults = await this.#oracle.faultsOf(file);
    this.#faults.push(...faults);
    if (faults.length === 0) rmSync(`${this.#file}-image`, { recursive: true, force: true });
  }
}
