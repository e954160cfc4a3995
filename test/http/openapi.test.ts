/** The OpenAPI document: whole, well-formed, and the one that was agreed on. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { EVIDENCE_READS } from '../../src/http/evidence-reads.ts';
import { READS } from '../../src/http/reads.ts';
import { VERSION } from '../cli/harness.ts';
import { AnswerCheck } from './answer-check.ts';
import { type Document, operationsOf } from './openapi.ts';
import { whole } from './whole.ts';

const GOLDEN = new URL('../golden/openapi.json', import.meta.url);
const RENEW = 'UPDATE_OPENAPI=1 npx vitest run test/http/openapi.test.ts';

const server = whole();
let text: string;
let document: Document;

beforeAll(async () => {
  const { status, headers, body } = await server.ask('/openapi.json');
  expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  text = body;
  document = JSON.parse(body);
});

describe('the document', () => {
  test('is of OpenAPI 3.1, of this server', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: 'Hustings', version: VERSION });
  });

  test('is the one that was agreed on', () => {
    const golden = `${JSON.stringify(document, null, 1)}\n`;
    if (process.env.UPDATE_OPENAPI === '1') writeFileSync(GOLDEN, golden);
    const agreed = readFileSync(GOLDEN, 'utf8');
    expect(JSON.parse(agreed), `if this change is meant: ${RENEW}`).toEqual(document);
    expect(golden === agreed, `the same in another order; if that is meant: ${RENEW}`).toBe(true);
  });

  test('has nothing to be warned of', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source: text, config });
    const told = problems.map(
      ({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`,
    );
    expect(told).toEqual([]);
  });

  test('is linted in earnest', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const { operationId: _gone, ...rest } = document.paths['/api/v1/contests']?.get ?? {};
    const paths = { ...document.paths, '/api/v1/contests': { get: rest } };
    const source = JSON.stringify({ ...document, paths });
    const rules = (await lintFromString({ source, config })).map(({ ruleId }) => ruleId);
    expect(rules).toContain('operation-operationId');
  });

  test('has schemas that compile, each by itself', () => {
    const check = new AnswerCheck(document);
    const names = Object.keys(document.components.schemas);
    expect(names.length).toBeGreaterThan(100);
    for (const name of names) check.of({ $ref: `#/components/schemas/${name}` });
    for (const { parameters } of operationsOf(document)) {
      for (const { schema } of parameters) check.of(schema);
    }
  });

  test('gives examples that are what they are examples of', () => {
    const check = new AnswerCheck(document);
    for (const { operationId, parameters, requestBody } of operationsOf(document)) {
      for (const { name, schema, example } of parameters) {
        if (example === undefined) continue;
        expect([operationId, name, check.of(schema)(example)]).toEqual([operationId, name, true]);
      }
      for (const { schema, example } of Object.values(requestBody?.content ?? {})) {
        const isBody = check.of(schema);
        expect([operationId, isBody(example), isBody.errors]).toEqual([operationId, true, null]);
      }
    }
  });

  test('names every question once, with all its parameters', () => {
    for (const read of [...READS, ...EVIDENCE_READS]) {
      const path = `/api/v1${read.path.replace(':name', '{name}')}`;
      const [found] = operationsOf(document).filter((each) => each.path === path);
      const named = found?.parameters.filter((each) => each.in === 'query');
      expect([path, named?.map(({ name }) => name)]).toEqual([path, Object.keys(read.query)]);
      expect(found?.operationId).toBe(read.id);
    }
  });

  test('is whole: paths and parameters agree, nothing is named twice', () => {
    const operations = operationsOf(document);
    const groups = document.tags.map(({ name }) => name);
    for (const { path, parameters, responses, summary, tags, method } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = parameters.filter((each) => each.in === 'path');
      expect([path, declared.map(({ name }) => name)]).toEqual([path, inPath]);
      const keys = parameters.map((each) => `${each.in} ${each.name}`);
      expect(new Set(keys).size).toBe(keys.length);
      expect(summary).toMatch(/^[A-Z].*[^.]$/);
      expect(groups).toEqual(expect.arrayContaining([...tags]));
      expect(Object.keys(responses).filter((status) => /^2/.test(status))).not.toEqual([]);
      expect([path, method, Object.keys(responses)]).toEqual([
        path,
        method,
        expect.arrayContaining(['429', '503']),
      ]);
    }
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([]);
  });

  test('is revalidated by its tag', async () => {
    const { headers } = await server.ask('/openapi.json');
    const known = { 'if-none-match': headers.etag ?? '' };
    expect(await server.ask('/openapi.json', { headers: known })).toMatchObject({
      status: 304,
      body: '',
    });
  });
});

describe('the pages at /docs', () => {
  test('show it with nothing from elsewhere, as their policy demands', async () => {
    const { status, body, headers } = await server.ask('/docs/');
    expect(status).toBe(200);
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toMatch(/script-src 'self'(?:;|$)/);
    expect(policy).toMatch(/script-src-attr 'none'/);
    expect(policy).not.toMatch(/upgrade-insecure-requests/);
    // Scripts of the page itself would need a hash in the policy.
    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|javascript:/);
    const named = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) {
      const asset = new globalThis.URL(name, 'http://a/docs/');
      expect([name, asset.host, (await server.ask(asset.pathname)).status]).toEqual([
        name,
        'a',
        200,
      ]);
    }
  });

  test('begin with the document of this server', async () => {
    const { body } = await server.ask('/docs/static/swagger-initializer.js');
    expect(body).toContain("resolveUrl('./json')");
    expect(body).not.toMatch(/https?:\/\/(?!stackoverflow\.com)/);
    expect(JSON.parse((await server.ask('/docs/json')).body)).toEqual(document);
    expect((await server.ask('/docs/yaml')).body).toContain('operationId: getStandings');
  });
});
