/** Four dated copies of FiveThirtyEight's tracker of 2019, which its owner overwrote. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { standingsOn } from '../../../projections/on-day.ts';
import { covers } from '../../../projections/spans.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import { stageLists, takeStaged } from '../../../src/interchange/intake/take-lists.ts';
import { openList } from '../../../src/interchange/lists/list.ts';
import type { ListOptions } from '../../../src/interchange/lists/row.ts';
import { readMapping } from '../../../src/interchange/mapping/mapping-file.ts';
import type { Snapshots } from '../../../src/interchange/mapping/schema.ts';
import { copyLists } from '../../../src/interchange/snapshots/copy-lists.ts';
import type { Difference } from '../../../src/interchange/snapshots/differences.ts';
import { takeCopies } from '../../../src/interchange/snapshots/take-copies.ts';
import { digestOf } from '../../../src/ledger/digest.ts';
import type { Service } from '../../../src/ledger/service.ts';
import { openSqliteStaging } from '../../../src/store/sqlite/staging.ts';
import { type Day, FOREVER, parseDay } from '../../../src/time/day.ts';
import { backersOn, emptyLedger, possibleOn } from './importing.ts';
import { type DatedCopy, differences, inOrder } from './oracle.ts';

const FOLDER = new URL('../../../../shared/data/us-endorsements/demnom/', import.meta.url);
const here = existsSync(FOLDER);
const reason = here ? '' : ` (skipped: ${FOLDER.pathname} is not there)`;

const CONTEST = 'democratic-primary-2020';
const DAY = /\d{4}-\d{2}-\d{2}/;

const files = here
  ? readdirSync(FOLDER)
      .filter((name) => name.endsWith('.csv'))
      .map((name) => new URL(name, FOLDER).pathname)
      .sort()
  : [];

/** A name as a slug, in the plainest way. */
const slug = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f.'’]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** The surname, by which the later copies name candidates. */
const surname = (name: string): string =>
  name === "Beto O'Rourke" ? 'o_rourke' : (name.split(' ').at(-1) ?? '').toLowerCase();

const given = (cell: string | undefined): string | null =>
  cell === undefined || cell === 'NA' || cell === '' ? null : cell;

/** A copy read without any of the code under test; candidates by their surnames. */
function plainCopy(path: string): DatedCopy {
  const records = parse(readFileSync(path), { columns: true, bom: true }) as Record<
    string,
    string
  >[];
  const rows = records.map(({ endorser = '', position, category, endorsee, date }) => {
    const isMayor = endorser === 'Eric Johnson' && position === 'mayor';
    const name = isMayor ? 'Eric Johnson (Dallas)' : endorser;
    const candidate = given(endorsee);
    return {
      endorser: slug(name),
      category: category ?? '',
      candidate: candidate && (candidate.includes(' ') ? surname(candidate) : candidate),
      on: given(date),
    };
  });
  return { day: DAY.exec(basename(path))?.[0] ?? '', rows };
}

const copies = inOrder(files.map(plainCopy));
const mapping = readMapping('samples/mappings/demnom-2020.mapping.json');
const { signal } = new AbortController();
const course = { progress: () => undefined, signal };

/** Imports files in one command. */
async function importFiles(service: Service, paths: readonly string[]) {
  const lists = [];
  for (const path of paths) {
    lists.push({
      name: basename(path),
      list: await openList(path, mapping.list as ListOptions, signal),
    });
  }
  const snapshots = mapping.snapshots as Snapshots;
  const mapped = copyLists(lists, mapping, snapshots, undefined);
  const staging = openSqliteStaging();
  const hearing = {
    problem: (problem: unknown) => {
      throw new Error(JSON.stringify(problem));
    },
    warning: () => undefined,
    enrolled: () => undefined,
  };
  const { recordedBy, key } = { recordedBy: 'an editor', key: new Uint8Array(32).fill(3) };
  const options = { recordedBy, strict: false, dryRun: false, key, sameAct: mapping.sameAct };
  try {
    await stageLists(lists, mapped, staging, hearing, course);
    const [taken, ...others] = await takeStaged(staging, course, (contest, rows, at) =>
      takeCopies({ service, lists: mapped, options, hearing }, snapshots, contest, rows, at),
    );
    if (taken === undefined || others.length > 0) throw new Error('one contest is expected');
    return taken;
  } finally {
    staging.close();
  }
}

const dayOf = (day: string): Day => parseDay(day) as Day;
const days = copies.map(({ day }) => dayOf(day));
const ASKED = ['2017-01-01', '2019-01-31', '2019-06-21', '2019-06-30', '2020-03-01'].map(dayOf);

