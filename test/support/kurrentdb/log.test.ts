import { describe, expect, it } from 'vitest';
import { type Expected, Log } from './log.ts';
import { rawEvent } from './raw.ts';

const events = (...ids: string[]) => ids.map((id) => rawEvent({ id }));
const ids = (log: Log) => log.stream('s').map(({ id }) => id);

describe('the log of the double', () => {
  it('gives each event of a write a place of its own, one behind the other', () => {
    const log = new Log(10);
    log.append('s', -1, events('a', 'b'));
    log.append('t', -1, events('c'));
    expect(log.events.map(({ stream, revision }) => [stream, revision])).toEqual([
      ['s', 0],
      ['s', 1],
      ['t', 0],
    ]);
    const places = log.events.map(({ position }) => Number(position));
    expect(places).toEqual([...new Set(places)].sort((one, other) => one - other));
    expect(Math.min(...places.slice(1).map((at, i) => at - (places[i] ?? 0)))).toBeGreaterThan(1);
  });

  it.each<[string, Expected, string[], boolean | number]>([
    ['the same from its start', -1, ['a', 'b'], 1],
    ['the same from its middle', 0, ['b', 'c'], 2],
    ['one of several that were written at once', -1, ['a'], 0],
    ['others', -1, ['x', 'y'], false],
    ['first the same, then others', -1, ['a', 'x'], false],
    ['the same in another order', -1, ['b', 'a'], false],
    ['the same, and more than there are', -1, ['a', 'b', 'c', 'd'], false],
    ['behind what there is', 3, ['x'], false],
    ['nothing, but behind what there is', 3, [], false],
  ])('keeps the strong rule: %s', (_, expected, sent, revision) => {
    const log = new Log(0);
    log.append('s', -1, events('a', 'b', 'c'));
    const written = log.append('s', expected, events(...sent));
    if (typeof revision === 'number') {
      expect(written).toEqual({ ok: true, revision, position: log.events[revision]?.position });
    } else expect(written).toEqual({ ok: false, current: 2 });
    expect(ids(log)).toEqual(['a', 'b', 'c']);
  });

  it('writes an id again where the revision is the one expected', () => {
    const log = new Log(10);
    log.append('s', -1, events('a'));
    expect(log.append('s', 0, events('a'))).toMatchObject({ ok: true, revision: 1 });
    expect(ids(log)).toEqual(['a', 'a']);
  });

  it('keeps the weak rule: by the ids in memory alone', () => {
    const log = new Log(2);
    const first = log.append('s', 'any', events('a', 'b'));
    expect(log.append('s', 'any', events('a', 'b'))).toEqual(first);
    expect(log.append('s', 'exists', events('b'))).toMatchObject({ ok: true, revision: 1 });
    expect(log.append('s', 'any', events('a', 'x'))).toEqual({ ok: false, current: 1 });
    expect(log.append('t', 'any', events('b'))).toMatchObject({ ok: true, revision: 0 });
    expect(log.stream('t')).toHaveLength(1);
    expect(log.append('s', 'any', events('c'))).toMatchObject({ ok: true, revision: 2 });
    log.forgetIds();
    expect(log.append('s', 'any', events('c'))).toMatchObject({ ok: true, revision: 3 });
  });

  it('takes a stream that has only metadata for one that exists', () => {
    const log = new Log(10);
    expect(log.append('s', 'exists', events('a'))).toEqual({ ok: false, current: -1 });
    log.put('$$s', events('m'));
    expect(log.append('s', 'exists', events('a'))).toMatchObject({ ok: true, revision: 0 });
  });

  it('can be put back to an older state, and have another future', () => {
    const log = new Log(10);
    log.append('s', -1, events('a', 'b'));
    log.append('t', -1, events('c'));
    const [first] = log.events;
    const before = log.copy();
    log.truncateTo(first?.position ?? -1n);
    expect([ids(log), log.stream('t')]).toEqual([['a'], []]);
    expect(log.append('s', 'any', events('a'))).toMatchObject({ ok: true, revision: 1 });
    expect(before.events.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(log.events[1]?.position).toBe(before.events[1]?.position);
  });
});
