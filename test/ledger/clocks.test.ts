import { beforeAll, describe, expect, it } from 'vitest';
import { BadQuestion, printClocks, resolveClocks } from '../../src/ledger/clocks.ts';
import { FOREVER } from '../../src/time/day.ts';
import { parseInstant } from '../../src/time/instant.ts';
import { Bench, dayOf, entered, opened } from '../support/given.ts';

const at = (text: string) => parseInstant(text) ?? Number.NaN;
const NOW = at('2026-07-14T23:59:59.999Z');

describe('the clocks of a question', () => {
  const bench = new Bench();
  const empty = new Bench();
  const resolve = (asked: object, now = NOW, { store } = bench) => resolveClocks(store, asked, now);

  beforeAll(async () => {
    // Recorded at 12:00:01, 13:00:01 and, the clock having run back, 12:30:01; then at 14:00:01.
    const times = ['12:00:00Z', '13:00:00Z', '12:30:00Z', '14:00:00Z'];
    const entries = [opened(), entered('ann'), entered('bob'), entered('cay')];
    for (const [index, sent] of entries.entries()) {
      bench.clock = at(`2026-02-01T${times[index]}`);
      await bench.accept([sent]);
    }
  });

  it('are today and unbounded where it asks for none', async () => {
    const clocks = await resolve({});
    expect(clocks).toEqual({ asOf: dayOf('2026-07-14'), reportedBy: FOREVER, knownAt: 3 });
    expect(printClocks(clocks, '2026-02-01T14:00:01.000Z')).toEqual({
      asOf: '2026-07-14',
      reportedBy: null,
      knownAt: { seq: 3, recordedAt: '2026-02-01T14:00:01.000Z' },
    });
  });

  it('are the days and the number that it asks for', async () => {
    const clocks = await resolve({ asOf: '2010-07-14', reportedBy: '2010-06-26', knownAt: '1' });
    expect(printClocks(clocks, null)).toEqual({
      asOf: '2010-07-14',
      reportedBy: '2010-06-26',
      knownAt: { seq: 1, recordedAt: null },
    });
  });

  it.each([
    ['before the first entry', '2026-02-01T12:00:00Z', -1],
    ['long before it', '1970-01-01T00:00:00Z', -1],
    ['between the first two', '2026-02-01T12:59:59.999Z', 0],
    ['after the clock ran back', '2026-02-01T13:30:00Z', 2],
    ['at the end', '2026-07-14T23:59:59.999Z', 3],
  ])('know the ledger as it was at an instant %s', async (_, knownAt, seq) => {
    expect(await resolve({ knownAt })).toMatchObject({ knownAt: seq });
  });

  it('know the last entry recorded at the very instant', async () => {
    const { recordedAt } = await bench.store.head();
    const knownAt = new Date(recordedAt ?? 0).toISOString();
    expect(await resolve({ knownAt })).toMatchObject({ knownAt: 3 });
    const before = new Date((recordedAt ?? 0) - 1).toISOString();
    expect(await resolve({ knownAt: before })).toMatchObject({ knownAt: 2 });
  });

  it('know nothing of an empty ledger', async () => {
    expect(await resolve({}, NOW, empty)).toMatchObject({ knownAt: -1 });
    const knownAt = '2026-01-01T00:00:00Z';
    expect(await resolve({ knownAt }, NOW, empty)).toMatchObject({ knownAt: -1 });
  });

  it.each([
    ['asOf', '2010-02-30'],
    ['asOf', '2010-07'],
    ['asOf', 'yesterday'],
    ['asOf', ''],
    ['asOf', '2010-07-14T00:00:00Z'],
    ['reportedBy', '2010-13-01'],
    ['reportedBy', '26 June 2010'],
    ['knownAt', '4'],
    ['knownAt', '999999999999999'],
    ['knownAt', '9999999999999999'],
    ['knownAt', '-1'],
    ['knownAt', '1.5'],
    ['knownAt', ''],
    ['knownAt', '2026-02-01'],
    ['knownAt', '2026-02-01T12:00:00'],
    ['knownAt', '2026-02-01T12:00:00+01:00'],
    ['knownAt', '2026-07-15T00:00:00Z'],
  ])('are refused where %s is %j, in one sentence that names it', async (parameter, value) => {
    const error = await resolve({ [parameter]: value }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadQuestion);
    expect(error).toMatchObject({ parameter });
    const { message } = error as BadQuestion;
    expect(message).toMatch(new RegExp(`^${parameter} .*[^.]\\.$`));
    expect(message).not.toContain('\n');
  });

  it('are refused in an empty ledger where knownAt is a number, without naming a number below 0', async () => {
    const error = await resolve({ knownAt: '0' }, NOW, empty).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadQuestion);
    expect((error as BadQuestion).message).not.toContain('-1');
  });
});
