import { beforeAll, describe, expect, it } from 'vitest';
import { CITATION_STYLES, cite } from '../../src/interchange/citation.ts';
import { askCitedEntry, askCitedStandings } from '../../src/ledger/queries/citation.ts';
import { askStandings } from '../../src/ledger/queries/standings.ts';
import {
  as,
  type Bench,
  CONTEST,
  id,
  merged,
  nominated,
  opened,
  source,
  told,
} from '../support/given.ts';
import { logged, SIGNER } from '../support/logged.ts';

let bench: Bench;
let sources: ReturnType<typeof logged>;
const CLOCKS = { asOf: '2010-06-01', reportedBy: '2010-06-30', knownAt: '14' };

beforeAll(async () => {
  const page = source('2010-05-21', { title: '50 % off_& more {x} ~ ^ \\ #1 $2' });
  bench = await told(
    { ...as('a', nominated('m1', 'ann', '2010-05-20')), sources: [page] },
    as('b', nominated('m2', 'ann', '2010-05-20')),
  );
  sources = logged(bench);
});

describe('standings', () => {
  it('are cited with their clocks, head, digest and the command that gives them again', async () => {
    const cited = await askCitedStandings(sources, CONTEST, CLOCKS, 'nominations');
    const { digest } = await askStandings(sources, CONTEST, CLOCKS, 'nominations');
    const recordedAt = cited.clocks.knownAt.recordedAt;
    expect(cite(cited, 'plain')).toBe(
      `Hustings ledger. Leadership election, 2010: endorsements as of 2010-06-01. Counting nominations. As of 2010-06-01, reported by 2010-06-30, known at entry 14 (${recordedAt}), head entry 15, digest ${digest}. hustings standings leader-2010 --as-of 2010-06-01 --reported-by 2010-06-30 --known-at 14 --counts nominations.\n`,
    );
    expect(cite(cited, 'bibtex')).toBe(
      [
        '@misc{hustings-leader-2010-2010-06-01-2010-06-30-14,',
        '  title = {{Leadership election, 2010: endorsements as of 2010-06-01}},',
        '  organization = {Hustings ledger},',
        '  year = {2026},',
        '  month = {1},',
        '  howpublished = {hustings standings leader-2010 --as-of 2010-06-01 --reported-by 2010-06-30 --known-at 14 --counts nominations},',
        `  note = {counting nominations; as of 2010-06-01, reported by 2010-06-30, known at entry 14 (${recordedAt}), head entry 15, digest ${digest}},`,
        '}',
        '',
      ].join('\n'),
    );
    expect(JSON.parse(cite(cited, 'csl-json'))).toEqual([
      expect.objectContaining({
        id: 'hustings-leader-2010-2010-06-01-2010-06-30-14',
        type: 'dataset',
        title: 'Leadership election, 2010: endorsements as of 2010-06-01',
        issued: { 'date-parts': [[2026, 1, 1]] },
        version: expect.stringContaining(`digest ${digest}`),
      }),
    ]);
  });

  it('the pinned command gives the same digest later', async () => {
    const before = await askCitedStandings(sources, CONTEST, { asOf: '2010-06-01' });
    const pin = { asOf: before.clocks.asOf, knownAt: `${before.clocks.knownAt.seq}` };
    await bench.accept([nominated('m3', 'ann', '2010-05-20')]);
    const now = await askStandings(sources, CONTEST, { asOf: '2010-06-01' });
    expect(now.digest).not.toBe(before.digest);
    expect((await askStandings(sources, CONTEST, pin)).digest).toBe(before.digest);
  });

  it('of a ledger that knew nothing yet have no date', async () => {
    const other = logged(await told());
    await other.store.head();
    const cited = await askCitedStandings(other, CONTEST, { asOf: '2010-06-01', knownAt: '0' });
    expect(cite(cited, 'plain')).toContain('known at entry 0 (');
    const nothing = {
      ...cited,
      clocks: { ...cited.clocks, knownAt: { seq: -1, recordedAt: null } },
    };
    expect(cite(nothing, 'plain')).toContain('known at nothing');
    expect(cite(nothing, 'bibtex')).not.toContain('year');
    expect(cite(nothing, 'csl-json')).not.toContain('issued');
  });
});

describe('an entry', () => {
  it('is cited with its recorder, its leaf, its sources and the log that holds it', async () => {
    const unsigned = await askCitedEntry(sources, id('a'), CLOCKS);
    expect(cite(unsigned, 'plain')).toMatch(/^Hustings ledger\. Leadership election, 2010: Nom/);
    await sources.log.sign([SIGNER]);
    const cited = await askCitedEntry(sources, id('a'), CLOCKS);
    const plain = cite(cited, 'plain');
    expect(plain).toMatch(
      /^Hustings ledger hustings\.test\/log\. Leadership election, 2010: NominationMade, 2010-05-20\. Entry /,
    );
    for (const part of [
      id('a'),
      'sequence number 14',
      cited.leafHash,
      'by a tester',
      'Source: The Paper, 2010-05-21, 50 % off_',
      'reported by 2010-06-30, known at entry 14',
      `digest ${cited.digest}`,
    ]) {
      expect(plain).toContain(part);
    }
    expect(JSON.parse(cite(cited, 'csl-json'))[0]).toMatchObject({ number: id('a') });
  });

  it('in BibTeX has nothing that steers TeX', async () => {
    const bibtex = cite(await askCitedEntry(sources, id('a'), {}), 'bibtex');
    expect(bibtex).toContain(
      '50 \\% off\\_\\& more \\{x\\} \\textasciitilde{} \\textasciicircum{} \\textbackslash{} \\#1 \\$2',
    );
    const depth = [...bibtex.replace(/\\[{}]/g, '')].reduce(
      (open, char) => open + (char === '{' ? 1 : 0) - (char === '}' ? 1 : 0),
      0,
    );
    expect(depth).toBe(0);
  });

  it('that was erased, and one of the register, are cited too', async () => {
    const ledger = await told(as('a', nominated('m1', 'ann', '2010-05-20')));
    await ledger.accept([as('m', merged('m2', 'm3'))], { contest: null });
    const erasure = { type: 'PayloadErased', data: { entry: id('a'), legalBasis: 'GDPR, 17' } };
    await ledger.accept([erasure], { erasing: true });
    const erased = await askCitedEntry(logged(ledger), id('a'), {});
    expect(cite(erased, 'plain')).toContain('Its payload was erased by law');
    const merge = await askCitedEntry(logged(ledger), id('m'), {});
    expect(merge).toMatchObject({ digest: null, contest: null });
    for (const style of CITATION_STYLES) expect(cite(merge, style)).toMatch(/the register: E/i);
  });
});

it('titles with words of other scripts stay as they are', async () => {
  const ledger = await told();
  const title = 'Выборы — “x”';
  await ledger.accept([opened('2010-05-01', { title })], { contest: 'other-2010' });
  const cited = await askCitedStandings(logged(ledger), 'other-2010', { asOf: '2010-06-01' });
  for (const style of ['plain', 'bibtex'] as const) expect(cite(cited, style)).toContain(title);
});
