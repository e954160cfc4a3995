import jsonld from 'jsonld';
import { beforeAll, describe, expect, it } from 'vitest';
import { undeclaredFrom } from '../../projections/provenance-undeclared.ts';
import { provDocument } from '../../src/interchange/prov.ts';
import { askEntryProvenance } from '../../src/ledger/queries/entry-provenance.ts';
import { askCell, askUndeclaredNumber } from '../../src/ledger/queries/provenance.ts';
import { traceContest } from '../../src/ledger/queries/provenance-stream.ts';
import { askStandings } from '../../src/ledger/queries/standings.ts';
import { askWeak } from '../../src/ledger/queries/weak.ts';
import { verifyProofFile } from '../../src/tlog/signing.ts';
import { logged, SIGNER } from '../support/logged.ts';
import { LINES, loaded, SAMPLES } from './samples.ts';

let sources: ReturnType<typeof logged>;

beforeAll(async () => {
  const { bench } = await loaded();
  sources = logged(bench);
  await sources.log.sign([SIGNER]);
});

/** Days on which something moves in each contest, and what was read by then. */
const LOOKS: Readonly<
  Record<string, readonly { asOf: string; reportedBy?: string; counts?: string }[]>
> = {
  'labour-leader-2010': [
    { asOf: '2010-06-26' },
    { asOf: '2010-07-14', reportedBy: '2010-07-20' },
    { asOf: '2010-07-26', counts: 'nominations' },
  ],
  'labour-leader-2015': [{ asOf: '2015-08-01' }],
  'labour-leader-2016': [{ asOf: '2016-08-20', counts: 'endorsements' }],
  'labour-deputy-2020': [{ asOf: '2020-02-10' }],
  'labour-leader-2020': [
    { asOf: '2020-01-09' },
    { asOf: '2020-01-22', counts: 'nominations' },
    { asOf: '2020-03-01' },
    { asOf: '2020-03-01', reportedBy: '2020-01-15' },
  ],
};

const ASKED = SAMPLES.flatMap(({ contest }) =>
  (LOOKS[contest] ?? []).map((look) => [contest, look] as const),
);

describe.each(ASKED)('%s at %o', (contest, { counts, ...clocks }) => {
  it('every cell has as many endorsers behind it as the standings count', async () => {
    const standings = await askStandings(sources, contest, clocks, counts);
    let cells = 0;
    for (const { candidate, cells: byCategory } of standings.candidates) {
      for (const [category, cell] of Object.entries(byCategory)) {
        const found = await askCell(sources, { contest, candidate, category, counts }, clocks);
        expect(found.cell).toEqual(cell);
        expect(found.digest).toBe(standings.digest);
        const stands = found.endorsers.map((each) => each.stand);
        expect(stands.filter((each) => each === 'certain')).toHaveLength(cell.certain);
        expect(stands.filter((each) => each === 'possible')).toHaveLength(cell.possible);
        expect(found.endorsers.filter((each) => each.lapsed)).toHaveLength(cell.lapsed);
        for (const { acts } of found.endorsers) {
          expect(acts.length).toBeGreaterThan(0);
          for (const { entry } of acts.flatMap((each) => each.claims)) {
            expect(found.sources[entry]?.[0]?.url).toMatch(/^http/);
          }
        }
        cells += 1;
      }
    }
    expect(cells).toBeGreaterThan(5);
  });

  it('so has every number of those who have yet to declare', async () => {
    const standings = await askStandings(sources, contest, clocks, counts);
    for (const [category, { value }] of Object.entries(standings.undeclared)) {
      const found = await askUndeclaredNumber(sources, { contest, category, counts }, clocks);
      expect(undeclaredFrom(found)).toBe(value);
    }
  });
});

