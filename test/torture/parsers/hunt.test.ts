/** The hunt itself: it finds what is wrong with parsers that are bad, and does the same again from its seed. */
import { afterAll, describe, expect, it } from 'vitest';
import { BAD, DEEP, SLOW } from './bad-parsers.ts';
import { Coverage } from './coverage.ts';
import { growthFault } from './growth.ts';
import { hunt } from './hunt.ts';
import { DAY_PARSERS } from './of/days.ts';
import type { Parser } from './parser.ts';

const coverage = new Coverage();
afterAll(() => coverage.end());

const { signal } = new AbortController();
const hunting = (cases: number, seed = 1) => ({
  cases,
  seed,
  coverage,
  begins: () => undefined,
  signal,
});

describe('a hunt', () => {
  it.each(BAD)('finds %s', async (fault, parser) => {
    const { faults } = await hunt(parser, hunting(3000));
    expect(faults[0]).toMatch(fault);
  });

  it('comes to what lies deep, as what it keeps has come nearer', async () => {
    const { faults } = await hunt(DEEP, hunting(8000));
    expect(faults[0]).toMatch(/deep inside/);
    // Whoever does not see which code an input reached comes to nothing.
    const blind = Object.assign(new Coverage(), { take: () => ({ fresh: [], steps: 0 }) });
    expect((await hunt(DEEP, { ...hunting(8000), coverage: blind })).faults).toEqual([]);
  });

  it('tells a short input that shows it', async () => {
    const [, parser] = BAD[0] as (typeof BAD)[number];
    const { faults } = await hunt(parser, hunting(3000));
    expect(faults[0]?.length).toBeLessThan(900);
  });

  it('finds work that grows as the square of what is read', async () => {
    expect(await growthFault(SLOW, SLOW.samples, hunting(0))).toMatch(/steps become \d+/);
  });

  it('reads the same inputs from the same seed', async () => {
    const [edtf] = DAY_PARSERS as [Parser];
    const readBy = async (seed: number) => {
      const read: string[] = [];
      const spied = {
        ...edtf,
        read: (input: string) => {
          read.push(input);
          return edtf.read(input);
        },
      };
      const found = await hunt(spied, { ...hunting(100, seed), coverage: new Coverage() });
      return [read.slice(0, 64), found.cases];
    };
    const [first, again, other] = [await readBy(1), await readBy(1), await readBy(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });
});
