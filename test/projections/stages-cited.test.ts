import { describe, expect, it } from 'vitest';
import { askStages, type Stages } from '../../src/ledger/queries/stages.ts';
import { LINES, loaded, SAMPLES } from '../samples/samples.ts';
import {
  as,
  corrected,
  disputed,
  id,
  type Sent,
  source,
  stage,
  struck,
  told,
} from '../support/given.ts';
import { stagesOn } from './stage-ask.ts';

/** The entries that an answer names, and those whose sources it carries. */
const named = ({ stages }: Stages) =>
  stages.flatMap(({ rules }) => rules.flatMap(({ entries }) => entries)).sort();

describe('the answers over the samples', () => {
  it('carry the sources of every entry that states a rule, and no others', async () => {
    const sources = await loaded();
    let cited = 0;
    for (const { contest } of SAMPLES) {
      const found = await askStages(sources, contest, { asOf: '2021-01-01' });
      expect(Object.keys(found.sources).sort(), contest).toEqual(named(found));
      for (const [entry, shown] of Object.entries(found.sources)) {
        expect(shown).toEqual(LINES.find((line) => line.id === entry)?.sources);
        cited += shown.length;
      }
      const opened = LINES.filter(
        (line) => line.contest === contest && line.type === 'StageOpened',
      );
      expect(named(found)).toEqual(opened.map((line) => line.id).sort());
    }
    expect(cited).toBeGreaterThanOrEqual(11);
  });

  it('carry those of one stage only, where one is asked for', async () => {
    const only = { stage: 'mp-mep' };
    const contest = 'labour-leader-2020';
    const found = await askStages(await loaded(), contest, { asOf: '2020-01-14' }, only);
    expect(found.stages.map((each) => each.stage)).toEqual(['mp-mep']);
    const shown = Object.entries(found.sources).map(
      ([entry, all]) => `${entry.slice(0, 8)} ${all.map((each) => each.publisher).join(', ')}`,
    );
    expect(shown.sort()).toEqual([
      '3757888d The Economist',
      '82cb71cc LabourList, Simple English Wikipedia',
    ]);
  });
});

describe('the sources that an answer carries', () => {
  const first = as('first', stage('mp'));
  const second = as('second', stage('mp', { rule: { atLeast: 3, of: ['MP'] } }));
  const cited = async (...sent: readonly Sent[]) =>
    (await stagesOn(await told(...sent), '2010-06-01')).sources;

  it('are those of each rule, the one that is used and the others', async () => {
    expect(Object.keys(await cited(first, second)).sort()).toEqual(
      [id('first'), id('second')].sort(),
    );
  });

  it('are the corrected ones', async () => {
    const better = [source('2010-05-03', { publisher: 'The Gazette' })];
    const found = await cited(first, corrected('first', { sources: better }));
    expect(found).toEqual({ [id('first')]: better });
  });

  it('leave out what is struck or disputed', async () => {
    expect(Object.keys(await cited(first, second, struck('first')))).toEqual([id('second')]);
    expect(Object.keys(await cited(first, second, disputed('first')))).toEqual([id('second')]);
  });
});
