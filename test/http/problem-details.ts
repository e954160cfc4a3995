import { expect } from 'vitest';
import type { Got } from './served.ts';

/** The body of a problem. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** What no answer may show: stacks, queries, files, names of parts. */
const INSIDES = /node_modules|node:|\bat \S+ \(|\.ts\b|SELECT |SQLITE|FST_|ERR_|hustings-cli-/;

/** Expects problem details of a status and a kind (any, where it is left out), and nothing cacheable. */
export function expectProblem(got: Got, status: number, code?: string, says = /./): ProblemBody {
  expect(got.status, got.body.slice(0, 300)).toBe(status);
  expect(got.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(got.headers['cache-control']).toBe('no-store');
  for (const name of ['etag', 'memento-datetime', 'content-location']) {
    expect(got.headers, `${name} is of an answer`).not.toHaveProperty(name);
  }
  expect(got.body).not.toMatch(INSIDES);
  const body: ProblemBody = JSON.parse(got.body);
  if (code !== undefined) expect(body.type).toBe(`/problems/${code}`);
  expect(body).toMatchObject({ status, type: expect.stringMatching(/^\/problems\/[a-z-]+$/) });
  expect(body.requestId).toMatch(/^[\w-]+-\d+$/);
  expect(body.title).toMatch(/^[A-Z]/);
  expect(body.detail).toMatch(says);
  expect(body.detail).toMatch(/[.?]$/);
  return body;
}
