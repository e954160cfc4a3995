/** Which names are taken for one endorser's, why, and how surely. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alikeTo, type KnownName, NameIndex } from '../../src/ledger/queries/alike-index.ts';
import { measured } from '../../src/ledger/queries/alike-measure.ts';
import { spellingOf } from '../../src/ledger/queries/alike-spelling.ts';
import { slips } from '../../src/ledger/queries/alike-words.ts';

const named = (name: string, slug = name): KnownName => ({ slug, names: [name] });

/** How two names are alike, in a line: by the index, so that the blocks are tried too. */
function line(one: string, other: string): string {
  const [found] = alikeTo(one, [named(other)], 1);
  if (found === undefined) return 'no';
  const { strength, reasons, against } = found;
  return [strength, reasons.join(' '), ...against.map((each) => `but ${each}`)].join(': ');
}

describe('two names', () => {
  it.each([
    ['Siobhan Bailie', 'Siobhan Baillie', 'strong: spelling'],
    ['Sir Bob Neill', 'Bob Neill', 'strong: titles'],
    ['The Rt Hon. Dame Margaret Beckett MP', 'Margaret Beckett', 'strong: titles small-words'],
    ["Beto O'Rourke", 'o_rourke', 'weak: surname-only'],
    ["Musicians' Union", 'Musicians Union', 'strong: same-letters'],
    ['Musicians Union', 'MU', 'strong: acronym'],
    ["Musicians' Union", 'M.U.', 'strong: acronym'],
    ['Union of Shop, Distributive and Allied Workers', 'Usdaw', 'strong: acronym'],
    ['Mary Underwood', 'MU', 'weak: acronym'],
    ['Unite the Union', 'Unite', 'strong: small-words kind-left-out'],
    ['Alcee L. Hastings', 'Alcee Hastings', 'strong: initials-left-out'],
    ['Alcee L. Hastings', 'Alcee Lamar Hastings', 'strong: initials'],
    ['William "Lacy" Clay Jr.', 'Lacy Clay', 'strong: nickname-in-quotes generation-left-out'],
    ['William “Lacy” Clay', 'William Clay', 'strong: nickname-in-quotes'],
    ['Robert (Bob) Neill', 'Sir Bob Neill', 'strong: titles nickname-in-quotes'],
    ['Zoë Łukasz', 'Zoe Lukasz', 'strong: same-letters'],
    ['Clay, Lacy', 'Lacy Clay', 'strong: word-order'],
    ['John Bel Edwards', 'John Edwards', 'weak: middle-name-left-out'],
    ['Chris Bryant', 'Christopher Bryant', 'weak: short-given-name'],
    ['J. Gresham Barrett', 'James Gresham Barrett', 'weak: initials'],
    ['Siobhian McDonagh', 'Siobhain McDonagh', 'strong: spelling'],
    ['Tim Ryan', 'Jim Ryan', 'no'],
    ['Mark Smith', 'Marc Smith', 'weak: spelling'],
    ['Unite', 'Unity', 'weak: spelling'],
    ['William Clay', 'William Clay Jr.', 'weak: generation-left-out'],
    ['William Clay Sr.', 'William Clay Jr.', 'weak: generation-left-out: but other-generation'],
    ['John A. Smith', 'John B. Smith', 'weak: initials-left-out: but other-initials'],
    ['Lord Smith', 'Lady Smith', 'weak: titles: but other-title'],
    ['Hull North', 'Hull South', 'no'],
    ['Hull North CLP', 'Hull CLP', 'no'],
    ['Jane Kim', 'Jim Kane', 'no'],
    ['Leeds North East CLP', 'Leeds East CLP', 'no'],
    ['Local A', 'Local B', 'no'],
    ['Local 12', 'Local 13', 'no'],
    ['Unite', 'Unison', 'no'],
    ['—', '!', 'no'],
  ])('%s and %s: %s', (one, other, said) => {
    expect(line(one, other)).toBe(said);
    expect(line(other, one)).toBe(line(one, other));
    const found = measured(spellingOf(one), spellingOf(other));
    expect(found === undefined).toBe(said === 'no');
  });

  it.each([
    ['bailie', 'baillie', 1],
    ['keir', 'kier', 1],
    ['form', 'from', 1],
    ['abcd', 'badc', 3],
    ['north', 'south', 2],
    ['one', 'one', 0],
  ])('%s and %s are %i slips apart', (one, other, count) => {
    expect(slips(one, other)).toBe(count);
    expect(slips(other, one)).toBe(slips(one, other));
  });
});

const WORDS =
  'Sir Bob Robert Neill Neil Bailie Baillie J. A. Jr. Sr. North South Union MU of 12 O’Rourke "Lacy" Clay (Al) the Ann Anne Kim';
