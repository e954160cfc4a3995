import { expect, it } from 'vitest';
import * as given from '../support/given.ts';

/** The counterexamples that the laws found, each as small as it was made. */
const { as, told } = given;

it('counts no nomination without a stage in a stage that nobody names', async () => {
  const bench = await told(given.nominated('m1', 'ann', '2010-06-01'));
  expect(await bench.over('ann MP', ['2010-07-01'], { counts: 'stage:nowhere' })).toEqual(['0+0']);
});

it('leaves an act open that only a disputed claim says was replaced', async () => {
  const bench = await told(
    as('a', given.nominated('m1', 'ann', '2010-06-01')),
    as('b', given.nominated('m1', 'bob', '2010-06-10', { replaces: given.id('a') })),
    given.nominated('m1', 'bob', '2010-06-10', { act: given.id('b') }),
    given.disputed('b'),
  );
  expect(await bench.over('ann MP', ['2010-06-20'])).toEqual(['0+1']);
  expect(await bench.over('bob MP', ['2010-06-20'])).toEqual(['0+1']);
});

it('leaves nothing certain of an act from before the opening that ended on no known day', async () => {
  const bench = await told(
    as('a', given.nominated('m1', 'ann', '2010-04-01')),
    given.endNomination('a'),
  );
  expect(await bench.over('ann MP', ['2010-04-01', '2010-04-20'])).toEqual(['0+1', '0+1']);
});

it('lets no undated end contradict a dated one', async () => {
  const bench = await told(
    as('a', given.nominated('m1', 'ann', '2010-04-01')),
    given.endNomination('a'),
    given.endNomination('a', '2010-04-10'),
  );
  expect(await bench.over('ann MP', ['2010-04-09', '2010-04-10'])).toEqual(['1+0', '0+0']);
  expect((await bench.state('2010-06-01')).conflicts).toEqual([]);
});

it('rejects no enrolment that is in use', async () => {
  const bench = await told(given.nominated('m1', 'ann', '2010-06-01'), given.disputed('m1'));
  const outcome = await bench.append([given.resolved('m1', 'rejected')]);
  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'in-use' } });
});

it('takes no stage from a disputed claim beside an undisputed one', async () => {
  const bench = await told(
    given.stage('first'),
    as('a', given.nominated('m1', 'ann', '2010-06-01', { stage: 'first' })),
    given.nominated('m1', 'ann', '2010-06-01', { act: given.id('a') }),
    given.disputed('a'),
  );
  expect(await bench.over('ann MP', ['2010-07-01'], { counts: 'stage:first' })).toEqual(['0+0']);
  expect(await bench.over('ann MP', ['2010-07-01'])).toEqual(['1+0']);
});

it('lists the conflict of two acts of one root once', async () => {
  const bench = await told(
    as('a', given.nominated('m1', 'ann', '2010-06-02')),
    given.nominated('m1', 'ann', '2010-06-01', { act: given.id('a') }),
    given.corrected('a', { data: { endorser: 'm1', candidate: 'bob' } }),
  );
  expect((await bench.state('2010-07-01')).conflicts).toHaveLength(1);
});

it('rejects no opening of a contest', async () => {
  const bench = await told(given.disputed('opened'));
  const outcome = await bench.append([given.resolved('opened', 'rejected')]);
  expect(outcome.ok).toBe(false);
});

it('lists a replacement told to have begun before what it replaces', async () => {
  const bench = await told(
    as('a', given.nominated('m1', 'ann', '[2010-06-01..2010-07-16]')),
    given.nominated('m1', 'ann', '[2010-07-15..2010-07-16]', { act: given.id('a') }),
    given.nominated('m1', 'bob', '2010-06-01', { replaces: given.id('a') }),
  );
  const kinds = (await bench.state('2010-08-01')).conflicts.map(({ kind }) => kind);
  expect(kinds).toEqual(['dates']);
});
