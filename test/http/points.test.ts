/** The seats and the points of a contest, in the API and on its page. */
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, test } from 'vitest';
import { CONTEST, corrected, nominated, opened, told, WEIGHING } from '../support/given.ts';
import { benchServed, type Served } from './served.ts';

const ACTS = [
  nominated('m1', 'ann', '2010-06-01'),
  nominated('m1', 'bob', '2010-06-01'),
  nominated('t1', 'ann', '[2010-06-01..2010-06-20]'),
];
const AT = '?asOf=2010-06-10';

let two: Served;
let plain: Served;

beforeAll(async () => {
  const { data } = opened('2010-05-01', { seats: 2, weighings: [WEIGHING] });
  two = await benchServed(await told(corrected('opened', { data }), ...ACTS));
  plain = await benchServed(await told(...ACTS));
});

describe('the points of a contest', () => {
  const path = `/api/v1/contests/${CONTEST}/points`;

  test('are answered with their weighing, and where the answer came from', async () => {
    const answer = await two.json(`${path}${AT}&weighing=pollster`);
    const { digest } = await two.json(`/api/v1/contests/${CONTEST}/standings${AT}`);
    expect(answer).toMatchObject({
      contest: CONTEST,
      policy: 'acts',
      digest,
      clocks: { asOf: '2010-06-10', reportedBy: null },
      weighing: WEIGHING,
      unweighed: ['CLP', 'SS'],
      weighings: ['pollster'],
    });
    expect(answer.candidates).toMatchObject([
      { candidate: 'ann', points: { certain: 6, possible: 3 } },
      { candidate: 'bob', points: { certain: 6, possible: 0 } },
      { candidate: 'cay', points: { certain: 0, possible: 0 } },
    ]);
  });

  test('come as rows, each with the points of all', async () => {
    const { status, body } = await two.get(`${path}.csv${AT}`);
    expect(status).toBe(200);
    expect(body.split('\n').slice(0, 3)).toEqual([
      'candidate,name,status,category,weighs,certain,possible,points,pointsPossible,total,totalPossible',
      'ann,ANN,standing,MP,6,1,0,6,0,6,3',
      'ann,ANN,standing,TU,3,0,1,0,3,6,3',
    ]);
  });

  test.each([
    ['another weighing', '&weighing=x', 400, /no weighing x\. It has pollster/],
    ['another policy', '&counts=x', 400, /counts must be/],
    ['a parameter that is none', '&weigh=x', 400, /weigh/],
  ])('are refused for %s', async (_, more, status, says) => {
    const got = await two.get(`${path}${AT}${more}`);
    expect(got.status).toBe(status);
    expect(got.body).toMatch(says);
  });

  test('are not found where the opening names no weighing', async () => {
    const { status, headers, body } = await plain.get(`${path}${AT}`);
    expect(status).toBe(404);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(JSON.parse(body).detail).toMatch(/has no weighing .* correct it .*data\.weighings/);
  });
});

describe('the contest itself', () => {
  test('says its seats and weighings', async () => {
    expect(await two.json(`/api/v1/contests/${CONTEST}`)).toMatchObject({
      seats: 2,
      weighings: [WEIGHING],
    });
    expect(await plain.json(`/api/v1/contests/${CONTEST}`)).toMatchObject({
      seats: 1,
      weighings: [],
    });
  });

  test('shows both on its page, each number with the way to the claims behind it', async () => {
    const { document } = parseHTML((await two.get(`/contests/${CONTEST}${AT}`)).body);
    expect(document.querySelector('main')?.textContent).toContain('2 seats');
    const section = document.querySelector('#points');
    expect(section?.querySelector('h2')?.textContent).toBe('In points by The Pollster');
    expect(section?.querySelector('a.out')?.getAttribute('href')).toBe(WEIGHING.source.url);
    const rows = [...(section?.querySelectorAll('tbody tr') ?? [])].map((row) =>
      [...row.querySelectorAll('th, td')].map(
        (cell) =>
          cell.querySelector('b')?.textContent ??
          cell.querySelector('a')?.getAttribute('href') ??
          cell.textContent?.trim(),
      ),
    );
    const behind = (category: string) =>
      `/contests/${CONTEST}/provenance?asOf=2010-06-10&candidate=ann&category=${category}`;
    expect(rows[0]).toEqual(['ANN', '6–9', behind('MP'), behind('TU')]);
    expect(rows[2]).toEqual(['CAY', '0', '', '']);
  });

  test('shows neither where there is one seat and no weighing', async () => {
    const { document } = parseHTML((await plain.get(`/contests/${CONTEST}${AT}`)).body);
    expect(document.querySelector('main')?.textContent).not.toContain('seats');
    expect(document.querySelector('#points')).toBeNull();
  });
});
