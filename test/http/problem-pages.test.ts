/** The pages at the addresses that problems have as their `type`. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { meaningOf } from '../../src/http/problem-meanings.ts';
import { TITLES, titleOf } from '../../src/http/problem-titles.ts';
import { statusOf } from '../../src/http/status.ts';
import { REFUSAL_CODES } from '../../src/ledger/refusals.ts';
import { sampleLedger } from '../cli/harness.ts';
import { expectProblem } from './problem-details.ts';
import { served } from './served.ts';

const { get } = served(sampleLedger().path);

const CODES = [...new Set([...REFUSAL_CODES, ...Object.keys(TITLES)])].sort();

const FOLDER = new URL('../../src/http/', import.meta.url);
const SOURCE = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(name, FOLDER), 'utf8'))
  .join('\n');

/** What stands in the source as the code of each problem that is made. */
const MAKING = /\b(?:new Problem\(\s*[^,]+,|notReady\(|status: STATUS\.\w+,\s*code:)\s*([^,\s]+),/g;
const MADE = [...SOURCE.matchAll(MAKING)].map(([, code = '']) => code);
const SENT = new Set(MADE.flatMap((code) => /^'([^']+)'$/.exec(code)?.[1] ?? []));

describe('the page of a problem', () => {
  test.each(CODES)('%s says what it means and what to do', async (code) => {
    const { status, headers, body } = await get(`/problems/${code}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    const [means, remedy] = meaningOf(code) ?? [];
    expect(means).toMatch(/^[A-Z].{30,}\.$/);
    expect(remedy).toMatch(/^[A-Z].{20,}\.$/);
    const [title, blank, ...lines] = body.trimEnd().split('\n');
    expect([title, blank]).toEqual([`${titleOf(code)}.`, '']);
    expect(lines.slice(0, 2)).toEqual([means, remedy]);
    for (const field of ['detail', 'errors', 'requestId']) {
      expect(lines.at(-1)).toContain(`"${field}"`);
    }
  });

  test.each(REFUSAL_CODES)('%s says the status that it has', async (code) => {
    const { body } = await get(`/problems/${code}`);
    expect(body).toContain(`\nIt comes with HTTP status ${statusOf(code)}.\n`);
  });

  test('no two say the same, and none is of no code', () => {
    const all = CODES.map((code) => meaningOf(code) ?? []);
    expect(new Set(all.map(([means]) => means)).size).toBe(CODES.length);
    expect(new Set(all.map(([, remedy]) => remedy)).size).toBe(CODES.length);
    for (const code of ['nosuch', '', 'constructor', '__proto__']) {
      expect(meaningOf(code)).toBeUndefined();
    }
    const meant = ['problem-meanings.ts', 'refusal-meanings.ts']
      .map((name) => readFileSync(new URL(name, FOLDER), 'utf8'))
      .join('\n');
    const keys = [...meant.matchAll(/^ {2}'?([a-z-]+)'?: \[/gm)].map(([, code]) => code);
    expect(keys.sort()).toEqual(CODES);
  });
});

describe('whatever is sent', () => {
  test.each([...SENT].sort())('%s has a page', async (code) => {
    expect((await get(`/problems/${code}`)).status).toBe(200);
  });

  test('is read from the source, but for what is in few places', () => {
    expect(SENT.size).toBeGreaterThan(20);
    // The code of a fastify validation, of a refusal, of the health routes, and of what the store has thrown, which say it themselves.
    const others = MADE.filter((code) => !code.startsWith("'"));
    expect(others.sort()).toEqual(['code', 'code', 'code', 'refusal.code']);
  });

  test('is all that has a title', () => {
    const others = Object.keys(TITLES).filter((code) => !SENT.has(code));
    // The ledger refuses by this one.
    expect(others).toEqual(['key-reused']);
  });
});

describe('the list of problems', () => {
  test('has all of them, sorted, each with its title', async () => {
    const { status, headers, body } = await get('/problems');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(body).toBe(CODES.map((code) => `${code}: ${titleOf(code)}\n`).join(''));
  });

  test.each(['/problems/', '/problems/?a=b'])('is not at %s', async (url) => {
    expectProblem(await get(url), 404, 'not-found', /There is nothing at \/problems\//);
  });
});

describe('a code that is none', () => {
  test.each([
    ['unkown-act', /There is no problem unkown-act\. Did you mean unknown-act\?$/],
    ['not_found', /Did you mean not-found\?$/],
    ['a-word-that-is-like-none-of-them', /\/problems lists them all\.$/],
    ['toString', /There is no problem toString/],
  ])('%s is a 404', async (code, says) => {
    expectProblem(await get(`/problems/${code}`), 404, 'not-found', says);
  });
});