async function timelineBy(service: Service, reportedBy: Day): Promise<StandingsTimeline> {
  const { seq } = await service.store.head();
  return service.views.timeline(CONTEST, { knownAt: seq, reportedBy }, 'acts');
}

/** The digests at each of both clocks. */
async function digests(service: Service): Promise<string[]> {
  const found: string[] = [];
  for (const reportedBy of [...days, ...ASKED, FOREVER]) {
    const timeline = await timelineBy(service, reportedBy);
    for (const asOf of [...days, ...ASKED]) {
      found.push(digestOf(standingsOn(timeline, CONTEST, asOf), 'acts'));
    }
  }
  return found;
}

function orders<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((first) =>
    orders(all.filter((each) => each !== first)).map((rest) => [first, ...rest]),
  );
}

const CATEGORIES = (mapping.maps.categories ?? {}) as Record<string, string>;

/** A line of who backs whom with the surname of the candidate. */
const bySurname = (line: string): string => {
  const [endorser, candidate = '', ...category] = line.split(' ');
  const name = candidate === 'beto-orourke' ? 'o_rourke' : candidate.split('-').at(-1);
  return [endorser, name, ...category].join(' ');
};

const lineOf = ({ copy, endorser, what, candidate, on }: Difference): string =>
  `${copy}: ${bySurname(`${endorser} ${candidate}`)} ${what} ${on}`;

describe.skipIf(!here)(`four dated copies of a tracker${reason}`, () => {
  it('are told as they were on the day of each, row by row', async () => {
    const service = emptyLedger();
    const { differences: found, refused } = await importFiles(service, files);
    expect(refused).toBe(0);
    const expected = copies.flatMap((copy, index) =>
      differences(copies, index).map((line) => {
        const [endorser, what, candidate, on] = line.split(' ');
        return `${copy.day}: ${endorser} ${candidate} ${what} ${on}`;
      }),
    );
    const acts = found.filter(({ what }) => what !== 'listed' && what !== 'unlisted');
    expect(acts.map(lineOf).toSorted()).toEqual(expected.toSorted());
    const between = found.filter(({ since }) => since !== null).map(({ what }) => what);
    const counts = Object.fromEntries(
      [...Map.groupBy(between, (what) => what)].map(([what, all]) => [what, all.length]),
    );
    expect(counts).toEqual({ added: 13, backdated: 1, removed: 1, listed: 3, unlisted: 1 });
    for (const copy of copies) {
      const day = dayOf(copy.day);
      const timeline = await timelineBy(service, day);
      const rows = copy.rows.filter(({ candidate }) => candidate !== null);
      const said = rows.map(
        (row) => `${row.endorser} ${row.candidate} ${CATEGORIES[row.category]}`,
      );
      expect(backersOn(timeline, day).map(bySurname).toSorted()).toEqual(said.toSorted());
      expect(possibleOn(timeline, day)).toHaveLength(rows.length);
      const name = (symbol: number) => timeline.view.columns.symbols.name(symbol);
      const begun = timeline.endorsers.flatMap(({ endorser, acts: held }) =>
        held
          .filter(({ possible }) => covers(possible, day))
          .map(({ act: { begin } }) => `${name(endorser)} ${begin.earliest} ${begin.latest}`),
      );
      const dated = rows.map(
        ({ endorser, on }) => `${endorser} ${dayOf(on ?? '')} ${dayOf(on ?? '')}`,
      );
      expect(begun.toSorted()).toEqual(dated.toSorted());
      // Whoever the copy names is enrolled in the category that it gives.
      const enrolled = new Map(
        [...timeline.view.categoryOf].map((pair) => pair.map(name) as [string, string]),
      );
      const listed = copy.rows.map(({ endorser, category }) => [endorser, CATEGORIES[category]]);
      expect(listed.map(([endorser]) => [endorser, enrolled.get(endorser ?? '')])).toEqual(listed);
    }
    await service.store.close();
  });

  it('come to the same digests in each of their 24 orders, and twice adds nothing', async () => {
    const once = emptyLedger();
    await importFiles(once, files);
    const expected = await digests(once);
    // Ten different states among a hundred moments.
    expect(new Set(expected).size).toBe(10);
    for (const order of orders(files)) {
      const service = emptyLedger();
      for (const file of order) await importFiles(service, [file]);
      expect(await digests(service)).toEqual(expected);
      await service.store.close();
    }
    expect(await importFiles(once, files)).toMatchObject({ added: 0, differences: [] });
    await once.store.close();
  }, 120_000);
});
