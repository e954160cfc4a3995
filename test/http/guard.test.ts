import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BadToken, NobodyToVouch } from '../../src/access/bad-token.ts';
import type { Role } from '../../src/access/role.ts';
import { idIn } from '../../src/access/token.ts';
import { routesMay } from '../../src/http/guard.ts';
import {
  BAD,
  type Guarded,
  guarded,
  NOT_YOU,
  ROUTES,
  type Route,
  said,
  WHO,
  YES,
} from './guarded.ts';

let here: Guarded;
beforeEach(async () => {
  here = await guarded();
});
afterEach(() => here.close());

/** What each route answers to somebody; where nothing is said, the wrong role. */
const answers = (yes: readonly Route[], no: string): Record<string, string> =>
  Object.fromEntries([
    ...ROUTES.map((route) => [route, yes.includes(route) ? YES : no]),
    ['anyone', YES],
    ['unsaid', '403'],
  ]);

const askAll = async (authorization?: string) => {
  const all = await Promise.all(ROUTES.map((route) => here.ask(route, authorization)));
  return Object.fromEntries(ROUTES.map((route, at) => [route, said(all[at] as never)]));
};

describe('every kind of route', () => {
  test.each<[readonly Role[], readonly Route[]]>([
    [['historian'], ['read']],
    [['editor'], ['read', 'append']],
    [['auditor'], ['read', 'audit']],
    [['admin'], ['read', 'audit', 'administer']],
    [
      ['editor', 'admin'],
      ['read', 'append', 'audit', 'administer'],
    ],
    [
      ['historian', 'auditor'],
      ['read', 'audit'],
    ],
    [[], []],
  ])('lets in whom it should with the roles %j', async (roles, yes) => {
    expect(await askAll(`Bearer ${here.token(roles)}`)).toEqual(answers(yes, NOT_YOU));
  });

  test('lets whoever shows no token read, unless that is switched off', async () => {
    expect(await askAll()).toEqual(answers(['read'], WHO));
    await here.close();
    here = await guarded('none');
    expect(await askAll()).toEqual(answers([], WHO));
    expect(await askAll(`Bearer ${here.token(['historian'])}`)).toEqual(answers(['read'], NOT_YOU));
  });

  test('refuses a token that is no good, to read too', async () => {
    const good = here.token(['admin']);
    const spoilt = `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`;
    const unknown = `hst_${'0'.repeat(12)}_${'A'.repeat(43)}`;
    for (const token of [spoilt, unknown, 'abc', 'a.b.c', `${good}=`, good.slice(4)]) {
      expect(await askAll(`Bearer ${token}`)).toEqual(answers([], BAD));
    }
  });

  test('refuses a token from the instant on that it expires', async () => {
    const token = here.token(['editor'], here.clock.now + 5);
    expect(said(await here.ask('append', `Bearer ${token}`))).toBe(YES);
    here.clock.now += 5;
    expect(await askAll(`Bearer ${token}`)).toEqual(answers([], BAD));
    expect((await here.ask('read', `Bearer ${token}`)).json().detail).toMatch(/has expired/);
  });

  test('refuses a token at the very next request after another process has revoked it', async () => {
    const [token, other] = [here.token(['editor']), here.token(['editor'])];
    expect(said(await here.ask('append', `Bearer ${token}`))).toBe(YES);
    here.elsewhere.revoke(idIn(token) ?? '', here.clock.now);
    expect(await askAll(`Bearer ${token}`)).toEqual(answers([], BAD));
    expect((await here.ask('read', `Bearer ${token}`)).json().detail).toMatch(/was revoked/);
    expect(said(await here.ask('append', `Bearer ${other}`))).toBe(YES);
  });
});

