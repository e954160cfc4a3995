/** What random histories are made of, and what has been accepted of one so far. */

export const CONTEST = 'leader-2020';

export type Data = Readonly<Record<string, unknown>>;

/** An entry as an editor sends it, and to which contest (null: the register). */
export interface Sent {
  readonly contest: string | null;
  readonly type: string;
  readonly version?: number;
  readonly on?: string;
  readonly data: Data;
  readonly sources?: readonly object[];
}

/** The numbers that one entry is drawn from; what they mean hangs on its kind. */
export interface Move {
  readonly kind: number;
  readonly who: number;
  readonly whom: number;
  readonly which: number;
  readonly other: number;
  readonly day: number;
  readonly span: number;
  readonly form: number;
  readonly said: number;
  readonly lag: number;
  readonly bits: number;
}

/** The contest in which a history happens. */
export interface Setup {
  readonly candidates: number;
  readonly endorsers: number;
  readonly plain: number;
  readonly sum: boolean;
  /** How many win. */
  readonly seats: number;
  readonly stages: number;
  readonly openDay: number;
  readonly openForm: number;
  /** Draws each endorser's category. */
  readonly categories: readonly number[];
}

/** An accepted entry. */
export interface Placed {
  readonly id: string;
  readonly sent: Sent;
  /** The day from which its date was made, if it has one. */
  readonly day: number;
  /** Its data as corrected last, so that what is sent next fits. */
  data: Data;
}

/** The accepted entries of a history, asked for by what they are. */
export class Sheet {
  readonly setup: Setup;
  readonly all: Placed[] = [];

  constructor(setup: Setup) {
    this.setup = setup;
  }

  add(id: string, sent: Sent, day: number): Placed {
    const placed = { id, sent, day, data: sent.data };
    this.all.push(placed);
    const { entry, data } = sent.data as { entry?: string; data?: Data };
    const target = sent.type === 'EntryCorrected' ? this.get(entry) : undefined;
    if (target !== undefined && data !== undefined) target.data = data;
    return placed;
  }

  get(id: unknown): Placed | undefined {
    return this.all.find((each) => each.id === id);
  }

  of(...types: readonly string[]): Placed[] {
    return this.all.filter((each) => types.includes(each.sent.type));
  }

  /** The claims of acts. */
  claims(): Placed[] {
    return this.of('EndorsementMade', 'NominationMade').filter(
      (each) => candidateOf(each.data) !== null,
    );
  }

  /** The claims that began an act. */
  roots(): Placed[] {
    return this.claims().filter((each) => each.data.act === undefined);
  }

  /** Everything that a correction may name. */
  correctable(): Placed[] {
    return this.all.filter((each) => !RECORDS.includes(each.sent.type));
  }
}

export const RECORDS: readonly string[] = [
  'EntryCorrected',
  'EntryStruck',
  'EntryDisputed',
  'DisputeResolved',
];

/** The one of these that a number chooses; undefined where there is none. */
export const chosen = <T>(all: readonly T[], which: number): T | undefined =>
  all[which % Math.max(1, all.length)];

/** The candidate whom a claim's data counts for, as a tracker of either version would say. */
export function candidateOf(data: Data): string | null {
  if (typeof data.candidate === 'string') return data.candidate;
  const choices = (data.choices ?? []) as { candidate: string; rank: number }[];
  const first = choices.filter((each) => each.rank === 1);
  return data.form === 'endorsement' && first.length === 1 ? (first[0]?.candidate ?? null) : null;
}

const CANDIDATES = ['dora', 'ann', 'cy', 'bob'] as const;
const ENDORSERS = ['nur', 'tss', 'mia', 'usw', 'oda', 'gmb'] as const;
const PLAIN = ['MP', 'TU', 'CLP'] as const;
const STAGES = ['first', 'final'] as const;

const named = (names: readonly string[], count: number, which: number): string =>
  names[which % Math.min(count, names.length)] ?? '';

export const candidateName = (setup: Setup, which: number) =>
  named(CANDIDATES, setup.candidates, which);
export const endorserName = (setup: Setup, which: number) =>
  named(ENDORSERS, setup.endorsers, which);
export const categoryName = (setup: Setup, which: number) => named(PLAIN, setup.plain, which);
/** Any name of a stage, opened or not. */
export const stageName = (which: number) => named(STAGES, STAGES.length, which);

/** Every category, the sum among them. */
export function everyCategory(setup: Setup): string[] {
  const plain: string[] = PLAIN.slice(0, setup.plain);
  return setup.sum ? [...plain, 'ALL'] : plain;
}
