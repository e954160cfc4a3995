/** Laws (b), (c) and (d): what comes later, on each clock, leaves the earlier as it was. */
import { demandEqual } from './broken.ts';
import { DAY_ZERO, LAST_DAY } from './dates.ts';
import { build, type Kept, POLICIES, someDays, someReportedBy } from './histories.ts';
import { type Law, untried } from './law.ts';
import {
  countedFor,
  daysOf,
  everReported,
  openingOf,
  type PlainEntry,
  Reading,
  surelySaid,
} from './oracle.ts';
import { Random } from './random.ts';
import { type Bench, Eyes, type Sight } from './world.ts';

/** (b) */
export const RECORDED: Law = {
  name: 'b',
  tried: untried(),
  statement: 'an entry recorded later never changes an earlier knownAt (erasure aside)',
  async check(source, seed, effort, census) {
    const random = new Random(seed);
    const days = [random.below(62) - 4];
    const seen: { sight: Sight; digests: string }[] = [];
    const watch = async ({ entry }: Kept, { eyes }: Bench) => {
      for (let look = 0; look < effort; look += 1) {
        const reportedBy = someReportedBy(random);
        const sight = { knownAt: entry.seq, reportedBy, policy: random.of(POLICIES) };
        seen.push({ sight, digests: await eyes.digests(sight, days) });
      }
    };
    const history = await build(source, { watch, ...(census && { census }) });
    const fresh = new Eyes(history.bench.store);
    for (const { sight, digests } of seen) {
      const pair = { one: digests, other: await fresh.digests(sight, days) };
      count(RECORDED);
      demandEqual('What was known earlier changed', history, pair, { ...sight, days });
    }
  },
};

/** A law was put to the test, and compared two states. */
function count({ tried }: Law): void {
  tried.all += 1;
  tried.compared += 1;
}

/** The digests before and after an entry, both as the ledger stands now. */
async function around(
  { eyes }: Bench,
  { seq }: PlainEntry,
  sight: Omit<Sight, 'knownAt'>,
  days: readonly number[],
) {
  return {
    one: await eyes.digests({ ...sight, knownAt: seq - 1 }, days),
    other: await eyes.digests({ ...sight, knownAt: seq }, days),
  };
}

/** Is this the first claim of a new act that names no other? */
const beginsAct = ({ type, data }: PlainEntry): boolean =>
  (type === 'EndorsementMade' || type === 'NominationMade') &&
  countedFor(data) !== null &&
  data.act === undefined &&
  data.replaces === undefined;

/** (c) */
export const DATED: Law = {
  name: 'c',
  tried: untried(),
  statement:
    'the first claim of a new act that names no other act, its earliest day after D, never changes an asOf D',
  async check(source, seed, effort, census) {
    const random = new Random(seed);
    const entries: PlainEntry[] = [];
    const watch = async ({ entry }: Kept, bench: Bench) => {
      entries.push(entry);
      if (!beginsAct(entry)) return;
      for (let look = 0; look < effort; look += 1) {
        const reportedBy = someReportedBy(random);
        const by = reportedBy === null ? null : DAY_ZERO + reportedBy;
        const opening = openingOf(new Reading(entries, entry.seq, by));
        const first = daysOf(entry.on, opening).from - DAY_ZERO;
        const days = [first - 1, first - 1 - random.below(20)];
        const sight = { reportedBy, policy: random.of(POLICIES) };
        const pair = await around(bench, entry, sight, days);
        count(DATED);
        demandEqual('A later act changed an earlier day', { entries }, pair, { ...sight, days });
      }
    };
    await build(source, { watch, ...(census && { census }) });
  },
};

/** (d) */
export const REPORTED: Law = {
  name: 'd',
  tried: untried(),
  statement:
    'an entry with sources, none of them surely published by R, never changes a reportedBy R, unless it frames the contest or is editorial (a dispute, its resolution, the register)',
  async check(source, seed, effort, census) {
    const random = new Random(seed);
    const entries: PlainEntry[] = [];
    const watch = async ({ entry }: Kept, bench: Bench) => {
      entries.push(entry);
      const { type, contest, sources } = entry;
      if (everReported(type) || contest === null || sources.length === 0) return;
      const said = Math.min(surelySaid(sources) - DAY_ZERO, LAST_DAY);
      for (let look = 0; look < effort; look += 1) {
        const reportedBy = said - 1 - (random.oneIn(2) ? 0 : random.below(40));
        const sight = { reportedBy, policy: random.of(POLICIES) };
        const days = someDays(random, 1);
        const pair = await around(bench, entry, sight, days);
        count(REPORTED);
        demandEqual('A later report changed an earlier one', { entries }, pair, { ...sight, days });
      }
    };
    await build(source, { watch, ...(census && { census }) });
  },
};
