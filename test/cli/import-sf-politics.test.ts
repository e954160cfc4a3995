import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { slugOf } from '../../src/interchange/mapping/slug.ts';
import { printed, rowsOf } from './harness.ts';
import { type Imported, importing } from './listed.ts';

const SHARED = fileURLToPath(
  new URL('../../../shared/data/us-endorsements/sf_politics/', import.meta.url),
);
const here = existsSync(SHARED);
const reason = here ? '' : ' (skipped: ../shared/data is not beside this working copy)';
const FILES = ['June', 'November'].map(
  (month) => `${SHARED}sf_politics_2016_${month}_endorsements.csv`,
);
const MAPPING = JSON.parse(
  readFileSync(new URL('../../samples/mappings/sf-2016.mapping.json', import.meta.url), 'utf8'),
);

interface Row {
  readonly endorser: string;
  readonly category: string;
  readonly candidate: string;
  readonly endorsement: string;
}

/** Which contest a row is for, and whom it backs there; null: nobody. */
function toldBy({ category, candidate, endorsement }: Row, day: string): [string, string | null] {
  const isMeasure = /Proposition$/.test(category);
  const kind = category === 'SF Proposition' ? 'Proposition' : category;
  const contest = slugOf(`sf ${day} ${isMeasure ? `${kind} ${candidate}` : category}`);
  if (isMeasure) return [contest, /^(?:Yes|No)$/.test(endorsement) ? slugOf(endorsement) : null];
  return [contest, endorsement === 'Yes' ? slugOf(candidate) : null];
}

/** Who endorses whom, by contest and candidate, as a naive count of the files has it. */
function counted() {
  const contests = new Set<string>();
  const backed = new Map<string, Set<string>>();
  let rows = 0;
  for (const [index, path] of FILES.entries()) {
    const day = index === 0 ? '2016-06-07' : '2016-11-08';
    for (const row of parse(readFileSync(path), { columns: true }) as Row[]) {
      rows += 1;
      const [contest, whom] = toldBy(row, day);
      contests.add(contest);
      const key = `${contest} ${whom}`;
      if (whom !== null) backed.set(key, (backed.get(key) ?? new Set()).add(row.endorser));
    }
  }
  return { contests, backed, rows };
}

describe.skipIf(!here)(`the lists of San Francisco, 2016${reason}`, () => {
  const { file, importFiles } = importing();
  let naive: ReturnType<typeof counted>;
  let done: Imported;
  beforeAll(async () => {
    naive = counted();
    done = await importFiles('sf', FILES, [], MAPPING);
  });

  test('come in whole in one command: 10,053 rows for 71 contests', () => {
    expect([done.status, done.problems]).toEqual([0, undefined]);
    expect(done.err).toContain('10053 rows for 71 contests: ');
    expect([naive.rows, naive.contests.size]).toEqual([10_053, 71]);
    expect(new Set(rowsOf(done.out).map(({ contest }) => contest))).toEqual(naive.contests);
  });

  test('give each candidate as many endorsers as a naive count of the files', async () => {
    const standing = new Map<string, number>();
    for (const contest of naive.contests) {
      const text = await printed(['standings', contest, '--ledger', file('sf'), '-f', 'tsv']);
      for (const { candidate = '', category, certain, possible } of rowsOf(text)) {
        if (candidate === '' || category !== 'endorser') continue;
        const all = Number(certain) + Number(possible);
        if (all > 0) standing.set(`${contest} ${candidate}`, all);
      }
    }
    const sizes = [...naive.backed].map(([key, { size }]): [string, number] => [key, size]);
    expect(standing).toEqual(new Map(sizes));
  });

  test('add nothing when they come again', async () => {
    const again = await importFiles('sf', FILES, [], MAPPING);
    expect([again.status, again.problems]).toEqual([0, undefined]);
    expect(again.err).toContain(' 0 entries new');
  });

  test("cite June's endorsers by their own pages, where the list of these is given", async () => {
    const links = `links=${SHARED}sf_politics_2016_June_endorsers.csv`;
    const [june = ''] = FILES;
    const linked = await importFiles('linked', [june], ['--lookup', links], MAPPING);
    expect([linked.status, linked.problems]).toEqual([0, undefined]);
    const lines = (await printed(['export', '--ledger', file('linked')])).trim().split('\n');
    const cited = lines.map((line) => JSON.parse(line).payload.sources[0].publisher as string);
    expect(new Set(cited).size).toBeGreaterThan(40);
  });
});
