/** Law (e): narrowing a date never turns certain into no. */

import { storyAt, tellingDays } from './bounds-law.ts';
import { LawBroken, printDay } from './broken.ts';
import { DAY_ZERO, range } from './dates.ts';
import { build, type History, type Script } from './histories.ts';
import { type Law, untried } from './law.ts';
import { daysOf, openingOf, Reading } from './oracle.ts';
import { backwards } from './oracle-bounds.ts';
import { Random, uuidOf } from './random.ts';
import { saidOn } from './said.ts';
import { CONTEST, RECORDS, type Sent } from './sheet.ts';
import type { Sight } from './world.ts';

/** Dates that were narrowed, and those of them in histories that may be compared. */
const tried = untried();

type Entry = Script[number];

/** Some of the days that an entry's date leaves open, as a date; undefined where it leaves one. */
function narrower(history: History, { id }: Entry, random: Random): string | undefined {
  const reading = new Reading(history.entries, history.entries.length, null);
  const entry = history.entries.find((each) => each.id === id);
  if (entry === undefined) return undefined;
  const { on } = reading.corrected(entry);
  const { from, to } = daysOf(on, openingOf(reading));
  if (on === null || from === to) return undefined;
  const first = from + random.below(to - from + 1);
  const last = random.oneIn(2) ? first : first + random.below(to - first + 1);
  return range(first - DAY_ZERO, last - DAY_ZERO);
}

/** The same history with one date narrower: told so from the start, or corrected in the end. */
function narrowed(script: Script, entry: Entry, on: string, random: Random): Script {
  const why = 'A better source dates it.';
  const data = { entry: entry.id, why, on };
  const sent: Sent = { contest: CONTEST, type: 'EntryCorrected', data };
  const corrected = { id: uuidOf(random.below(2 ** 31), 0), sent, day: 0 };
  if (random.oneIn(2)) return [...script, corrected];
  return script.map((each) => (each === entry ? { ...each, sent: { ...each.sent, on } } : each));
}

/** The first that is surely so on a day before, and cannot be so after. */
async function lost(before: History, after: History, sight: Sight, days: readonly number[]) {
  const wide = await before.bench.eyes.timeline({ ...sight, knownAt: before.entries.length });
  const narrow = await after.bench.eyes.timeline({ ...sight, knownAt: after.entries.length });
  for (const day of days) {
    const [was, is] = [saidOn(wide, day), saidOn(narrow, day)];
    const act = [...was.certain].find((each) => !is.possible.has(each));
    const stance = [...was.stanceCertain].find((each) => !is.stancePossible.has(each));
    const found = act ?? stance;
    if (found !== undefined) return `${found} on ${printDay(DAY_ZERO + day)}`;
  }
  return undefined;
}

const ROUNDS = 4;

export const NARROWED: Law = {
  name: 'e',
  tried,
  statement:
    'narrowing a date never turns certain into no, while no act is told to replace one that surely began later',
  async check(source, seed, effort, census) {
    const before = await build(source, census === undefined ? {} : { census });
    const script = before.kept.map(({ placed }) => placed);
    const random = new Random(seed);
    const dated = script.filter(
      ({ sent }) => sent.on !== undefined && sent.on.length !== 10 && !RECORDS.includes(sent.type),
    );
    for (const entry of random.shuffled(dated).slice(0, ROUNDS * effort)) {
      const on = narrower(before, entry, random);
      if (on === undefined) continue;
      tried.all += 1;
      const change = narrowed(script, entry, on, random);
      const after = await build(change);
      if (after.kept.length < change.length) continue;
      const policy = random.of(['acts', 'nominations', 'endorsements'] as const);
      const sight: Sight = { knownAt: script.length, reportedBy: null, policy };
      const stories = [before, after].map((each) => storyAt(each, sight));
      const [story] = stories;
      if (story === undefined || stories.some((each) => each === undefined || backwards(each)))
        continue;
      tried.compared += 1;
      const wrong = await lost(before, after, sight, tellingDays(story, random, 20));
      if (wrong === undefined) continue;
      const detail = { narrowed: entry.id, on, policy };
      throw new LawBroken(`Narrowing a date loses ${wrong}`, after.entries, detail);
    }
  },
};