describe('who asks', () => {
  const actorAt = async (route: Route, authorization?: string) =>
    (await here.ask(route, authorization)).json().actor;

  test('is the name and id of the token, anonymous without one, and nobody where anyone may', async () => {
    const token = here.token(['editor', 'auditor']);
    expect(await actorAt('read', `Bearer ${token}`)).toEqual({
      name: 'the editor-auditor',
      roles: ['editor', 'auditor'],
      via: idIn(token),
    });
    expect(await actorAt('read')).toEqual({
      name: 'anonymous',
      roles: ['historian'],
      via: 'anonymous',
    });
    expect((await actorAt('anyone', `Bearer ${token}`)).roles).toEqual([]);
  });

  test('can be asked again while the answer goes on', async () => {
    const stillAt = async (route: Route, authorization?: string) =>
      (await here.ask(route, authorization)).json().still;
    const token = here.token(['editor']);
    expect([await stillAt('read'), await stillAt('append', `Bearer ${token}`)]).toEqual([
      true,
      true,
    ]);
    here.meanwhile.push(() => here.elsewhere.revoke(idIn(token) ?? '', 1));
    expect([await stillAt('append', `Bearer ${token}`), await stillAt('read')]).toEqual([
      false,
      true,
    ]);
  });

  test('never stays from one request to the next', async () => {
    const bearer = `Bearer ${here.token(['admin'])}`;
    await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const actor = await actorAt('read', at % 2 === 0 ? bearer : undefined);
        expect(actor.name).toBe(at % 2 === 0 ? 'the admin' : 'anonymous');
      }),
    );
  });
});

describe('a refusal', () => {
  test('is problem details that say which role would do', async () => {
    const [nobody, wrong] = [
      await here.ask('append'),
      await here.ask('administer', `Bearer ${here.token(['editor', 'auditor'])}`),
    ];
    for (const answer of [nobody, wrong]) {
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
    expect(nobody.json()).toMatchObject({
      type: '/problems/unauthenticated',
      status: 401,
      detail: 'This takes a token of the role editor: send Authorization: Bearer and the token.',
    });
    expect(wrong.json()).toMatchObject({
      type: '/problems/forbidden',
      status: 403,
      detail: 'This takes the role admin; your token has editor, auditor.',
    });
  });

  test('comes before the body is read', async () => {
    const payload = '{"broken';
    const headers = { 'content-type': 'application/json' };
    const answer = await here.server.inject({ method: 'POST', url: '/append', headers, payload });
    expect(said(answer)).toBe(WHO);
  });

  test('of what is not there is the same to all', async () => {
    for (const bearer of [undefined, 'Bearer abc', `Bearer ${here.token(['admin'])}`]) {
      expect(said(await here.ask('nosuch', bearer))).toBe('404');
    }
  });

  test.each([
    [
      'at once',
      (error: Error) => () => {
        throw error;
      },
    ],
    ['later', (error: Error) => () => Promise.reject(error)],
  ])('comes whether it is found %s', async (_, failing) => {
    const asked = async (error: Error) => {
      const guardedBy = await guarded('read', { actorOf: failing(error), stillHolds: () => true });
      const answer = await guardedBy.ask('read', 'Bearer abc');
      await guardedBy.close();
      return { answer, log: guardedBy.logged() };
    };
    expect(said((await asked(new BadToken('no.'))).answer)).toBe(BAD);
    const cause = new Error('connection refused');
    const { answer, log } = await asked(new NobodyToVouch('Not now.', { cause }));
    expect([said(answer), answer.headers['retry-after']]).toEqual(['503', '5']);
    expect(answer.json()).toMatchObject({ type: '/problems/unavailable', detail: 'Not now.' });
    expect(log).toContain('connection refused');
    const unknown = (await asked(new Error('the insides'))).answer;
    expect([said(unknown), unknown.body.includes('insides')]).toEqual(['500', false]);
  });
});

test('routes of a scope may be given a permission, unless they say one', async () => {
  await here.server.register(async (scope) => {
    routesMay(scope, 'audit');
    scope.get('/scope/a', async () => 'a');
    await scope.register(async (inner) => {
      inner.get('/scope/b', { config: { may: 'anyone' } }, async () => 'b');
      inner.get('/scope/c', async () => 'c');
    });
  });
  const all = await Promise.all(['a', 'b', 'c'].map((each) => here.ask(`scope/${each}`)));
  expect(all.map(said)).toEqual([WHO, YES, WHO]);
});
