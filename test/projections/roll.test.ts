import { describe, expect, it } from 'vitest';
import { areDisjoint, plainOf, rollOf, sizeOf } from '../../projections/roll.ts';
import {
  as,
  type Bench,
  corrected,
  dayOf,
  disputed,
  electorate,
  enrolled,
  merged,
  type Sent,
  struck,
  told,
} from '../support/given.ts';

const members = (affiliatedMembers: number) => ({ affiliatedMembers });
const nobody = { nominates: false };

/** The roll of a category: `t1 12000`, `t2 ?`, with its number of names, and who may not nominate. */
async function roll(bench: Bench, category: string, knownAt?: number): Promise<string[]> {
  const { view } = await bench.timeline(knownAt === undefined ? {} : { knownAt });
  const { symbols } = view.columns;
  return rollOf(view)
    .filter((each) => symbols.name(each.category) === category)
    .map(({ endorser, members: known, nominates, rows }) => {
      const names = rows.length === 1 ? '' : ` by ${rows.length}`;
      return `${symbols.name(endorser)} ${known ?? '?'}${names}${nominates ? '' : ' barred'}`;
    })
    .sort();
}

describe('the roll', () => {
  it('has everybody who is enrolled, with the members that are known', async () => {
    const found = await told(enrolled('t5', 'TU', members(0)), enrolled('t6', 'TU', nobody));
    expect(await roll(found, 'TU')).toEqual([
      't1 ?',
      't2 ?',
      't3 ?',
      't4 ?',
      't5 0',
      't6 ? barred',
    ]);
    expect(await roll(found, 'SS')).toEqual(['s1 ?', 's2 ?']);
  });

  it('has an endorser once, under all its names', async () => {
    const found = await told(
      enrolled('s3', 'SS', members(500)),
      enrolled('s4', 'SS', members(500)),
      enrolled('s5', 'SS'),
    );
    await found.accept([merged('s3', 's1'), merged('s4', 's1'), merged('s5', 's2')], {
      contest: null,
    });
    expect(await roll(found, 'SS')).toEqual(['s1 500 by 3', 's2 ? by 2']);
  });

  it('has no number where two names are told with two', async () => {
    const found = await told(
      enrolled('s3', 'SS', members(500)),
      enrolled('s4', 'SS', members(600)),
    );
    await found.accept([merged('s3', 's4')], { contest: null });
    expect(await roll(found, 'SS')).toEqual(['s1 ?', 's2 ?', 's4 ? by 2']);
  });

  it('lets nominate whoever may under one of its names', async () => {
    const found = await told(enrolled('s3', 'SS', nobody), enrolled('s4', 'SS', nobody));
    await found.accept([merged('s3', 's1')], { contest: null });
    expect(await roll(found, 'SS')).toEqual(['s1 ? by 2', 's2 ?', 's4 ? barred']);
  });

  it('follows corrections and strikes, as they are known', async () => {
    const found = await told(
      as('s3', enrolled('s3', 'SS', members(500))),
      as('s4', enrolled('s4', 'SS', members(500))),
      corrected('s3', { data: enrolled('s3', 'SS', members(700)).data }),
      corrected('s4', { data: enrolled('s4', 'TU', members(700)).data }),
      struck('s1'),
    );
    expect(await roll(found, 'SS')).toEqual(['s2 ?', 's3 700']);
    expect(await roll(found, 'TU')).toContain('s4 700');
    const { seq } = await found.store.head();
    expect(await roll(found, 'SS', seq - 3)).toEqual(['s1 ?', 's2 ?', 's3 500', 's4 500']);
  });
});

describe('the categories that a name counts', () => {
  const categories = [
    ...['MP', 'TU', 'SS'].map((category) => ({ category, name: category })),
    { category: 'AFF', name: 'AFF', of: ['TU', 'SS'] },
  ];
  const plain = (...names: string[]) => [...plainOf(categories, names)];

  it('are its parts, each once, however often they are named', () => {
    expect(plain('MP')).toEqual(['MP']);
    expect(plain('AFF')).toEqual(['TU', 'SS']);
    expect(plain('TU', 'AFF', 'MP')).toEqual(['TU', 'SS', 'MP']);
  });

  it('are apart where nobody belongs to two of them', () => {
    expect(areDisjoint(categories, ['MP', 'AFF'])).toBe(true);
    expect(areDisjoint(categories, ['TU', 'SS'])).toBe(true);
    expect(areDisjoint(categories, ['AFF', 'SS'])).toBe(false);
  });
});

describe('how many there are of some categories', () => {
  const size = async (names: string[], day: string, ...sent: readonly Sent[]) =>
    sizeOf(await (await told(...sent)).timeline(), names, dayOf(day));
  const exactly = (count: number) => ({ least: count, most: count });

  it('is what the latest source says, and not how many the ledger knows', async () => {
    const sent = [electorate('TU', 14, '2010-05-10'), electorate('TU', 15, '2010-06-10')];
    expect(await size(['TU'], '2010-05-09', ...sent)).toBeNull();
    expect(await size(['TU'], '2010-06-09', ...sent)).toEqual(exactly(14));
    expect(await size(['TU'], '2010-06-10', ...sent)).toEqual(exactly(15));
    expect(await size(['MP'], '2010-06-10', ...sent)).toBeNull();
  });

  it('is any that sources say of the same day', async () => {
    const sent = [212, 222, 219].map((count) => electorate('MP', count));
    expect(await size(['MP'], '2010-06-01', ...sent)).toEqual({ least: 212, most: 222 });
    const third = electorate('TU', 12);
    expect(await size(['MP', 'TU'], '2010-06-01', ...sent, third)).toEqual({
      least: 224,
      most: 234,
    });
  });

  it('is that of a sum as it is printed, else the sum of its parts', async () => {
    const parts = [electorate('TU', 12), electorate('SS', 19)];
    expect(await size(['AFF'], '2010-06-01', ...parts)).toEqual(exactly(31));
    const sum = electorate('AFF', 32);
    expect(await size(['AFF'], '2010-06-01', ...parts, sum)).toEqual(exactly(32));
    expect(await size(['AFF'], '2010-06-01', parts[0] ?? sum)).toBeNull();
  });

  it('counts nobody twice where the names overlap', async () => {
    const all = [electorate('TU', 12), electorate('SS', 19), electorate('AFF', 32)];
    expect(await size(['AFF', 'TU'], '2010-06-01', ...all)).toMatchObject({ least: 31 });
  });

  it('leaves out what is disputed', async () => {
    const doubted = [as('e', electorate('TU', 12)), disputed('e')];
    expect(await size(['TU'], '2010-06-01', ...doubted)).toBeNull();
  });
});
