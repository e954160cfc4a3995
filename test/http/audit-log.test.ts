/** Who appended what, for auditors. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONTEST, draft, enrolled, FRAME, id, merged, type Sent } from '../support/given.ts';
import { expectProblem } from './problem-details.ts';
import type { Got } from './served.ts';
import { framed, type Written } from './written.ts';

interface Entry {
  readonly seq: number;
  readonly contest: string | null;
  readonly type: string;
  readonly recordedBy: string;
}
interface Page {
  readonly knownAt: number;
  readonly entries: readonly Entry[];
  readonly next: string | null;
}

const AT = '/api/v1/audit/log';
const ask = (written: Written, query = '', path = AT): Promise<Got> =>
  written.get(path, { as: 'audrey', query });
const page = async (written: Written, query = ''): Promise<Page> => {
  const got = await ask(written, query);
  expect(got.status, got.body).toBe(200);
  return JSON.parse(got.body);
};

/** A ledger by four hands: a contest, another, and the register. */
async function story(): Promise<Written> {
  const written = await framed();
  const put = async (by: string, sent: Sent, contest: string | null = CONTEST) => {
    const options = { recordedBy: by };
    const done = await written.service.ledger.append(contest, [draft(sent)], options);
    if (!done.ok) throw new Error(done.refusal.message);
  };
  await put('Zed', { ...FRAME[0], id: id('other') } as Sent, 'other');
  for (let at = 0; at < 20; at += 1) {
    await put(
      at % 3 === 0 ? 'Zed' : 'Ada Lovelace',
      enrolled(`x-${at}`, 'MP'),
      at % 2 === 0 ? 'other' : CONTEST,
    );
  }
  await put('Bob', merged('t1', 't2'), null);
  return written;
}

async function all(written: Written, query: string): Promise<Entry[]> {
  const found: Entry[] = [];
  let { entries, next } = await page(written, query);
  found.push(...entries);
  while (next !== null) {
    ({ entries, next } = await page(written, `${query}&cursor=${next}`));
    found.push(...entries);
  }
  return found;
}

describe('the log of who appended what', () => {
  test('tells each entry in order, the newest last', async () => {
    const written = await story();
    const { knownAt, entries, next } = await page(written);
    expect([knownAt, entries.length, next]).toEqual([35, 36, null]);
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 36 }, (_, seq) => seq));
    expect(entries[0]).toEqual({
      seq: 0,
      id: id('opened'),
      contest: CONTEST,
      revision: 0,
      type: 'ContestOpened',
      recordedAt: expect.stringMatching(/Z$/),
      recordedBy: 'Ada Lovelace',
      payloadHash: expect.stringMatching(/^sha256:/),
      erased: false,
    });
  });

  test('gives by every filter what a plain look through all entries gives, page by page', async () => {
    const written = await story();
    const everything = await all(written, 'limit=1000');
    const maybe = <T>(...values: T[]) => fc.constantFrom(undefined, ...values);
    const filters = fc.record({
      recordedBy: maybe('Zed', 'Ada Lovelace', 'Bob', 'Nobody'),
      contest: maybe(CONTEST, 'other'),
      type: maybe('EndorserEnrolled', 'ContestOpened', 'EndorserMerged'),
      from: maybe('0', '7', '20', '35', '99'),
      limit: fc.constantFrom('1', '2', '7', '1000'),
    });
    await fc.assert(
      fc.asyncProperty(filters, async ({ limit, ...filter }) => {
        const said = Object.entries(filter).filter(([, value]) => value !== undefined);
        const query = new URLSearchParams([...said, ['limit', limit]] as [string, string][]);
        const expected = everything.filter(
          (each) =>
            (filter.recordedBy ?? each.recordedBy) === each.recordedBy &&
            (filter.contest ?? each.contest) === each.contest &&
            (filter.type ?? each.type) === each.type &&
            each.seq >= Number(filter.from ?? 0),
        );
        expect(await all(written, `${query}`)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('does not grow while it is read', async () => {
    const written = await story();
    const first = await page(written, 'limit=30');
    await written.accept([enrolled('later', 'MP')]);
    const second = await page(written, `limit=30&cursor=${first.next}`);
    expect([second.knownAt, second.entries.length, second.next]).toEqual([35, 6, null]);
    expectProblem(await ask(written, `recordedBy=Zed&cursor=${first.next}`), 400, 'bad-parameter');
  });

  test('comes as CSV and NDJSON, and links to its next page', async () => {
    const written = await story();
    const csv = await ask(written, 'limit=2', `${AT}.csv`);
    expect(csv.body.split(/\r?\n/)[0]).toBe(
      'seq,id,contest,revision,type,recordedAt,recordedBy,payloadHash,erased',
    );
    expect(csv.headers.link).toMatch(
      /^<\/api\/v1\/audit\/log\.csv\?limit=2&cursor=[^>]+>; rel="next"$/,
    );
    const ndjson = await ask(written, 'limit=2', `${AT}.ndjson`);
    expect(
      ndjson.body
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).seq),
    ).toEqual([0, 1]);
    expect(csv.headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['type=Nothing', 400, /type/],
    ['from=x', 400, /from/],
    ['limit=0', 400, /limit/],
    ['cursor=abc', 400, /cursor/],
    ['who=Zed', 400, /who/],
    ['contest=nosuch', 404, /There is no contest nosuch/],
  ])('?%s is %i', async (query, status, says) => {
    expectProblem(await ask(await story(), query), status, undefined, says);
  });
});

describe('who recorded how much', () => {
  const recorders = async (written: Written) => {
    const { body } = await ask(written, '', '/api/v1/audit/recorders');
    return JSON.parse(body);
  };

  test('is counted once over, and goes on', async () => {
    const written = await story();
    const { knownAt, recorders: found } = await recorders(written);
    const seqs = (each: { first: { seq: number }; last: { seq: number } }) => [
      each.first.seq,
      each.last.seq,
    ];
    const told = found.map((each: never) => {
      const { recordedBy, entries } = each as { recordedBy: string; entries: number };
      return [recordedBy, entries, ...seqs(each)];
    });
    expect([knownAt, told]).toEqual([
      35,
      [
        ['Ada Lovelace', 27, 0, 34],
        ['Bob', 1, 35, 35],
        ['Zed', 8, 14, 33],
      ],
    ]);
    await written.accept([enrolled('later', 'MP')]);
    const [first, second] = await Promise.all([recorders(written), recorders(written)]);
    expect(first).toEqual(second);
    expect(first.recorders.map((each: { entries: number }) => each.entries)).toEqual([27, 1, 8, 1]);
  });

  test('comes as CSV', async () => {
    const got = await ask(await story(), '', '/api/v1/audit/recorders.csv');
    expect(got.body.split(/\r?\n/)[2]).toMatch(/^Bob,1,35,.*Z,35,.*Z$/);
  });
});

test.each([
  [null, 401],
  ['ada', 403],
  ['bob', 200],
  ['audrey', 200],
  ['adam', 200],
])('as %s it is %i', async (as, status) => {
  const written = await framed();
  for (const path of [AT, `${AT}.csv`, '/api/v1/audit/recorders', '/api/v1/audit/verification']) {
    expect([path, (await written.get(path, { as })).status]).toEqual([path, status]);
  }
});
