/** Forms as browsers send them, with files and without, and what is refused of them. */
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formIn, takesForms } from '../../src/http/form-body.ts';
import { withProblems } from '../../src/http/problem.ts';

const MOST = 1000;

let server: FastifyInstance;
let origin: string;
beforeAll(async () => {
  server = fastify({ bodyLimit: MOST }) as unknown as FastifyInstance;
  withProblems(server);
  await server.register(async (scope) => {
    await takesForms(scope);
    scope.post('/', async (request) => [...(await formIn(request))]);
  });
  origin = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());

const sent = async (body: BodyInit | null, headers: HeadersInit = {}) => {
  const answer = await fetch(origin, { method: 'POST', body, headers });
  return [answer.status, await answer.json()] as const;
};
const withFile = (bytes: BlobPart, name: string) => {
  const form = new FormData();
  form.append('step', 'try');
  form.append('file', new Blob([bytes]), name);
  return form;
};

describe('a form', () => {
  test('keeps its fields in their order, said twice too, and as they are spelt', async () => {
    const fields = new URLSearchParams([
      ['a', '1'],
      ['b', 'Ünïte & + % ='],
      ['a', '2'],
      ['__proto__', 'x'],
    ]);
    expect(await sent(fields)).toEqual([200, [...fields]]);
  });

  test('has a file as its text, and none that was left empty', async () => {
    const both = [
      ['step', 'try'],
      ['file', 'één\r\ntwee'],
    ];
    expect(await sent(withFile('één\r\ntwee', 'a.csv'))).toEqual([200, both]);
    expect(await sent(withFile('', ''))).toEqual([200, [['step', 'try']]]);
  });

  test('that is empty has no fields', async () => {
    expect(await sent(null)).toEqual([200, []]);
  });
});

describe('is refused with what helps:', () => {
  test('a file that is no UTF-8', async () => {
    const [status, { detail }] = await sent(withFile(Uint8Array.of(0xff, 0xfe), 'a.csv'));
    expect([status, detail]).toEqual([400, expect.stringContaining('save it as UTF-8')]);
  });

  test('what is larger than a body may be: as a whole, a field, a file, and parts that add up', async () => {
    const parts = (...sizes: number[]) => {
      const form = new FormData();
      for (const [index, size] of sizes.entries()) form.append(`f${index}`, 'x'.repeat(size));
      return form;
    };
    const over = 'x'.repeat(MOST + 1);
    const bodies = [
      new URLSearchParams({ a: over }),
      parts(MOST + 1),
      withFile(over, 'a'),
      parts(600, 600),
    ];
    for (const body of bodies) {
      const [status, { type }] = await sent(body);
      expect([status, type]).toEqual([413, '/problems/too-large']);
    }
    expect((await sent(parts(400, 400)))[0]).toBe(200);
  });

  test('more fields than any page has', async () => {
    const form = new FormData();
    for (let field = 0; field < 30; field += 1) form.append('a', '1');
    expect((await sent(form))[0]).toBe(413);
  });

  test('what is no form', async () => {
    const [status, { detail }] = await sent('{}', { 'content-type': 'application/json' });
    expect([status, detail]).toEqual([415, expect.stringContaining('Send the form as')]);
  });
});
