import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Case } from './oracle-qualification.ts';
import type { CaseAct } from './oracle-qualification-acts.ts';
import { CANDIDATES, cases, printedCases } from './qualification-cases.ts';
import { CASES, compared, LEVEL, type Look, named, settings } from './qualification-changes.ts';

/** A case, and the act that is told last: no other act hangs on it. */
const grown = cases.map((told): [Case, CaseAct | undefined] => [told, told.acts.at(-1)]);
const without = (told: Case): Case => ({ ...told, acts: told.acts.slice(0, -1) });

it(
  named('law (growth): one more act takes nothing from anybody, unless it ends another'),
  async () => {
    let [raised, free] = [0, 0];
    const property = fc.asyncProperty(grown, async ([told, added]) => {
      const others = told.acts.filter((act) => act !== added && act.who === added?.who);
      // Whom an endorser nominated before it nominates another: whose act ends, or is in doubt.
      const losers = others.map((act) => act.whom);
      const safe = CANDIDATES.filter((candidate) => !losers.includes(candidate));
      const look: Look = ([before, after], where) => {
        expect(after, where).toBeGreaterThanOrEqual(before);
        if (after > before) raised += 1;
      };
      await compared(without(told), told, look, { candidates: safe });
      if (losers.length === 0) free += 1;
    });
    await fc.assert(property, settings);
    expect(free).toBeGreaterThan(CASES / 2);
    expect(raised).toBeGreaterThan(CASES);
  },
);

it(named('law (growth): nobody falls from qualified to not by an act that ends none'), async () => {
  const twice = grown.map(([told, added]): [Case, boolean] => {
    const acts = told.acts.map((act) => (act === added ? { ...act, replaces: false } : act));
    return [{ ...told, acts }, told.acts.some((act) => act !== added && act.who === added?.who)];
  });
  let doubted = 0;
  const property = fc.asyncProperty(twice, async ([told, isSecond]) => {
    if (isSecond) doubted += 1;
    await compared(without(told), told, ([before, after], where) => {
      expect(before === LEVEL.qualified && after === LEVEL.not, where).toBe(false);
      expect(before === LEVEL.possibly && after === LEVEL.not, where).toBe(false);
    });
  });
  await fc.assert(property, settings);
  expect(doubted).toBeGreaterThan(CASES / 20);
});

it(named('law (growth): one more act takes nothing from what is printed'), async () => {
  const lasting = printedCases.filter(([{ acts }]) => {
    const added = acts.at(-1);
    // Its own end would take back what the table counted.
    return added?.end === null && acts.every((act) => act === added || act.who !== added.who);
  });
  const property = fc.asyncProperty(lasting, async ([told, printed]) => {
    const look: Look = ([before, after], where) =>
      expect(after, where).toBeGreaterThanOrEqual(before);
    await compared(without(told), told, look, { printed });
  });
  await fc.assert(property, settings);
});
