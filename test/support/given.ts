import { hash } from 'node:crypto';
import { type Draft, parseDraft } from '../../events/entry.ts';
import { type State, standingsOn } from '../../projections/on-day.ts';
import type { Policy } from '../../projections/policy.ts';
import type { StandingsTimeline } from '../../projections/standings.ts';
import type { Appended } from '../../src/ledger/appended.ts';
import { type AppendOptions, Ledger } from '../../src/ledger/ledger.ts';
import { Reader } from '../../src/read/reader.ts';
import { Views } from '../../src/read/views.ts';
import type { StoredEntry } from '../../src/store/event-store.ts';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/store.ts';
import { FOREVER, parseDay } from '../../src/time/day.ts';
import { parseInstant } from '../../src/time/instant.ts';
import { CONTEST, FRAME, type Sent } from './sent.ts';

export {
  as,
  CONTEST,
  corrected,
  disputed,
  electorate,
  endEndorsement,
  endNomination,
  endorsed,
  enrolled,
  entered,
  erased,
  FRAME,
  id,
  left,
  merged,
  nominated,
  opened,
  published,
  resolved,
  type Sent,
  source,
  stage,
  stance,
  struck,
  tally,
  tell,
  WEIGHED_FRAME,
  WEIGHING,
} from './sent.ts';

/** Reads what a client sends, as every front door does. */
export function draft(sent: Sent): Draft {
  const parsed = parseDraft(JSON.parse(JSON.stringify(sent)));
  if (!parsed.ok) throw new Error(`${sent.type}: ${parsed.problem}`);
  return parsed.draft;
}

export interface Where extends Partial<AppendOptions> {
  /** The contest's slug, or null for the register. */
  readonly contest?: string | null;
}

export interface Sight {
  readonly reportedBy?: string;
  readonly knownAt?: number;
  readonly counts?: Policy;
  readonly contest?: string;
}

const digest = (text: string): Uint8Array => Uint8Array.from(hash('sha256', text, 'buffer'));

/** The receipt of a request, under a key. */
export const underKey = (request: string, key = 'key') => ({
  receipt: { key: digest(`a tester ${key}`), request: digest(request) },
});

const NEW_YEAR = parseInstant('2026-01-01T00:00:00Z') ?? 0;

/** A real ledger with a clock that ticks a second a look, and bytes that are no surprise. */
export class Bench {
  readonly store: SqliteStore;
  readonly reader: Reader;
  readonly ledger: Ledger;
  readonly views: Views;
  clock = NEW_YEAR;
  #drawn = 0;

  constructor(store = openSqliteStore(':memory:'), seed = '') {
    this.store = store;
    this.reader = new Reader(store, 64e6);
    this.views = new Views(this.reader, 64e6);
    this.ledger = new Ledger(store, this.reader, {
      now: () => {
        this.clock += 1000;
        return this.clock;
      },
      randomBytes: (length) => {
        this.#drawn += 1;
        const bytes = hash('sha256', `${seed}${this.#drawn}`, 'buffer');
        return Uint8Array.from(bytes.subarray(0, length));
      },
    });
  }

  append(sent: readonly Sent[], where: Where = {}): Promise<Appended> {
    const { contest = CONTEST, recordedBy = 'a tester', ...options } = where;
    return this.ledger.append(contest, sent.map(draft), { recordedBy, ...options });
  }

  /** Appends what must be accepted; an erasure, which stands last, removes bytes. */
  async accept(sent: readonly Sent[], where: Where = {}): Promise<readonly StoredEntry[]> {
    const erases = (each: Sent) => each.type === 'PayloadErased';
    const batches = [sent.filter((each) => !erases(each)), ...sent.filter(erases).map((e) => [e])];
    const entries: StoredEntry[] = [];
    for (const batch of batches.filter((each) => each.length > 0)) {
      const outcome = await this.append(batch, { ...where, erasing: batch.some(erases) });
      if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
      entries.push(...outcome.entries);
    }
    return entries;
  }

  async timeline(sight: Sight = {}): Promise<StandingsTimeline> {
    const { contest = CONTEST, knownAt = (await this.store.head()).seq, counts = 'acts' } = sight;
    const by = sight.reportedBy === undefined ? FOREVER : dayOf(sight.reportedBy);
    return this.views.timeline(contest, { knownAt, reportedBy: by }, counts);
  }

  async state(asOf: string, sight: Sight = {}): Promise<State> {
    return standingsOn(await this.timeline(sight), sight.contest ?? CONTEST, dayOf(asOf));
  }

  /** A cell as it stands on each of these days: `certain+possible`, and what lapsed. */
  async over(where: string, days: readonly string[], sight: Sight = {}): Promise<string[]> {
    const [candidate, category = ''] = where.split(' ');
    const states = await Promise.all(days.map((day) => this.state(day, sight)));
    return states.map((state) => {
      const found = state.candidates.find((each) => each.candidate === candidate);
      const cell = found?.cells[category];
      if (cell === undefined) return 'unlisted';
      return `${cell.certain}+${cell.possible}${cell.lapsed === 0 ? '' : ` lapsed ${cell.lapsed}`}`;
    });
  }
}

/** The day number of a day that exists. */
export function dayOf(text: string): number {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`${text} is no day`);
  return day;
}

/** A ledger that holds the frame and these. */
export async function told(...sent: readonly Sent[]): Promise<Bench> {
  const bench = new Bench();
  await bench.accept([...FRAME, ...sent]);
  return bench;
}

/** `await given(entries).when(drafts).then(outcome => …)`: what is stored, what is sent, what comes. */
export const given = (
  sent: readonly Sent[],
  register: readonly Sent[] = [],
  first: Where = {},
) => ({
  async when(drafts: readonly Sent[], where: Where = {}) {
    const bench = new Bench();
    if (sent.length > 0) await bench.accept(sent, first);
    if (register.length > 0) await bench.accept(register, { contest: null });
    const outcome = await bench.append(drafts, where);
    return { refusal: null, warnings: [], appended: 0, entries: [], ...outcome, bench };
  },
});