describe('the unions of David Miliband on 14 July 2010', () => {
  const asking = { contest: 'labour-leader-2010', candidate: 'david-miliband', category: 'TU' };

  it('are two, told by five claims of three papers, and two were printed', async () => {
    const { endorsers, best, hidden } = await askCell(sources, asking, { asOf: '2010-07-14' });
    const claims = endorsers.flatMap(({ acts }) => acts.flatMap((act) => act.claims));
    expect(claims.map(({ entry, effect }) => `${entry.slice(0, 8)} ${effect}`)).toEqual([
      '90bb227f sets-both',
      '51acba78 agrees',
      '86a59b85 sets-both',
      '1d21cfb6 agrees',
      'aae191d7 agrees',
    ]);
    expect(best).toMatchObject({ value: 2, basis: 'printed', printed: { value: 2 } });
    expect(hidden).toEqual({ byReportedBy: 0, byKnownAt: 0, byEither: 0 });
  });

  it('by what was published a month before, most of them were hidden', async () => {
    const clocks = { asOf: '2010-07-14', reportedBy: '2010-06-30' };
    const { endorsers, hidden } = await askCell(sources, asking, clocks);
    expect(endorsers.map((each) => each.endorser)).toEqual(['usdaw']);
    expect(hidden.byReportedBy).toBeGreaterThan(4);
    expect(hidden.byKnownAt).toBe(0);
    expect(hidden.byEither).toBe(hidden.byReportedBy);
    const early = await askCell(sources, asking, { asOf: '2010-07-14', knownAt: '154' });
    expect(early.hidden.byKnownAt).toBeGreaterThan(0);
    expect(early.hidden.byReportedBy).toBe(0);
  });

  it('an unknown candidate, category or contest is refused with what may have been meant', async () => {
    const ask = (more: object) => askCell(sources, { ...asking, ...more }, { asOf: '2010-07-14' });
    await expect(ask({ candidate: 'david-milliband' })).rejects.toThrow(
      'Did you mean david-miliband?',
    );
    await expect(ask({ category: 'TUX' })).rejects.toThrow('Did you mean TU?');
    await expect(ask({ contest: 'labour-leader-2011' })).rejects.toThrow(
      /Did you mean labour-leader/,
    );
  });
});

describe('weak provenance of the samples', () => {
  it('is counted by list, and nothing is unsourced or recorded before it was published', async () => {
    const { claims, counts, rows } = await askWeak(sources, undefined, { asOf: '2020-12-31' });
    expect(claims).toBe(LINES.length);
    expect(counts).toMatchObject({ unsourced: 0, 'published-after-recorded': 0, 'other-hash': 0 });
    const undated = LINES.filter((line) => line.sources?.some((each) => !('published' in each)));
    expect(counts['undated-source']).toBe(undated.length);
    const based = LINES.filter((line) => line.sources?.some((each) => 'dateBasis' in each));
    expect(counts['inferred-date']).toBeGreaterThanOrEqual(based.length - 100);
    expect(rows).toHaveLength(Object.values(counts).reduce((sum, count) => sum + count, 0));
  });

  it('of one contest is that part of the whole', async () => {
    const clocks = { asOf: '2020-12-31' };
    const all = await askWeak(sources, undefined, clocks);
    for (const { contest } of SAMPLES) {
      const one = await askWeak(sources, contest, clocks);
      expect(all.rows.filter((each) => each.contest === contest)).toEqual(one.rows);
    }
  });
});

it.each(SAMPLES.map(({ contest }) => contest))('%s is whole as PROV, offline', async (contest) => {
  const traced = await traceContest(sources, contest);
  const document = provDocument(traced);
  const graph = document['@graph'] as readonly unknown[];
  expect(traced).toHaveLength(LINES.filter((line) => line.contest === contest).length);
  const documentLoader = (url: string) => Promise.reject(new Error(`it asks for ${url}`));
  const expanded = await jsonld.expand(document, { documentLoader, safe: true });
  expect(expanded).toHaveLength(graph.length);
});

it('every entry has a proof that its file proves too, and says where it counts', async () => {
  for (const line of LINES.filter((_, at) => at % 7 === 0)) {
    const found = await askEntryProvenance(sources, line.id);
    const stored = await sources.store.byId(line.id);
    const file = await sources.log.proofFile(found.entry.seq);
    if (stored === undefined || file === undefined) throw new Error(`${line.id} is not proven`);
    expect(verifyProofFile(file, stored.leaf, SIGNER).index).toBe(found.proof.index);
    expect(found.counts.length).toBeGreaterThan(0);
    expect(found.fate.state).toBe('counts');
  }
});