const someName = fc
  .array(fc.oneof(fc.constantFrom(...WORDS.split(' ')), fc.string({ maxLength: 6 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((words) => words.join(' '));

describe('any names', () => {
  it('are as alike from the one side as from the other, and to themselves', () => {
    fc.assert(
      fc.property(someName, someName, (one, other) => {
        const [its, others] = [spellingOf(one), spellingOf(other)];
        const found = measured(its, others);
        expect(found).toEqual(measured(others, its));
        expect(found?.reasons).not.toEqual([]);
        if (its.letters !== '') expect(measured(its, its)?.reasons).toEqual(['same-letters']);
      }),
      { numRuns: 2000 },
    );
  });

  it('come in the same pairs whatever their order, each pair once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(someName, { maxLength: 12 }), (names) => {
        const known = names.map((name) => named(name));
        const pairs = new NameIndex(known).pairs();
        expect(new NameIndex(known.toReversed()).pairs()).toEqual(pairs);
        const keys = pairs.map(({ one, other }) => JSON.stringify([one.slug, other.slug]));
        expect(new Set(keys).size).toBe(keys.length);
        for (const { one, other } of pairs) expect(one.slug < other.slug).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('who is known', () => {
  const id = (identifier: string) => [{ scheme: 'wikidata', identifier }];

  it('by one identifier is one, whatever the names', () => {
    const known = [
      { ...named('Elizabeth Windsor'), identifiers: id('Q9682') },
      { ...named('The Queen'), identifiers: id('Q9682') },
    ];
    const [pair] = new NameIndex(known).pairs();
    expect(pair).toMatchObject({ strength: 'strong', reasons: ['same-identifier'], against: [] });
  });

  it('by two identifiers of one scheme is weakly one at most', () => {
    const known = [
      { ...named('Bob Neill'), identifiers: id('Q1') },
      { ...named('Sir Bob Neill'), identifiers: id('Q2') },
    ];
    const [pair] = new NameIndex(known).pairs();
    expect(pair).toMatchObject({ strength: 'weak', against: ['other-identifier'] });
  });

  it('by a slug that is another name is found by that', () => {
    const [found] = alikeTo('MU', [named('Members United in Song', 'mu')], 3);
    expect(found).toMatchObject({ strength: 'strong', reasons: ['same-letters'] });
  });

  it('is listed best first, and no more than asked for', () => {
    const known = ['William Clay Jr.', 'Wiliam Clay', 'Clay'].map((name) => named(name));
    const found = (most: number) =>
      alikeTo('William Clay', known, most).map((each) => each.known.slug);
    expect(found(9)).toEqual(['Wiliam Clay', 'William Clay Jr.', 'Clay']);
    expect(found(1)).toEqual(['Wiliam Clay']);
    expect(alikeTo('William Clay', [], 9)).toEqual([]);
  });
});

/** A name of made-up words that depend on a number alone. */
function madeUp(seed: number): string {
  const word = (from: number, syllables: number) =>
    Array.from({ length: syllables }, (_, at) => {
      const each = Math.imul(from + at * 7919, 2654435761) >>> 8;
      return `${'bdfgklmnprstvz'[each % 14]}${'aeiou'[(each >> 5) % 5]}`;
    }).join('');
  return `${word(seed % 997, 3)} ${word(seed, 5)}`;
}

describe('many names', () => {
  it('of 20,000 each of 200 misspelt ones is found, within some seconds', {
    timeout: 30_000,
  }, () => {
    const names = [...new Set(Array.from({ length: 20_000 }, (_, seed) => madeUp(seed)))];
    expect(names.length).toBeGreaterThan(15_000);
    const slip = (name: string) => `${name.slice(0, 9)}x${name.slice(9)}`;
    const misspelt = names
      .filter((_, at) => at % 75 === 0)
      .slice(0, 200)
      .map(slip);
    const index = new NameIndex([...names, ...misspelt].map((name) => named(name)));
    const paired = index.pairs().flatMap(({ one, other }) => [one.slug, other.slug]);
    expect(misspelt.filter((name) => !paired.includes(name))).toEqual([]);
  });

  it('that differ by a number alone are not compared', () => {
    const members = Array.from({ length: 20_000 }, (_, number) => named(`Member ${number}`));
    expect(new NameIndex(members).pairs()).toEqual([]);
  });
});

const DATA = new URL('../../../shared/data/us-endorsements/demnom/', import.meta.url);
const here = existsSync(DATA);
const reason = here ? '' : ' (skipped: ../shared/data is not beside this working copy)';

describe.skipIf(!here)(`a tracker of a thousand names${reason}`, () => {
  it('has one strong pair, and one weak: both are one person', () => {
    const rows = readdirSync(DATA)
      .filter((file) => file.endsWith('.csv'))
      .flatMap((file): { endorser: string }[] =>
        parse(readFileSync(new URL(file, DATA)), { columns: true }),
      );
    const names = [...new Set(rows.map(({ endorser }) => endorser))];
    expect(names).toHaveLength(1002);
    const told = new NameIndex(names.map((name) => named(name)))
      .pairs()
      .map(({ one, other, strength, reasons }) => [one.slug, other.slug, strength, ...reasons]);
    expect(told).toEqual([
      ['John Bel Edwards', 'John Edwards', 'weak', 'middle-name-left-out'],
      ['John Cullerton', 'John J. Cullerton', 'strong', 'initials-left-out'],
    ]);
  });
});
