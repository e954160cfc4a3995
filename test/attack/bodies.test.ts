/** Bodies that are made to be more than they look: they are refused as what they are, and never fail the server. */
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { CONTEST } from '../support/given.ts';
import { attacked } from './attacked.ts';

const AT = `/api/v1/contests/${CONTEST}/entries`;
const JSON_BODY = { 'content-type': 'application/json' };
const server = attacked();
const sends = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  server.send(AT, { method: 'POST', as: 'editor', headers: { ...JSON_BODY, ...headers }, payload });

const many = (count: number, each: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => each(at)).join(',');

test.each([
  ['keys', `{${many(70_000, (at) => `"k${at}":1`)}}`],
  ['keys below data', `{"type":"ContestOpened","data":{${many(70_000, (at) => `"k${at}":1`)}}}`],
  ['items', `{"type":"ContestOpened","data":{"categories":[${many(400_000, () => '1')}]}}`],
  ['fields of an entry', `[${many(900, (at) => `{"k${at}":${at}}`)}]`],
  ['levels of lists', `${'['.repeat(400_000)}${']'.repeat(400_000)}`],
  ['levels of objects', `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`],
])('of a hundred thousand %s are refused in few words', async (_, payload) => {
  const { statusCode, body } = await sends(payload);
  expect([statusCode, body.length < 3000]).toEqual([400, true]);
  expect(server.here.failures).toEqual([]);
});

test.each(['gzip', 'x-gzip', 'br', 'deflate', 'zstd', 'gzip, identity'])(
  'that are compressed, by %s, are not unpacked',
  async (coding) => {
    const answer = await sends(gzipSync(Buffer.alloc(1_000_000)), { 'content-encoding': coding });
    expect([answer.statusCode, answer.headers['accept-encoding']]).toEqual([415, 'identity']);
  },
);

test('of another type than JSON are no JSON, whatever they hold', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const { statusCode } = await sends('{"type":"ContestOpened"}', { 'content-type': type });
    expect([type, statusCode]).toEqual([type, 415]);
  }
});

test.each(['__proto__', 'constructor', 'prototype', 'toString'])(
  'that name %s change no object of the server',
  async (name) => {
    const deep = `{"type":"ContestOpened","${name}":{"polluted":1},"data":{"${name}":{"polluted":1,"prototype":{"polluted":1}}}}`;
    expect((await sends(deep)).statusCode).toBe(400);
    const form = new URLSearchParams([
      [name, 'x'],
      [`${name}[polluted]`, '1'],
    ]).toString();
    const url = `/contests/${CONTEST}/append?type=NominationMade&${form}`;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    };
    const sent = await server.send(url, { method: 'POST', as: 'editor', headers, payload: form });
    expect(sent.statusCode).toBeLessThan(500);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(server.here.failures).toEqual([]);
  },
);
