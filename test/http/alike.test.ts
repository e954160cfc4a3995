/** Who may be one endorser, over HTTP, beside what the commands' test asks of every question. */
import { expect, test } from 'vitest';
import { sampleLedger } from '../cli/harness.ts';
import { served } from './served.ts';

const { get } = served(sampleLedger().path, () => Date.now() + 600_000);
const ask = async (query: string) => {
  const { status, body } = await get(`/api/v1/alike${query}`);
  return { status, body: JSON.parse(body) };
};

test('the weak are listed where all are asked for', async () => {
  const [some, all] = [await ask(''), await ask('?all=true')];
  expect(some.body).toMatchObject({ counts: { strong: 0, weak: 3 }, pairs: [] });
  expect(all.body.pairs).toHaveLength(3);
  expect((await ask('?all=true&contest=labour-leader-2010')).body.pairs).toHaveLength(2);
});

test('a name is answered by those who are like it', async () => {
  const { body } = await ask('?name=Unite%20the%20Union');
  expect(body).toMatchObject({ name: 'Unite the Union', counts: { strong: 1 } });
  expect(body.pairs[0]).toMatchObject({ one: { endorser: null }, other: { endorser: 'unite' } });
});

test('what is no contest, or neither true nor left out, is refused', async () => {
  expect((await ask('?contest=nosuch')).status).toBe(404);
  expect((await ask('?all=yes')).status).toBe(400);
});
