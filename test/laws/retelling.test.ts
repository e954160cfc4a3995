import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boundsOf } from '../../projections/agreement.ts';
import { changesBetween } from '../../projections/changes.ts';
import type { Happening } from '../../projections/happening.ts';
import { happeningsOf } from '../../projections/timeline.ts';
import type { AskedClocks } from '../../src/ledger/clocks.ts';
import {
  askReconciliation,
  askReconciliationBytes,
  type Reconciliation,
} from '../../src/ledger/queries/reconciliation.ts';
import { Reader } from '../../src/read/reader.ts';
import { Views } from '../../src/read/views.ts';
import { FOREVER } from '../../src/time/day.ts';
import { DAY_ZERO, iso } from './dates.ts';
import { build, type History, recipes, type Script, someDays, someSight } from './histories.ts';
import { changesTold, happenedIn } from './oracle-retelling.ts';
import { Random } from './random.ts';
import { RUNS, SEED } from './settings.ts';
import { CONTEST } from './sheet.ts';
import { type Store, stateOn } from './world.ts';

const HISTORIES = RUNS / 4;
const TEN_MINUTES = 600_000;
const BUDGET = 64e6;

const name = (statement: string) =>
  `law (retelling): ${statement} [${HISTORIES} histories, LAWS_SEED=${SEED}]`;

const knownBy = ({ bounds, entries }: Happening) => ({ bounds, entries });

function sourcesOf(store: Store) {
  const reader = new Reader(store, BUDGET);
  return { store, reader, views: new Views(reader, BUDGET), now: () => 4e12 };
}

/** Some histories, each with its own dice. */
async function histories(
  check: (
    store: Store,
    random: Random,
    history: Awaited<ReturnType<typeof build>>,
  ) => Promise<void>,
): Promise<void> {
  const property = fc.asyncProperty(recipes, async (recipe) => {
    const history = await build(recipe);
    await check(history.bench.store, new Random(recipe.seed), history);
  });
  await fc.assert(property, { seed: SEED, numRuns: HISTORIES });
}

it(name('what changed between two days of one view is what looking at every pair finds'), {
  timeout: TEN_MINUTES,
}, async () => {
  let changed = 0;
  await histories(async (_, random, { bench, entries }) => {
    const knownAt = entries.length - 1;
    const { policy, reportedBy } = someSight(random, knownAt);
    const timeline = await bench.eyes.timeline({ policy, reportedBy, knownAt });
    const sight = { knownAt, reportedBy: FOREVER };
    const moment = (day: number) => ({
      timeline,
      sight,
      asOf: DAY_ZERO + day,
      state: stateOn(timeline, day),
    });
    const days = someDays(random, 4);
    for (const [index, from] of days.entries()) {
      for (const to of [days[(index + 1) % days.length] ?? 0, from]) {
        const told = changesBetween(moment(from), moment(to));
        expect(told).toEqual(changesTold(timeline, DAY_ZERO + from, DAY_ZERO + to));
        changed += told.length;
      }
    }
  });
  expect(changed).toBeGreaterThan(HISTORIES);
});

it(name('any stretch of a timeline is that of all that happened, and the days cut it alike'), {
  timeout: TEN_MINUTES,
}, async () => {
  await histories(async (_, random, { bench, entries }) => {
    const timeline = await bench.eyes.timeline(someSight(random, random.below(entries.length)));
    const known = happenedIn(timeline);
    const all = happeningsOf(timeline);
    expect(all.told(0, all.length).map(knownBy)).toEqual(known);
    for (const day of someDays(random, 3)) {
      const past = known.filter(({ bounds }) => bounds.earliest <= DAY_ZERO + day);
      expect(all.by(DAY_ZERO + day)).toBe(past.length);
      const last = past.toSorted((one, other) => one.bounds.latest - other.bounds.latest).at(-1);
      expect([all.lastOf(past.length)].flatMap((each) => each ?? []).map(knownBy)).toEqual(
        [last].flatMap((each) => each ?? []),
      );
      const from = random.below(past.length + 1);
      const to = from + random.below(past.length - from + 1);
      expect(all.told(from, to)).toEqual(all.told(0, all.length).slice(from, to));
    }
  });
});

const PRINTED = ['TallyReported', 'BallotResultReported', 'ContestResultDeclared'];

/** A history without the printed claims that cannot have been by a day, and that no entry names. */
async function upTo(day: number, { kept, bench }: History): Promise<Script> {
  const sight = { knownAt: kept.length - 1, reportedBy: null, policy: 'acts' } as const;
  const { view } = await bench.eyes.timeline(sight);
  const rows = new Map(
    Array.from({ length: view.claims.known }, (_, row) => [view.columns.idOf(row), row]),
  );
  const named = new Set(kept.map(({ placed }) => placed.sent.data.entry));
  const isLater = (id: string): boolean =>
    boundsOf(view.claims, rows.get(id) ?? 0, view.opening).earliest > DAY_ZERO + day;
  return kept
    .map(({ placed }) => placed)
    .filter(({ id, sent }) => !PRINTED.includes(sent.type) || named.has(id) || !isLater(id));
}

const reconciled = async (store: Store, asked: AskedClocks) => {
  const { tallies, contradictions } = await askReconciliation(sourcesOf(store), CONTEST, asked);
  return { tallies, contradictions };
};

it(name(
  'what a view reconciles to on a day hangs on no other day, asked before or printed later',
), {
  timeout: TEN_MINUTES,
}, async () => {
  const met = { contradictions: 0, left: 0 };
  await histories(async (store, random, history) => {
    const sources = sourcesOf(store);
    const { reportedBy } = someSight(random, 0);
    const past = reportedBy === null ? {} : { reportedBy: iso(reportedBy) };
    for (const day of someDays(random, 3)) {
      const asked = { ...past, asOf: iso(day) };
      const text = `${await askReconciliationBytes(sources, CONTEST, asked)}`;
      expect(text).toBe(`${await askReconciliationBytes(sourcesOf(store), CONTEST, asked)}`);
      const { tallies, contradictions } = JSON.parse(text) as Reconciliation;
      met.contradictions += contradictions.length;
      const script = await upTo(day, history);
      const { bench, kept } = await build(script);
      if (script.length === history.kept.length || kept.length < script.length) continue;
      met.left += 1;
      expect({ tallies, contradictions }).toEqual(await reconciled(bench.store, asked));
    }
  });
  expect(met.contradictions).toBeGreaterThan(HISTORIES / 2);
  expect(met.left).toBeGreaterThan(HISTORIES / 2);
});
