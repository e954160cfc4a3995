/** What is stored is text in every form in which it leaves: as a page, a drawing, a feed, a table and as JSON. */

import { parse } from 'csv-parse/sync';
import type { LightMyRequestResponse } from 'fastify';
import { expect, test } from 'vitest';
import { parseXml } from '../http/xml.ts';
import { HOSTILE, type Hostile } from '../pages/hostile.ts';
import { aliveIn } from './alive.ts';
import { attacked } from './attacked.ts';
import { fillHostile, hostileAddress } from './hostile-ledger.ts';

const [MARKUP] = HOSTILE as readonly [Hostile];
const server = attacked({}, fillHostile(MARKUP));

const CHECKS: readonly (readonly [RegExp, (body: string) => unknown])[] = [
  [/^text\/html/, (body) => aliveIn(body)],
  [/^image\/svg\+xml/, (body) => aliveIn(`<body>${body}`)],
  [/^application\/atom\+xml/, (body) => (parseXml(body).name === 'feed' ? [] : ['no feed'])],
  [
    /ndjson/,
    (body) =>
      body
        .trim()
        .split('\n')
        .flatMap((line) => (line === '' || JSON.parse(line) ? [] : [line])),
  ],
  [
    /^text\/csv/,
    (body) => (parse(body, { relax_column_count: false }).length > 0 ? [] : ['no table']),
  ],
  [/json/, (body) => (typeof JSON.parse(body) === 'object' ? [] : ['no JSON'])],
];

/** What a browser would need to be told, and is not. */
function openIn({ headers }: LightMyRequestResponse): string[] {
  const { 'x-content-type-options': sniff, 'content-security-policy': policy } = headers;
  const isDrawing = headers['content-type']?.toString().startsWith('image/svg') === true;
  const isPage = isDrawing || /^text\/html/.test(`${headers['content-type']}`);
  const wanted = isPage
    ? [/default-src 'self'/, /object-src 'none'/, /base-uri '/, /form-action 'self'/]
    : [/default-src '(?:none|self)'/];
  return [
    ...[...wanted, /frame-ancestors 'none'/].filter((each) => !each.test(`${policy}`)).map(String),
    ...(/(?<!'none'; style-src ')unsafe|\*|https?:|script-src(?! 'self';|-attr 'none')/.test(
      `${policy}`,
    )
      ? [`${policy}`]
      : []),
    ...(sniff === 'nosniff' ? [] : ['may be sniffed']),
    ...(isPage && headers['referrer-policy'] !== 'same-origin' ? ['tells others its address'] : []),
  ];
}

test('at every address that answers', async () => {
  const seen: Record<string, number> = {};
  const faults: unknown[] = [];
  const skipped = /^\/docs|^\/api\/v1\/feed$|^\/assets/;
  const got = server.here.routes.filter(
    ({ method, url }) => method === 'GET' && !skipped.test(url),
  );
  for (const { url } of got) {
    const at = hostileAddress(MARKUP, url);
    for (const who of ['nobody', 'editor+auditor', 'admin']) {
      const authorization = server.here.knocks[who];
      const headers = {
        accept: 'text/html, */*;q=0.1',
        ...(authorization === undefined ? {} : { authorization }),
      };
      const answer = await server.send(at, { headers });
      const type = `${answer.headers['content-type']}`;
      const check = CHECKS.find(([pattern]) => pattern.test(type))?.[1];
      seen[type.replace(/;.*/, '')] = (seen[type.replace(/;.*/, '')] ?? 0) + 1;
      const alive = (check?.(answer.body) ?? []) as unknown[];
      if (alive.length > 0) faults.push([at, who, alive.slice(0, 3)]);
      faults.push(...openIn(answer).map((what) => [at, who, what]));
    }
  }
  expect(faults).toEqual([]);
  for (const type of [
    'text/html',
    'text/csv',
    'image/svg+xml',
    'application/atom+xml',
    'application/x-ndjson',
  ]) {
    expect([type, (seen[type] ?? 0) > 0]).toEqual([type, true]);
  }
}, 120_000);
