/** What a ledger should be: plain lists of what it accepted, gone through anew for every question. */
import type { Warning } from '../../../src/ledger/refusals.ts';
import type { PlainEntry } from '../../laws/oracle.ts';
import { uuidOf } from '../../laws/random.ts';
import { type Sent, type Setup, Sheet } from '../../laws/sheet.ts';
import { rootOf } from './tree.ts';

/** The contests of a history. */
export const CONTESTS = ['leader-2020', 'deputy-2020'] as const;

/** What a history begins with. */
export interface Scene {
  readonly setup: Setup;
  /** The day on which day 0 of the drafts falls. */
  readonly anchor: number;
  /** Is the second contest opened as well? */
  readonly both: boolean;
  /** The zone of the host. */
  readonly zone: string;
  /** What the clock says first. */
  readonly start: number;
  /** Seeds ids and salts. */
  readonly seed: number;
}

/** An entry that was accepted. */
export interface Held {
  readonly seq: number;
  readonly revision: number;
  readonly id: string;
  readonly contest: string | null;
  readonly sent: Sent;
  /** What the clock said, and the bytes of the leaf. */
  readonly recordedAt: number;
  readonly leaf: Uint8Array;
  erased: boolean;
}

/** An append that was answered under a key. */
export interface Receipt {
  readonly key: Uint8Array;
  readonly contest: string | null;
  readonly offers: readonly Offer[];
  readonly ids: readonly string[];
  readonly appended: number;
  readonly warnings: readonly Warning[];
  /** How many erasures there were by then: sentences that quote payloads may be plainer since. */
  readonly erasures: number;
}

/** What is sent to be appended; without an id the ledger gives one. */
export interface Offer {
  readonly id?: string;
  readonly sent: Sent;
}

/** A question that was answered, with its clocks as they were resolved. */
export interface Asked {
  readonly contest: string;
  readonly asOf: string;
  readonly reportedBy: string | null;
  readonly seq: number;
  readonly counts: string;
  readonly digest: string;
  /** How many erasures there were by then: a later one may change any answer. */
  readonly erasures: number;
}

/** The lists. */
export class Model {
  readonly scene: Scene;
  readonly held: Held[] = [];
  readonly receipts: Receipt[] = [];
  readonly asked: Asked[] = [];
  /** The sizes of the log that were signed. */
  readonly signed: number[] = [];
  /** What both processes' clocks say. */
  readonly clocks: [number, number];
  /** Batches of one stream that were accepted, to be sent again. */
  readonly batches: { readonly contest: string | null; readonly offers: readonly Offer[] }[] = [];
  /** What has been told of each contest, as the drafts need it. */
  readonly sheets: ReadonlyMap<string, Sheet>;
  /** Is it told on a ledger in a file alone, where all may be done? */
  readonly isAlone: boolean;
  erasures = 0;
  #ids = 0;

  constructor(scene: Scene, isAlone: boolean) {
    this.scene = scene;
    this.isAlone = isAlone;
    this.clocks = [scene.start, scene.start];
    this.sheets = new Map(CONTESTS.map((contest) => [contest, new Sheet(scene.setup)]));
  }

  newId(): string {
    this.#ids += 1;
    return uuidOf(this.scene.seed, this.#ids);
  }

  byId(id: unknown): Held | undefined {
    return this.held.find((each) => each.id === id);
  }

  stream(contest: string | null): Held[] {
    return this.held.filter((each) => each.contest === contest);
  }

  /** The greatest instant recorded among the first so many. */
  recordedMax(count = this.held.length): number | null {
    const instants = this.held.slice(0, count).map((each) => each.recordedAt);
    return instants.length === 0 ? null : Math.max(...instants);
  }

  /** The last entry whose instant, as a running maximum, is not after another. */
  seqAt(instant: number): number {
    return this.held.findLastIndex((_, index) => (this.recordedMax(index + 1) ?? 0) <= instant);
  }

  root(size = this.held.length): string {
    return rootOf(this.held.slice(0, size).map(({ leaf }) => leaf)).toString('base64');
  }

  /** What the oracle reads: what holds in a contest, without what was erased. */
  plainOf(contest: string): PlainEntry[] {
    return this.held
      .filter((each) => !each.erased && (each.contest === contest || each.contest === null))
      .map(({ seq, id, contest: place, sent }) => ({
        seq,
        id,
        contest: place,
        type: sent.type,
        on: sent.on ?? null,
        data: sent.data,
        sources: (sent.sources ?? []) as PlainEntry['sources'],
      }));
  }

  /** The entries that go with one that is erased, by the words of the design. */
  coveredBy(id: string): Held[] {
    const all = this.stream(this.byId(id)?.contest ?? null);
    const covered = new Set([id]);
    for (let before = 0; before < covered.size; ) {
      before = covered.size;
      for (const each of all) {
        const named = this.#namedBy(each);
        if (named.some((other) => covered.has(other))) covered.add(each.id);
        if (covered.has(each.id)) for (const other of named) covered.add(other);
      }
    }
    return all.filter((each) => covered.has(each.id));
  }

  /** What an entry corrects, strikes, disputes, ends or replaces. */
  #namedBy({ sent: { type, data } }: Held): string[] {
    const record = /^(?:EntryCorrected|EntryStruck|EntryDisputed|DisputeResolved)$/.test(type);
    const target = type === 'EntryCorrected' ? this.byId(data.entry)?.sent.type : type;
    const told = (type === 'EntryCorrected' ? (data.data ?? {}) : data) as Sent['data'];
    const named = [
      record ? data.entry : null,
      told.replaces,
      target?.endsWith('Withdrawn') ? told.act : null,
    ];
    return named.filter((each) => typeof each === 'string');
  }
}
