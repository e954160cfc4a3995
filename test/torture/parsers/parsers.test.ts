import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bounded } from '../bounded.ts';
import { faultOf } from './judge.ts';
import { type OpenParsers, openParsers } from './parsers.ts';
import { part } from './part.ts';
import { REGRESSIONS } from './regressions.ts';

bounded(part, 300_000);

describe('what was a fault once is none', () => {
  let open: OpenParsers;
  beforeAll(async () => {
    open = await openParsers();
  });
  afterAll(() => open.end());

  it.each(REGRESSIONS)('%s: %s', async (name, _, input) => {
    const parser = open.parsers.find((each) => each.name === name);
    expect(parser && (await faultOf(parser, input))).toBe(undefined);
    expect(parser).toBeDefined();
  });
});
