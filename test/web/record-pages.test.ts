/** The pages of records show what their questions answer, and lead nowhere that there is not. */
import { describe, expect, test } from 'vitest';
import type { ProvenAct } from '../../projections/provenance-claims.ts';
import type { Comparison } from '../../src/ledger/queries/compare.ts';
import type { EndorserRecord } from '../../src/ledger/queries/endorser.ts';
import type { EntryProvenance } from '../../src/ledger/queries/entry-provenance.ts';
import type { AskedCell, AskedUndeclared } from '../../src/ledger/queries/provenance.ts';
import type { Series } from '../../src/ledger/queries/series.ts';
import type { Standings } from '../../src/ledger/queries/standings.ts';
import type { WeakList } from '../../src/ledger/queries/weak.ts';
import { addressOf } from '../../src/web/sight.ts';
import { sampleLedger } from '../cli/harness.ts';
import { type Headers, served } from '../http/served.ts';
import { LINES, SAMPLES } from '../samples/samples.ts';
import { entryLinks, expectHarmless, folded, page, some } from './parsed.ts';

const ledger = sampleLedger();
const now = Date.now() + 600_000;
const server = served(ledger.path, () => now);
const ask = async <T>(path: string): Promise<T> => (await server.json(`/api/v1${path}`)) as T;

const CONTESTS = SAMPLES.map(({ contest }) => contest);
const daysOf = async (contest: string) => (await ask<Series>(`/contests/${contest}/series`)).days;

const expectAll = (linked: ReadonlySet<string>, ids: readonly string[]) =>
  expect(ids.filter((id) => !linked.has(id))).toEqual([]);
type Acting = readonly { readonly acts: readonly ProvenAct[] }[];
const claimsOf = (all: Acting) => all.flatMap(({ acts }) => acts.flatMap(({ claims }) => claims));
const idsOf = (all: Acting): string[] => claimsOf(all).map(({ entry }) => entry);

/** A number of a contest, by the API and as its page shows it. */
async function number<T>(at: string, asked: Headers) {
  const told = await ask<T>(addressOf(`${at}/provenance`, asked));
  const { text, links, document } = await page(server, addressOf(`${at}/provenance`, asked));
  const who = document.querySelectorAll('#claims ~ .wide tbody th').length;
  const effects = [...document.querySelectorAll('[data-label=claim] small')];
  const alone = effects.filter((each) => each.textContent === 'the only claim of it').length;
  return { told, text, linked: entryLinks(links), who, alone };
}

