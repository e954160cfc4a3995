/** Law (a): any accepted order of arrival gives the same state. */
import { LawBroken } from './broken.ts';
import { build, type History, type Script, someDays, someSight } from './histories.ts';
import { type Law, untried } from './law.ts';
import { Random } from './random.ts';
import { CONTEST, type Data, RECORDS } from './sheet.ts';
import type { Bench, Sight } from './world.ts';

const FRAMES = ['ContestOpened', 'CandidateEntered', 'EndorserEnrolled', 'StageOpened'];

type Entry = Script[number];

/** The entries that one names, whatever for. */
function named({ data }: Entry['sent']): unknown[] {
  const inner = (data.data ?? {}) as Data;
  return [data.act, data.replaces, data.entry, inner.act, inner.replaces].filter(
    (id) => id !== undefined,
  );
}

/** The claim that a record entry is about in the end; itself for any other. */
function subject(entry: Entry, script: Script): Entry {
  if (!RECORDS.includes(entry.sent.type)) return entry;
  const target = script.find((each) => each.id === entry.sent.data.entry);
  return target === undefined ? entry : subject(target, script);
}

/** Must one entry of a history stay before another, later one? */
function before(one: Entry, other: Entry, script: Script): boolean {
  const frames = FRAMES.includes(one.sent.type);
  return (
    one.sent.type === 'ContestOpened' ||
    (frames && !FRAMES.includes(other.sent.type)) ||
    named(other.sent).includes(one.id) ||
    (RECORDS.includes(one.sent.type) &&
      RECORDS.includes(other.sent.type) &&
      subject(one, script) === subject(other, script))
  );
}

/** The same entries in some other order that keeps what must be kept. */
export function reordered(script: Script, random: Random): Script {
  const frames = script.filter((each) => FRAMES.includes(each.sent.type));
  const told = [...frames, ...script.filter((each) => !FRAMES.includes(each.sent.type))];
  const held = told.map((other, index) =>
    told.slice(0, index).filter((one) => before(one, other, told)),
  );
  const placed = new Set<Entry>();
  while (placed.size < told.length) {
    const ready = told.filter(
      (each, index) => !placed.has(each) && held[index]?.every((one) => placed.has(one)),
    );
    placed.add(random.of(ready));
  }
  return [...placed];
}

const scriptOf = (history: History): Script => history.kept.map(({ placed }) => placed);

/** The digests at some sights, all of what is recorded known. */
async function digests(bench: Bench, sights: readonly Sight[], days: readonly number[]) {
  const found: string[] = [];
  for (const sight of sights) found.push(await bench.eyes.digests(sight, days));
  return found;
}

const REORDERINGS = 2;

/** Orders, and those of them that the ledger accepted whole. */
const tried = untried();

export const ORDER: Law = {
  name: 'a',
  tried,
  statement:
    'any accepted order of arrival gives the same state: ids fixed, record entries of one claim in order, the frame and what is named first',
  async check(source, seed, effort, census) {
    const history = await build(source, census === undefined ? {} : { census });
    const script = scriptOf(history);
    const random = new Random(seed);
    const head = script.length - 1;
    const sights = [
      { ...someSight(random, head), reportedBy: null },
      someSight(random, head),
      someSight(random, head),
    ];
    const days = someDays(random, 3);
    const told = await digests(history.bench, sights, days);
    for (let round = 0; round < REORDERINGS * effort; round += 1) {
      const other = await build(reordered(script, random));
      tried.all += 1;
      if (other.kept.length < script.length) continue;
      tried.compared += 1;
      const retold = await digests(other.bench, sights, days);
      for (const [index, sight] of sights.entries()) {
        if (told[index] === retold[index]) continue;
        const entries = [...history.entries, ...other.entries];
        throw new LawBroken(`Two orders in ${CONTEST} give two states`, entries, {
          ...sight,
          days,
        });
      }
    }
  },
};
