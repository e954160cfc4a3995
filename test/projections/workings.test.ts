import { expect, it, vi } from 'vitest';
import { cut } from '../../projections/cut.ts';
import { standingsOn } from '../../projections/on-day.ts';
import { Recall } from '../../projections/recall.ts';
import { standings } from '../../projections/standings.ts';
import { FOREVER } from '../../src/time/day.ts';
import { as, CONTEST, dayOf, endNomination, nominated, told } from '../support/given.ts';

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

it('workings that nobody has asked for may go, and stay once they are asked for', async () => {
  const bench = await told(act);
  const columns = await bench.reader.contest(CONTEST);
  const register = await bench.reader.register();
  const then = standings(cut(columns, register, { knownAt: FOREVER, reportedBy: FOREVER }), 'acts');
  expect(standingsOn(then, CONTEST, dayOf('2010-07-15')).candidates).toHaveLength(3);
  expect(then.isWorked).toBe(false);
  const { pairs } = then;
  expect(then.isWorked).toBe(true);
  expect(then.pairs).toBe(pairs);
});

it('what has gone is made anew, once', () => {
  let made = 0;
  const make = () => {
    made += 1;
    return { made };
  };
  const first = make();
  const recall = new Recall(first, make);
  expect(recall.isHeld).toBe(false);
  expect(recall.get()).toBe(first);
  vi.spyOn(WeakRef.prototype, 'deref').mockReturnValueOnce(undefined);
  const gone = new Recall(first, make);
  expect(gone.get()).toEqual({ made: 2 });
  expect(gone.get()).toBe(gone.get());
  expect([made, gone.isHeld]).toEqual([2, true]);
});
