import { expect, it } from 'vitest';
import { cut } from '../../projections/cut.ts';
import { remade } from '../../projections/remade.ts';
import { standings } from '../../projections/standings.ts';
import { FOREVER } from '../../src/time/day.ts';
import { as, CONTEST, endNomination, nominated, told } from '../support/given.ts';

const act = as('a', nominated('t1', 'ann', '2010-07-10'));

it('what standings were counted from is had anew as it was, whatever was appended since', async () => {
  const bench = await told(act);
  const columns = await bench.reader.contest(CONTEST);
  const register = await bench.reader.register();
  const then = standings(cut(columns, register, { knownAt: FOREVER, reportedBy: FOREVER }), 'acts');
  const { endorsers, pairs } = then;
  await bench.append([as('w', endNomination('a', '2010-07-20'))]);
  expect(await bench.reader.contest(CONTEST)).toBe(columns);
  const again = standings(then.view.again(), 'acts');
  expect([again.endorsers, again.pairs]).toEqual([endorsers, pairs]);
  const now = standings(cut(columns, register, { knownAt: FOREVER, reportedBy: FOREVER }), 'acts');
  expect(now.pairs).not.toEqual(pairs);
});

it('what is there is not made again, and what is gone is', () => {
  let made = 0;
  const make = () => {
    made += 1;
    return { made };
  };
  const first = make();
  const kept = remade(make, first);
  expect(kept()).toBe(first);
  const other = remade(make);
  expect(other()).toEqual({ made: 2 });
  expect(other()).toBe(other());
  expect(made).toBe(2);
});
