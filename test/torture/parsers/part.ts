import type { Course, Outcome, Part } from '../part.ts';
import { Coverage } from './coverage.ts';
import { growthFault } from './growth.ts';
import { heapNow } from './heap.ts';
import { type Hunted, type Hunting, hunt } from './hunt.ts';
import type { Parser } from './parser.ts';
import { openParsers } from './parsers.ts';
import { Watchdog } from './watchdog.ts';

/** In bytes: how much the memory in use may differ, beside what is kept of good inputs. */
const MEMORY = 48 * 1024 * 1024;

/** How many inputs of each parser are made long, for a thousand that are not. */
const PUMPED = 2;

interface Seen {
  readonly hunted: ReadonlyMap<string, Hunted>;
  readonly pumped: number;
  readonly faults: readonly string[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** How many cases each parser gets of all. */
function sharesOf(parsers: readonly Parser[], cases: number): readonly number[] {
  const all = sum(parsers.map(({ weight }) => weight));
  return parsers.map(({ weight }) => Math.max(50, Math.ceil((cases * weight) / all)));
}

async function huntAll(
  parsers: readonly Parser[],
  course: Course,
  coverage: Coverage,
): Promise<Seen> {
  const watchdog = new Watchdog();
  const begins = (parser: string, input: string) => watchdog.begins(parser, input);
  const hunted = new Map<string, Hunted>();
  const faults: string[] = [];
  let [done, pumped] = [0, 0];
  for (const [at, parser] of parsers.entries()) {
    const cases = sharesOf(parsers, course.runs)[at] ?? 0;
    const { signal } = course;
    if (signal.aborted) break;
    const hunting: Hunting = { cases, seed: course.seed + at, coverage, begins, signal };
    const found = await hunt(parser, hunting);
    hunted.set(parser.name, found);
    faults.push(...found.faults);
    for (let left = PUMPED * Math.ceil(cases / 1000); left > 0 && !signal.aborted; left -= 1) {
      const grown = await growthFault(parser, found.kept, { ...hunting, seed: course.seed + left });
      pumped += 1;
      if (grown === undefined) continue;
      faults.push(grown);
      break;
    }
    done += found.cases;
    course.progress(done);
  }
  await watchdog.end();
  return { hunted, pumped, faults };
}

async function torture(course: Course): Promise<Outcome> {
  const { parsers, end } = await openParsers();
  const coverage = new Coverage();
  const before = heapNow();
  const { hunted, pumped, faults } = await huntAll(parsers, course, coverage);
  coverage.end();
  await end();
  const grown = heapNow() - before;
  const kept = sum([...hunted.values()].map((each) => each.kept.length));
  const runs = sum([...hunted.values()].map(({ cases }) => cases));
  const leak =
    grown > MEMORY ? [`the memory in use grew by ${Math.round(grown / 2 ** 20)} MiB`] : [];
  const told = `${runs} inputs to ${hunted.size} parsers, of which ${kept} reached code that none did before, ${coverage.blocks} blocks in all; ${pumped} made long; ${Math.round(grown / 2 ** 20)} MiB more in use at the end`;
  return { runs, told, faults: [...faults, ...leak] };
}

/** Bad input to every parser. */
export const part: Part = {
  name: 'parsers',
  about:
    'good inputs of every parser, spoilt over and over towards code that none reached yet: none crashes, hangs, leaks, is repeated at length or is read in two ways',
  unit: 'inputs',
  runs: { short: 12_000, long: 1_000_000 },
  torture,
};
