/** What somebody pastes into a form of an editor comes back as text: in the form, its preview, its faults and its files. */
import { parse } from 'csv-parse/sync';
import type { LightMyRequestResponse } from 'fastify';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { HOSTILE, type Hostile } from '../pages/hostile.ts';
import { aliveIn } from './alive.ts';
import { attacked } from './attacked.ts';
import { fillHostile, hostileAddress } from './hostile-ledger.ts';

const [MARKUP] = HOSTILE as readonly [Hostile];
const server = attacked({}, fillHostile(MARKUP));

const LISTS = [
  `type,endorser,candidate,on,${MARKUP.said(60)}\nNominationMade,${MARKUP.said(200)}`,
  `=cmd|' /C calc'!A1,${MARKUP.said(200)}\n@SUM(1),+1`,
  `{"type":"${MARKUP.slug('x')}","${MARKUP.slug('k')}":"<script>window.pwned=1</script>"}`,
];

/** The names of a form's fields. */
function namesIn(page: string): string[] {
  const { document } = parseHTML(page) as unknown as { document: Document };
  const fields = [...document.querySelectorAll('main form [name]')];
  return [...new Set(fields.map((each) => each.getAttribute('name') ?? ''))];
}

const HEADERS = {
  accept: 'text/html',
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
};
const FORM = /\/(?:append|import|correct|strike|dispute|resolve)$/;

/** The addresses of forms, with a type for those that need one. */
function addresses(): string[] {
  const forms = server.here.routes.filter(({ method, url }) => method === 'POST' && FORM.test(url));
  return forms.flatMap(({ url }) => {
    const at = hostileAddress(MARKUP, url);
    return url.endsWith('append') ? [`${at}?type=EndorsementMade`, at] : [at];
  });
}

/** What an answer does that it must not. */
function faultsOf({ statusCode, headers, body }: LightMyRequestResponse): string[] {
  if (statusCode >= 500) return [`answers ${statusCode}`];
  if (/^text\/html/.test(`${headers['content-type']}`)) return aliveIn(body);
  const cells = (parse(body, { bom: true, relax_column_count: true }) as string[][]).flat();
  const isFile = `${headers['content-disposition']}`.startsWith('attachment; ');
  return [...cells.filter((cell) => /^[=+\-@\t\r]/.test(cell)), ...(isFile ? [] : ['is no file'])];
}

test('in every form of an editor', async () => {
  const authorization = server.here.knocks['editor+auditor'] ?? '';
  const headers = { ...HEADERS, authorization };
  const faults: unknown[] = [];
  const answers: string[] = [];
  const send = async (at: string, names: readonly string[], said: string, does: string) => {
    const fields = names.map((name): [string, string] => [name, name === 'do' ? does : said]);
    const payload = `${new URLSearchParams(fields)}`;
    const answer = await server.send(at, { method: 'POST', headers, payload });
    answers.push(answer.body);
    faults.push(...faultsOf(answer).map((fault) => [at, does, fault]));
  };
  expect(addresses().length).toBeGreaterThan(7);
  for (const at of addresses()) {
    const names = namesIn((await server.send(at, { headers })).body);
    for (const said of [MARKUP.said(200), ...LISTS]) {
      for (const does of ['check', 'errors']) await send(at, names, said, does);
    }
  }
  expect(faults).toEqual([]);
  expect(answers.filter((body) => body.includes('window.pwned')).length).toBeGreaterThan(20);
  expect(server.here.failures).toEqual([]);
});
