/**
 * A naive reading of the ledger, written from the design alone: it shares no code with `projections/`
 * or `src/`. Here it says which claims hold at two past clocks, and what they tell; oracle-worlds.ts
 * draws worlds in which that happened.
 */
import { ANY_DAY, type Range, rangeOf } from './oracle-dates.ts';

/** An entry as plain JSON, as an editor sent it. */
export interface PlainEntry {
  readonly seq: number;
  readonly id: string;
  /** Null in the register. */
  readonly contest: string | null;
  readonly type: string;
  readonly on: string | null;
  readonly data: Fields;
  readonly sources: readonly Cited[];
}

type Fields = Readonly<Record<string, unknown>>;

export interface Cited {
  readonly published?: string;
  readonly retrieved?: string;
}

/** A claim that counts, or may: corrections applied. */
export interface Claim {
  readonly id: string;
  readonly type: string;
  readonly on: string | null;
  readonly data: Fields;
  readonly sources: readonly Cited[];
  readonly disputed: boolean;
}

const FRAMES = ['ContestOpened', 'StageOpened', 'CandidateEntered', 'EndorserEnrolled'];
const EDITORIAL = ['EndorserMerged', 'EntryDisputed', 'DisputeResolved'];
const RECORDS = ['EntryCorrected', 'EntryStruck', 'EntryDisputed', 'DisputeResolved'];

/** Does an entry hold at every reported time, whatever its sources? */
export const everReported = (type: string): boolean =>
  FRAMES.includes(type) || EDITORIAL.includes(type);

/** The day by which some source was surely published; Infinity where none ever surely was. */
export function surelySaid(sources: readonly Cited[]): number {
  const days = sources.map(({ published, retrieved }) => {
    if (published !== undefined) return rangeOf(published).to;
    return retrieved === undefined ? Number.POSITIVE_INFINITY : rangeOf(retrieved.slice(0, 10)).to;
  });
  return Math.min(Number.POSITIVE_INFINITY, ...days);
}

/** What the entries recorded up to `knownAt` say, going by what was published by `reportedBy`. */
export class Reading {
  readonly #known: readonly PlainEntry[];
  readonly #reportedBy: number | null;

  constructor(entries: readonly PlainEntry[], knownAt: number, reportedBy: number | null) {
    this.#known = entries.filter((entry) => entry.seq <= knownAt);
    this.#reportedBy = reportedBy;
  }

  #published(sources: readonly Cited[]): boolean {
    return this.#reportedBy === null || surelySaid(sources) <= this.#reportedBy;
  }

  /** What stands in the register is editorial, and holds at every reported time. */
  #ever({ contest, sources }: PlainEntry): boolean {
    return contest === null || sources.length === 0;
  }

  #naming(type: string, id: string): PlainEntry[] {
    return this.#known.filter((entry) => entry.type === type && entry.data.entry === id);
  }

  /** Does a correction or a strike hold? */
  #holds(amendment: PlainEntry): boolean {
    const said = this.#ever(amendment) || this.#published(amendment.sources);
    return said && !this.#struck(amendment.id);
  }

  #struck(id: string): boolean {
    return this.#naming('EntryStruck', id).some((strike) => this.#holds(strike));
  }

  /** An entry with the last correction of each of its fields, visible or not. */
  corrected({ id, type, on, data, sources }: PlainEntry): Omit<Claim, 'disputed'> {
    const holding = this.#naming('EntryCorrected', id).filter((each) => this.#holds(each));
    const last = (field: string) =>
      holding.findLast((each) => each.data[field] !== undefined)?.data[field];
    return {
      id,
      type,
      on: (last('on') ?? on) as string | null,
      data: (last('data') ?? data) as Fields,
      sources: (last('sources') ?? sources) as readonly Cited[],
    };
  }

  #claim(entry: PlainEntry): Claim[] {
    const claim = this.corrected(entry);
    const disputes = this.#known.filter(
      ({ type, data }) =>
        data.entry === entry.id && (type === 'EntryDisputed' || type === 'DisputeResolved'),
    );
    const last = disputes.at(-1);
    const visible = everReported(entry.type) || this.#published(claim.sources);
    if (!visible || this.#struck(entry.id) || last?.data.outcome === 'rejected') return [];
    return [{ ...claim, disputed: last?.type === 'EntryDisputed' }];
  }

  /** The claims of these types that count or may, in order of recording. */
  claims(...types: readonly string[]): Claim[] {
    return this.#known
      .filter((entry) => types.includes(entry.type) && !RECORDS.includes(entry.type))
      .flatMap((entry) => this.#claim(entry));
  }

  /** The id of the claim that began the act of which this id's entry is a claim. */
  rootOf(id: string): string {
    const path: string[] = [];
    for (let next: unknown = id; typeof next === 'string'; ) {
      if (path.includes(next)) throw new CircleError(next);
      path.push(next);
      const entry = this.#known.find((each) => each.id === next);
      next = entry === undefined ? undefined : this.corrected(entry).data.act;
    }
    return path.at(-1) ?? id;
  }

  /** The name that stands for an endorser. */
  endorser(name: string): string {
    const merges = this.claims('EndorserMerged');
    const path = [name];
    for (;;) {
      const merge = merges.findLast((each) => each.data.endorser === path.at(-1));
      if (merge === undefined) return path.at(-1) ?? name;
      const into = String(merge.data.into);
      if (path.includes(into)) throw new CircleError(into);
      path.push(into);
    }
  }
}

/** Claims of the past may go round in a circle that a correction has broken since: no world has that. */
export class CircleError extends Error {}

/** Something told to have happened on one of these days. */
export interface Saying {
  readonly id: string;
  readonly range: Range;
  readonly disputed: boolean;
}

/** A claim of an act. */
export interface ActSaying extends Saying {
  readonly stage: string | null;
  /** The claim that began the act that it replaces. */
  readonly replaces: string | null;
}

/** An act: one endorser for one candidate, as the claims of one root tell it. */
export interface ToldAct {
  readonly root: string;
  readonly nomination: boolean;
  readonly endorser: string;
  readonly candidate: string;
  readonly claims: ActSaying[];
}

/** The one candidate whom a claim counts for; null where it is only shown. */
export function countedFor(data: Fields): string | null {
  if (typeof data.candidate === 'string')
    return (data.preference ?? 1) === 1 ? data.candidate : null;
  const choices = (data.choices ?? []) as { candidate: string; rank: number }[];
  const first = choices.filter((choice) => choice.rank === 1);
  return data.form === 'endorsement' && first.length === 1 ? (first[0]?.candidate ?? null) : null;
}

/** The days of a claim: an open lower bound ends at the contest's opening. */
export function daysOf(on: string | null, opening: number): Range {
  if (on === null) return ANY_DAY;
  const { from, to } = rangeOf(on);
  return { from: from === Number.NEGATIVE_INFINITY ? Math.min(opening, to) : from, to };
}

/** The earliest day of the contest's opening, where open lower bounds end. */
export function openingOf(reading: Reading): number {
  const [opened] = reading.claims('ContestOpened');
  return opened === undefined
    ? Number.POSITIVE_INFINITY
    : daysOf(opened.on, Number.POSITIVE_INFINITY).from;
}
