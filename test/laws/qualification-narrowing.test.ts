import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Case } from './oracle-qualification.ts';
import type { CaseAct, Days } from './oracle-qualification-acts.ts';
import { cases, printedCases } from './qualification-cases.ts';
import { CASES, compared, LEVEL, type Look, named, settings } from './qualification-changes.ts';

/** Days within these, left by cutting some off at both ends. */
const within = ({ from, to }: Days, early: number, late: number): Days => {
  const first = Math.min(from + early, to);
  return { from: first, to: Math.max(first, to - late) };
};

/** All the days of a case, each with how the case would be with others in their place. */
function* placesOf(told: Case): Generator<[Days, (days: Days) => Case]> {
  for (const [index, act] of told.acts.entries()) {
    const changed = (change: Partial<CaseAct>): Case => ({
      ...told,
      acts: told.acts.map((each, at) => (at === index ? { ...act, ...change } : each)),
    });
    yield [act.on, (on) => changed({ on })];
    const { end } = act;
    if (end !== null && end !== 'some-day') yield [end, (days) => changed({ end: days })];
  }
  if (told.gone !== null) yield [told.gone, (gone) => ({ ...told, gone })];
  if (told.closes !== null) yield [told.closes, (closes) => ({ ...told, closes })];
}

it(named('law (narrowing): who knows a day better never unlearns a verdict'), async () => {
  let learnt = 0;
  const cut = fc.tuple(fc.nat(20), fc.nat(3), fc.nat(3));
  const property = fc.asyncProperty(cases, cut, async (told, [which, early, late]) => {
    const places = [...placesOf(told)].filter(([days]) => days.from < days.to);
    const place = places[which % Math.max(1, places.length)];
    fc.pre(place !== undefined && early + late > 0);
    const [days, change] = place ?? [{ from: 0, to: 0 }, () => told];
    await compared(told, change(within(days, early, late)), ([before, after], where) => {
      if (before === LEVEL.possibly) learnt += after === before ? 0 : 1;
      else expect(after, where).toBe(before);
    });
  });
  await fc.assert(property, settings);
  expect(learnt).toBeGreaterThan(CASES / 10);
});

it(named('law (narrowing): nor one that rests on what is printed'), async () => {
  const cut = fc.tuple(fc.nat(20), fc.nat(3), fc.nat(3));
  const property = fc.asyncProperty(printedCases, cut, async ([told, printed], by) => {
    const [which, early, late] = by;
    const places = [...placesOf(told)].filter(([days]) => days.from < days.to);
    const [days, change] = places[which % Math.max(1, places.length)] ?? [];
    fc.pre(days !== undefined && change !== undefined && early + late > 0);
    if (days === undefined || change === undefined) return;
    const look: Look = ([before, after], where) => {
      if (before !== LEVEL.possibly) expect(after, where).toBe(before);
    };
    await compared(told, change(within(days, early, late)), look, { printed });
  });
  await fc.assert(property, settings);
});
