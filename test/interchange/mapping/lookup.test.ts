import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLookups } from '../../../src/interchange/mapping/lookup.ts';
import { RowMapper } from '../../../src/interchange/mapping/row-mapper.ts';
import { entered, mappingOf } from './mapping-made.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'hustings-lookup-'));
});
afterEach(() => rmSync(place, { recursive: true }));

const LINK = { lookup: 'links', key: { column: 'who' }, in: { column: 'where' } };

const mapping = (more: object = {}) =>
  mappingOf({
    blank: ['NA'],
    lookups: { links: { key: 'endorser', ...more } },
    entries: [entered(LINK)],
  });

function links(text: string): string {
  const file = join(place, 'links.csv');
  writeFileSync(file, text);
  return `links=${file}`;
}

const { signal } = new AbortController();

/** What a row says by the lookup, or what is wrong with it. */
async function said(given: readonly string[], who: string, where: string, more: object = {}) {
  const joined = await withLookups(mapping(more), given, signal);
  const mapper = new RowMapper(joined, ['who', 'where'], 'list.csv', { sha256: () => '' });
  const { entries, faults } = mapper.map([who, where], 2, new Map());
  return entries[0]?.draft.data.name ?? faults[0]?.reason;
}

const TWO = 'endorser,june,november\nUnite,https://a.example,NA\n"Unison, North",x,y\n';

describe('a list in which rows are looked up', () => {
  it('gives what stands in the row under the key, in the column', async () => {
    const given = [links(TWO)];
    expect(await said(given, 'Unite', 'june')).toBe('https://a.example');
    expect(await said(given, 'Unison, North', 'november')).toBe('y');
  });

  it.each([
    ['an unknown key', 'GMB', 'june'],
    ['an unknown column', 'Unite', 'may'],
    ['a blank cell', 'Unite', 'november'],
    ['a blank key', '', 'june'],
  ])('says nothing under %s', async (_, who, where) => {
    expect(await said([links(TWO)], who, where)).toMatch(/missing/);
  });

  it('may be left out where the mapping says so', async () => {
    expect(await said([], 'Unite', 'june', { optional: true })).toMatch(/missing/);
    await expect(said([], 'Unite', 'june')).rejects.toThrow(
      'give that list with --lookup links=FILE.',
    );
  });

  it.each([
    ['no file', 'links', /is not NAME=FILE/],
    [
      'a name that the mapping has not',
      'nks=a.csv',
      /looks nothing up in "nks"; its lookups are links/,
    ],
    ['a file that is not there', 'links=/nowhere/a.csv', /does not exist/],
  ])('is refused with %s', async (_, given, message) => {
    await expect(said([given], 'Unite', 'june')).rejects.toThrow(message);
  });

  it('is refused without its key, with a key twice, and with a row that cannot be read', async () => {
    await expect(said([links('a,b\n1,2\n')], 'a', 'b')).rejects.toThrow(/no column "endorser"/);
    const twice = 'endorser,june\nUnite,1\nUnite,2\n';
    await expect(said([links(twice)], 'a', 'b')).rejects.toThrow(/:3: "Unite" stands twice/);
    await expect(said([links('endorser,june\na,b,c\n')], 'a', 'b')).rejects.toThrow(/:2: /);
  });

  it('is named in the mapping, or that is refused', () => {
    const unnamed = mappingOf({ entries: [entered(LINK)] });
    expect(() => new RowMapper(unnamed, ['who', 'where'], 'l', { sha256: () => '' })).toThrow(
      /names the lookup "links"/,
    );
  });
});
