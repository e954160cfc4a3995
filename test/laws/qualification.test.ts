import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Case, tried } from './oracle-qualification.ts';
import { CANDIDATES, cases, dayText, type Judged, judged, LOOKS } from './qualification-cases.ts';
import { RUNS, SEED } from './settings.ts';

const CASES = (3 * RUNS) / 10;
const named = (statement: string) => `${statement} [${CASES} cases, LAWS_SEED=${SEED}]`;
const settings = { seed: SEED, numRuns: CASES };

/** A case that the ledger takes; others are skipped. */
async function taken(told: Case): Promise<Judged> {
  const found = await judged(told);
  fc.pre(found !== undefined);
  if (found === undefined) throw new Error('skipped');
  return found;
}

it(named('law (qualification): a verdict is what trying every world gives'), async () => {
  const met = new Map<string, number>();
  const property = fc.asyncProperty(cases, async (told) => {
    const judge = await taken(told);
    for (const candidate of CANDIDATES) {
      for (const day of LOOKS) {
        const right = tried(told, candidate, day);
        met.set(right, (met.get(right) ?? 0) + 1);
        expect(judge(candidate, day).verdict, `${candidate} on day ${day}`).toBe(right);
      }
    }
  });
  await fc.assert(property, settings);
  // A law that hardly ever sees a verdict says nothing of it.
  const all = [...met.values()].reduce((sum, each) => sum + each, 0);
  for (const verdict of ['qualified', 'possibly', 'not']) {
    expect(met.get(verdict), verdict).toBeGreaterThan(all / 25);
  }
});

/** The days since which a run has lasted, as they are written, going by the verdict of every day. */
function sinceWhen(
  verdicts: readonly string[],
): [since: string | null, possiblySince: string | null] {
  const last = verdicts.at(-1);
  if (last === undefined || last === 'not') return [null, null];
  const dayOf = (broken: number) => LOOKS[broken + 1] ?? 0;
  const possibly = dayOf(verdicts.lastIndexOf('not'));
  if (last === 'possibly') return [null, dayText(possibly)];
  const surely = dayOf(verdicts.findLastIndex((verdict) => verdict !== 'qualified'));
  const range = `[${dayText(possibly)}..${dayText(surely)}]`;
  return [possibly === surely ? dayText(surely) : range, dayText(possibly)];
}

it(named('law (qualification): it has lasted since the verdict first was so'), async () => {
  let found = 0;
  const property = fc.asyncProperty(cases, async (told) => {
    const judge = await taken(told);
    for (const candidate of CANDIDATES) {
      const verdicts: string[] = [];
      for (const day of LOOKS) {
        const { verdict, since, possiblySince } = judge(candidate, day);
        verdicts.push(verdict);
        const right = sinceWhen(verdicts);
        expect([since, possiblySince], `${candidate} on day ${day}`).toEqual(right);
        if (since !== null) found += 1;
      }
    }
  });
  await fc.assert(property, settings);
  expect(found).toBeGreaterThan(CASES);
});