describe.each(CONTESTS)('of %s', (contest) => {
  const at = `/contests/${contest}`;

  test('two moments compared: every change, its entries, every number that changed', async () => {
    const days = await daysOf(contest);
    const pairs = some(days, 9).map((from, index, all) => ({
      from,
      to: all[index + 1] ?? '2026-01-01',
    }));
    for (const query of [...pairs, { ...pairs[0], counts: 'nominations', fromKnownAt: '400' }]) {
      const told = await ask<Comparison>(addressOf(`${at}/changes`, query));
      const { text, links, document } = await page(server, addressOf(`${at}/compare`, query));
      expectHarmless(document);
      expect(text).toContain(`Endorsers who changed (${told.changes.length})`);
      expect(text).toContain(told.to.digest);
      for (const { endorser, because } of told.changes) {
        expect(links.some((link) => link.startsWith(`/endorsers/${endorser}`))).toBe(true);
        const linked = entryLinks(links);
        for (const id of because.flatMap(({ entries }) => entries)) expect(linked).toContain(id);
      }
      const rows = [...document.querySelectorAll('#numbers ~ .wide tbody tr')];
      expect(rows).toHaveLength(told.cells.length);
      told.cells.forEach(({ certain: [before, after] }, index) => {
        const shown = folded(rows[index]?.querySelector('[data-label=certain]')?.textContent ?? '');
        expect(shown).toBe(before === after ? `${after}` : `${before} → then ${after}`);
      });
    }
  });

  test('without a day it compares with the state before the last change', async () => {
    const days = await daysOf(contest);
    const [one = '', two = ''] = days.slice(2);
    const { document } = await page(server, `${at}/compare?asOf=${two}`);
    expect(document.querySelector('[name=from]')?.getAttribute('value')).toBe(one);
    expect(document.querySelector('[name=to]')?.getAttribute('value')).toBe(two);
    const last = await page(server, `${at}/compare`);
    expect(last.document.querySelector('[name=from]')?.getAttribute('value')).toBe(days.at(-2));
  });

  test('every number: every claim behind it, and what it does', async () => {
    const [day = ''] = (await daysOf(contest)).slice(-4);
    const clocks = { asOf: day, reportedBy: day };
    const { candidates, categories } = await ask<Standings>(addressOf(`${at}/standings`, clocks));
    for (const { candidate, name } of candidates) {
      for (const category of categories) {
        const { told, text, linked, who, alone } = await number<AskedCell>(at, {
          ...clocks,
          candidate,
          category,
        });
        const { certain, possible, lapsed } = told.cell;
        expect(text).toContain(`${category} for ${name}`);
        expect(text).toContain(`${certain} certain, ${possible} possible, ${lapsed} lapsed`);
        expectAll(linked, idsOf(told.endorsers));
        expect(who).toBe(told.endorsers.length);
        expect(alone).toBe(
          claimsOf(told.endorsers).filter(({ effect }) => effect === 'alone').length,
        );
        expectAll(
          linked,
          told.conflicts.flatMap(({ entries }) => entries),
        );
        const { byEither } = told.hidden;
        expect(text.includes('Other clocks show')).toBe(byEither > 0);
      }
    }
  });

  test('every number of those who have yet to declare', async () => {
    const { categories } = await ask<Standings>(`${at}/standings`);
    for (const category of categories) {
      const asked = { undeclared: 'true', category };
      const { told, text, linked } = await number<AskedUndeclared>(at, asked);
      const { value } = told.undeclared;
      expect(text).toContain(value === null ? 'Unknown' : `${value} yet to declare`);
      expectAll(linked, idsOf(told.declared));
      expectAll(
        linked,
        told.declared.flatMap(({ stances }) => stances.map(({ entry }) => entry)),
      );
    }
  });

  test('weak claims: how many in each list, and those of a list', async () => {
    const { counts, claims } = await ask<WeakList>(`${at}/weak`);
    const all = await page(server, `${at}/weak`);
    expect(all.text).toContain(`Of ${claims} claims`);
    for (const [list, count] of Object.entries(counts)) {
      expect(all.text).toContain(`${list.replaceAll('-', ' ')} ${count}`);
      const { rows } = await ask<WeakList>(`${at}/weak?list=${list}`);
      const parts = Array.from(
        { length: Math.max(1, Math.ceil(count / 100)) },
        (_, part) => part + 1,
      );
      const pages = parts.map((part) => page(server, `${at}/weak?list=${list}&part=${part}`));
      const [first = all, ...more] = await Promise.all(pages);
      const linked = entryLinks([first, ...more].flatMap(({ links }) => links));
      const { text } = first;
      expect(first.links.some((link) => link.endsWith('part=2'))).toBe(count > 100);
      for (const { entry, others } of rows)
        for (const id of [entry, ...others]) expect(linked).toContain(id);
      expect(text).toContain(count === 0 ? 'No claim is in the list' : `${count} in the list`);
    }
  });

  test('how to cite: every style, and an address that gives the same digest for ever', async () => {
    const query = { asOf: '2018-01-01', reportedBy: '2017-06-01' };
    const cited = await ask<{ citations: Record<string, string>; digest: string }>(
      addressOf(`${at}/citation`, query),
    );
    const { document, text, links } = await page(server, addressOf(`${at}/cite`, query));
    const printed = [...document.querySelectorAll('pre')].map((each) => each.textContent);
    expect(printed).toEqual(Object.values(cited.citations));
    expect(text).toContain(cited.digest);
    const pinned =
      links.find((link) => link.startsWith(`${at}?`) && link.includes('knownAt=')) ?? '';
    expect((await page(server, pinned)).text).toContain(cited.digest);
  });
});

test('an endorser: every step in every contest, each with its entries and sources', async () => {
  const slugs = LINES.flatMap(({ data }) => (data as { endorser?: string }).endorser ?? []);
  for (const slug of some([...new Set(slugs)].sort(), 12)) {
    const told = await ask<EndorserRecord>(`/endorsers/${slug}`);
    const { text, links, document } = await page(server, `/endorsers/${slug}`);
    expect(folded(document.querySelector('h1')?.textContent ?? '')).toBe(folded(told.name));
    const linked = entryLinks(links);
    for (const { contest, acts, choices, stances, expectations, sources } of told.contests) {
      expect(links).toContain(`/contests/${contest}`);
      const ids = [
        ...acts.flatMap(({ entries }) => entries),
        ...[...choices, ...stances, ...expectations].map(({ entry }) => entry),
      ];
      for (const id of ids) expect(linked).toContain(id);
      for (const { publisher, url } of ids.flatMap((id) => sources[id] ?? [])) {
        expect(text).toContain(folded(publisher));
        expect(links).toContain(url);
      }
    }
  }
});

test('an entry: what it says, its sources, its history, where it counts, its proof', async () => {
  for (const { id } of some(LINES, 5)) {
    const { entry, chain, counts, proof } = await ask<EntryProvenance>(`/entries/${id}`);
    const { text, links } = await page(server, `/entries/${id}`);
    for (const { publisher, title, url, quote, locator, dateBasis } of entry.sources) {
      for (const each of [publisher, title, quote, locator, dateBasis]) {
        if (each !== undefined) expect(text).toContain(folded(each));
      }
      expect(links).toContain(url);
    }
    if (entry.note !== null) expect(text).toContain(folded(entry.note));
    const linked = entryLinks(links);
    for (const each of chain) expect(linked).toContain(each.id);
    expect((text.match(/ as \w+/g) ?? []).length).toBeGreaterThanOrEqual(counts.length);
    expect(text).toContain(proof.leafHash);
    expect(text).toContain(`index ${proof.index} of ${proof.size}`);
    expect(links).toContain(`/api/v1/entries/${id}/leaf`);
  }
});
