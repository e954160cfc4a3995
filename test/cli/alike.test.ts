/** Who may be one endorser: listed, merged, struck, and listed again. */
import { describe, expect, test } from 'vitest';
import { enrolled, entered, merged, nominated, opened, type Sent } from '../support/given.ts';
import { folder, hustings, printed, rowsOf, sampleLedger } from './harness.ts';

const { file } = folder();
const samples = sampleLedger();
let ledgers = 0;

async function append(path: string, place: string, sent: Sent | readonly Sent[]) {
  const stdin = JSON.stringify(sent);
  return printed(['append', place, '--ledger', path, '--by', 'ed', '-f', 'json'], { stdin });
}

const person = (slug: string, name: string, more = {}) => enrolled(slug, 'MP', { name, ...more });

/** A ledger of one contest with these. */
async function ledgerOf(...sent: readonly Sent[]): Promise<string> {
  ledgers += 1;
  const path = file(`${ledgers}.db`);
  await append(path, 'a', [opened(), entered('ann'), entered('ben'), ...sent]);
  return path;
}

const list = async (path: string, ...args: string[]) =>
  rowsOf(await printed(['alike', '--ledger', path, ...args]));

const BOBS = [person('bob-neill', 'Bob Neill'), person('sir-bob', 'Sir Bob Neill')];

describe('alike', () => {
  test('lists two who may be one, until they are merged, and again once that is struck', async () => {
    const path = await ledgerOf(...BOBS, person('jane-kim', 'Jane Kim'));
    const expected = { one: 'bob-neill', other: 'sir-bob', strength: 'strong', reasons: 'titles' };
    expect(await list(path)).toEqual([expect.objectContaining({ ...expected, against: '' })]);
    const [{ id }] = JSON.parse(await append(path, 'register', merged('sir-bob', 'bob-neill')));
    expect(await list(path, '--all')).toEqual([]);
    await append(path, 'register', {
      type: 'EntryStruck',
      data: { entry: id, why: 'They are two.' },
    } as Sent);
    expect(await list(path)).toHaveLength(1);
  });

  test('says how to merge two and how to undo it, and what it says works', async () => {
    const path = await ledgerOf(...BOBS);
    const { err } = await hustings(['alike', '--ledger', path]);
    expect(err).toContain('of 2 endorsers: 1 strong, 0 weak\n');
    const [merge = '', strike = ''] = [
      ...err.matchAll(/echo '(.*)' \| hustings append register/g),
    ].map(([, json]) => json);
    const [{ id }] = JSON.parse(await append(path, 'register', JSON.parse(merge)));
    expect(await list(path)).toEqual([]);
    await append(path, 'register', JSON.parse(strike.replace('ID-OF-THE-MERGE', id)));
    expect(await list(path)).toHaveLength(1);
  });

  test('answers for a name before anybody is enrolled under it', async () => {
    const path = await ledgerOf(...BOBS);
    const rows = await list(path, '--name', 'Bob Niell');
    expect(rows.map(({ one, other, reasons }) => [one, other, reasons])).toEqual([
      ['', 'bob-neill', 'spelling'],
      ['', 'sir-bob', 'titles spelling'],
    ]);
    expect(await list(path, '--name', 'Jane Kim', '--all')).toEqual([]);
  });

  test('says what speaks against two, and counts them as weak', async () => {
    const kinds = { nominates: true };
    const path = await ledgerOf(
      ...BOBS,
      nominated('bob-neill', 'ann', '2010-07-01', { anew: true }),
      nominated('sir-bob', 'ben', '2010-07-01', { anew: true }),
      person('al-hall', 'Al Hall'),
      enrolled('al-l-hall', 'TU', { name: 'Al L. Hall', ...kinds }),
    );
    expect(await list(path)).toEqual([]);
    expect((await hustings(['alike', '--ledger', path])).err).toContain('0 strong, 2 weak (--all');
    const rows = await list(path, '--all');
    expect(rows.map(({ one, against }) => [one, against])).toEqual([
      ['al-hall', 'two-categories'],
      ['bob-neill', 'other-choice-that-day'],
    ]);
  });

  test('goes by one contest, by what was known, and refuses a contest that is none', async () => {
    const path = await ledgerOf(...BOBS);
    await append(path, 'b', [opened(), person('kim-lee', 'Kim Lee'), person('kimlee', 'Kim Lée')]);
    const ones = async (...args: string[]) => (await list(path, ...args)).map(({ one }) => one);
    expect(await ones()).toEqual(['bob-neill', 'kim-lee']);
    expect(await ones('--contest', 'b')).toEqual(['kim-lee']);
    expect(await ones('--known-at', '4')).toEqual(['bob-neill']);
    expect(await ones('--known-at', '3')).toEqual([]);
    const refused = await hustings(['alike', '--contest', 'c', '--ledger', path]);
    expect([refused.status, refused.err]).toEqual([1, expect.stringContaining('no contest c')]);
  });

  test('finds nobody twice among the samples, and three weakly', async () => {
    const { path } = samples;
    expect(await list(path)).toEqual([]);
    const weak = (await list(path, '--all')).map(({ one, other }) => `${one} ${other}`);
    expect(weak).toEqual(['lord-kinnock stephen-kinnock', 'unite united-left', 'unite unity']);
  });

  test('its help fits the page, and ends in examples', async () => {
    const help = await printed(['alike', '--help']);
    expect(help).toMatch(/Examples:\n {2}hustings alike/);
    expect(Math.max(...help.split('\n').map((each) => each.length))).toBeLessThanOrEqual(80);
  });
});
