import { LRUCache } from 'lru-cache';
import { standingsOn } from '../../../projections/on-day.ts';
import type { Policy } from '../../../projections/policy.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import { lastUpTo } from '../../../projections/steps.ts';
import { turnsOf } from '../../../projections/turns.ts';
import type { FactStore } from '../../store/fact-store.ts';
import { dayOfInstant } from '../../time/day.ts';
import { type AskedClocks, type Clocks, dayAsked, printClocks } from '../clocks.ts';
import { digestOf } from '../digest.ts';
import { clocksOf, requireContest, requirePolicy } from './asking.ts';
import { type SeenSources, seenBy } from './seen.ts';

type TextSources = SeenSources & { readonly store: Pick<FactStore, 'changes'> };

/** The standings as JSON, and what they were resolved to. */
export interface StandingsText {
  /** UTF-8, the same bytes as the JSON of what askStandings answers. */
  readonly bytes: Buffer;
  readonly clocks: Clocks;
  /** What the answer depends on beside its day and policy. */
  readonly seen: string;
}

/** A contest at two clocks and a policy, as it was found. */
interface Found {
  /** Weakly held: the views have a budget of their own. */
  readonly timeline: WeakRef<StandingsTimeline>;
  readonly policy: Policy;
  readonly clocks: Clocks;
  readonly recordedAt: string | null;
  readonly seen: string;
}

/** The days on which a timeline's standings turn, and a number that no other timeline has. */
interface Turns {
  readonly number: number;
  readonly days: Int32Array;
}

/** A state's JSON on both sides of its clocks. */
interface Prepared {
  readonly before: Buffer;
  readonly after: Buffer;
}

/** How many questions are remembered as long as nothing changes. */
const REMEMBERED = 10_000;

/**
 * The standings as bytes, for those who ask often: a state is written once for all days between two of
 * its timeline's turns and kept under a byte budget; the clocks are written around it. Nothing stale is
 * ever given: a timeline never changes, and which one answers is asked anew after every change of the
 * ledger.
 */
export class StandingsTexts {
  readonly #sources: TextSources;
  readonly #prepared: LRUCache<string, Prepared>;
  readonly #turns = new WeakMap<StandingsTimeline, Turns>();
  readonly #found = new Map<string, Found>();
  #changes = -1;
  #timelines = 0;

  /** `budget`: about how many bytes of written states are kept. */
  constructor(sources: TextSources, budget: number) {
    this.#sources = sources;
    this.#prepared = new LRUCache({
      maxSize: budget,
      sizeCalculation: ({ before, after }) => before.length + after.length + 200,
    });
  }

  /** A contest's standings at three clocks and a policy; refuses what askStandings refuses. */
  async ask(contest: string, asked: AskedClocks, counts?: string): Promise<StandingsText> {
    const { asOf, reportedBy, knownAt } = asked;
    const day = asOf === undefined ? dayOfInstant(this.#sources.now()) : dayAsked('asOf', asOf);
    const key = [contest, reportedBy ?? '', knownAt ?? '', counts ?? ''].join('\n');
    this.#refresh();
    let found = this.#found.get(key);
    let timeline = found?.timeline.deref();
    if (found === undefined || timeline === undefined) {
      const sought = await this.#find(contest, asked, counts, key);
      found = sought.found;
      timeline = sought.timeline;
    }
    const clocks = { ...found.clocks, asOf: day };
    const { before, after } = this.#state(timeline, contest, found.policy, clocks);
    const middle = JSON.stringify(printClocks(clocks, found.recordedAt));
    const bytes = Buffer.concat([before, Buffer.from(middle), after]);
    return { bytes, clocks, seen: found.seen };
  }

  /** Forgets what was found as soon as anything may have changed. */
  #refresh(): void {
    const changes = this.#sources.store.changes();
    if (changes !== this.#changes || this.#found.size >= REMEMBERED) this.#found.clear();
    this.#changes = changes;
  }

  async #find(contest: string, asked: AskedClocks, counts: string | undefined, key: string) {
    const before = this.#changes;
    await requireContest(this.#sources, contest);
    const policy = await requirePolicy(this.#sources, contest, counts);
    const { clocks, printed } = await clocksOf(this.#sources, asked);
    // Before the timeline: what is erased meanwhile must not pass for what was seen.
    const seen = await seenBy(this.#sources, contest, clocks.knownAt);
    const timeline = await this.#sources.views.timeline(contest, clocks, policy);
    const { recordedAt } = printed.knownAt;
    const found: Found = { timeline: new WeakRef(timeline), policy, clocks, recordedAt, seen };
    this.#refresh();
    if (this.#changes === before) this.#found.set(key, found);
    return { found, timeline };
  }

  #turnsOf(timeline: StandingsTimeline): Turns {
    let turns = this.#turns.get(timeline);
    if (turns === undefined) {
      this.#timelines += 1;
      turns = { number: this.#timelines, days: turnsOf(timeline) };
      this.#turns.set(timeline, turns);
    }
    return turns;
  }

  #state(timeline: StandingsTimeline, contest: string, policy: Policy, { asOf }: Clocks): Prepared {
    const { number, days } = this.#turnsOf(timeline);
    const key = `${number} ${lastUpTo(days, asOf)}`;
    let prepared = this.#prepared.get(key);
    if (prepared === undefined) {
      const state = standingsOn(timeline, contest, asOf);
      const { title, contest: slug, ...rest } = state;
      const before = JSON.stringify({ contest: slug, title });
      const after = JSON.stringify({ policy, digest: digestOf(state, policy), ...rest });
      prepared = {
        before: Buffer.from(`${before.slice(0, -1)},"clocks":`),
        after: Buffer.from(`,${after.slice(1)}`),
      };
      this.#prepared.set(key, prepared);
    }
    return prepared;
  }
}
