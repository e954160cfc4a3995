import { describe, expect, it } from 'vitest';
import { contentId } from '../../../src/interchange/intake/content-id.ts';
import { draft, endorsed, nominated, published, source } from '../../support/given.ts';

const KEY = new Uint8Array(32).fill(7);
const OTHER = new Uint8Array(32).fill(8);

const said = (more: object = {}, cited: object = {}) =>
  draft({
    ...nominated('m1', 'ann', '2010-06-01', more as Record<string, unknown>),
    sources: [source('2010-06-02', cited as Record<string, unknown>)],
  });

const idOf = (each = said(), key = KEY, contest: string | null = 'leader-2010') =>
  contentId(key, contest, each);

describe('an id made of content', () => {
  it('is a UUID of version 8, and the same for the same', () => {
    expect(idOf()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(idOf(said())).toBe(idOf(said()));
  });

  it('hangs on a key, without which nobody can confirm what they guess', () => {
    expect(idOf(said(), OTHER)).not.toBe(idOf());
  });

  it('is another for whatever else is said', () => {
    const others = [
      idOf(said({ stage: 'one' })),
      idOf(said(), KEY, 'other-contest'),
      idOf(said(), KEY, null),
      idOf(draft(published('2010-06-03', nominated('m1', 'ann', '2010-06-01')))),
      idOf(draft(published('2010-06-02', nominated('m1', 'ann', '2010-06-05')))),
      idOf(draft(published('2010-06-02', endorsed('m1', 'ann', '2010-06-01')))),
      idOf(said({}, { title: 'Another story' })),
    ];
    expect(new Set([idOf(), ...others]).size).toBe(others.length + 1);
  });

  it('is the same for a list that was saved again: digest, row and day of looking are not what it says', () => {
    const again = said({}, { sha256: 'a'.repeat(64), locator: 'row 9', retrieved: '2026-01-01' });
    expect(idOf(again)).toBe(idOf());
  });
});
