import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/http/problem.ts';
import type { LogLevel } from '../../src/http/request-log.ts';
import { operated, portOf, raw } from './operated.ts';

const SECRET = 'hst_s3cr3t';

const logOf = async (level: LogLevel, ...asked: object[]) => {
  const made = await operated({ level });
  for (const each of asked) await made.server.inject(each);
  return made.lines;
};

describe('the log of requests', () => {
  it('says one line of each answer: what was asked of which route, by whom, and what came of it', async () => {
    const [{ time, milliseconds, ...line } = {}, ...more] = await logOf('debug', {
      method: 'POST',
      url: '/things?x=1',
      payload: {},
      headers: { authorization: `Bearer ${SECRET}` },
    });
    expect(more).toEqual([]);
    expect([typeof time, typeof milliseconds]).toEqual(['number', 'number']);
    expect(line).toEqual({
      level: 30,
      requestId: 'test-1',
      method: 'POST',
      route: '/things',
      status: 201,
      bytes: 11,
      actor: 'holder of hst_s',
      token: 'hst_s',
      msg: 'answered',
    });
  });

  it('names the problem, and a request that no route took', async () => {
    const lines = await logOf('info', { url: '/nothing' }, { url: '/%E0%A4%A' }, { url: '/fails' });
    const said = lines
      .filter(({ msg }) => msg === 'answered')
      .map(({ route, status, problem, level }) => [route, status, problem, level]);
    expect(said).toEqual([
      [null, 404, 'not-found', 30],
      [null, 400, 'bad-address', 30],
      ['/fails', 500, 'failed', 50],
    ]);
  });

  it('says why only of what nobody foresaw: a refusal is no fault of the server', async () => {
    const made = await operated({ level: 'info' });
    made.server.get('/refused', async () => {
      throw new Problem(503, 'overloaded', 'Refused.');
    });
    await made.server.inject('/refused');
    await made.server.inject('/fails');
    expect(made.lines.map(({ level, msg, err }) => [level, msg, err !== undefined])).toEqual([
      [40, 'answered', false],
      [50, 'failed', true],
      [50, 'answered', false],
    ]);
  });

  it('says reads that went well to who asks for them only', async () => {
    const read = { url: '/things/1' };
    const write = { method: 'POST', url: '/things', payload: {} };
    expect(await logOf('info', read, read)).toEqual([]);
    expect(await logOf('info', read, write)).toHaveLength(1);
    expect(await logOf('debug', read, write)).toHaveLength(2);
    expect(await logOf('warn', read, write, { url: '/nothing' })).toEqual([]);
    expect(await logOf('silent', { url: '/fails' })).toEqual([]);
  });

  it('holds nothing of addresses, headers, bodies or tokens, whatever is sent', async () => {
    const made = await operated({
      level: 'trace',
      routes: (into) =>
        into.post('/thrown', async (request) => {
          const error = new Error('a fault') as Error & { body?: unknown };
          error.body = request.body;
          throw error;
        }),
    });
    const more = { [SECRET]: SECRET };
    made.server.get('/refused', async () => {
      throw new Problem(503, 'unavailable', 'Refused.', [], more);
    });
    const headers = { authorization: `Bearer x-${SECRET}`, cookie: SECRET, 'user-agent': SECRET };
    const json = { ...headers, 'content-type': 'application/json' };
    const hostile = [
      { url: `/things/${SECRET}?token=${SECRET}`, headers },
      { url: `/${SECRET}`, headers },
      { url: `/%E0%A4%A/${SECRET}?a=${SECRET}`, headers },
      { url: `/things/${SECRET}${'x'.repeat(5000)}`, headers },
      { url: `/things/a\r\n{"level":60,"msg":"${SECRET}"}`, headers },
      { url: '/refused', headers },
      { method: 'POST', url: '/thrown', payload: { a: SECRET }, headers },
      { method: 'POST', url: '/things', payload: `{"a": ${SECRET}`, headers: json },
      { method: 'POST', url: '/things', payload: SECRET, headers: { 'content-type': 'text/x' } },
      { method: 'DELETE', url: `/things/${SECRET}`, headers },
      { url: '/things/1', headers: { 'x-request-id': SECRET, accept: SECRET } },
    ];
    for (const each of hostile) await made.server.inject(each as never);
    const port = await portOf(made.server);
    await raw(port, `GET /${SECRET} HTTP/9.9\r\nX: ${SECRET}\r\n\r\n`).closed;
    const all = JSON.stringify(made.lines);
    expect(made.lines.length).toBeGreaterThanOrEqual(hostile.length);
    expect(all).not.toContain(SECRET);
    expect(made.lines.filter(({ level }) => level === 60)).toEqual([]);
    const ids = made.lines.filter(({ msg }) => msg === 'answered').map((each) => each.requestId);
    expect(new Set(ids).size).toBe(hostile.length);
  });
});
