/** Long work that many ask for: one run at a time, stopped when nobody waits for it. */
import { describe, expect, test } from 'vitest';
import { SharedRun } from '../../src/http/shared-run.ts';

interface Begun {
  readonly signal: AbortSignal;
  readonly resolve: (value: number) => void;
  readonly reject: (error: unknown) => void;
}

function tried() {
  const begun: Begun[] = [];
  const run = new SharedRun<number>((signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    begun.push({ signal, resolve, reject });
    return promise;
  });
  return { begun, run };
}
const staying = () => new AbortController();
/** What became of a promise, so that nothing is left unheard. */
const fate = (promise: Promise<number>) =>
  promise.then(
    (value) => ['kept', value],
    (error: Error) => ['broken', error.name],
  );

describe('a shared run', () => {
  test('is one for all that ask while it goes on, and another after', async () => {
    const { begun, run } = tried();
    const all = [1, 2, 3].map(() => fate(run.outcome(staying().signal)));
    expect(begun).toHaveLength(1);
    begun[0]?.resolve(7);
    expect(await Promise.all(all)).toEqual([7, 7, 7].map((value) => ['kept', value]));
    const next = fate(run.outcome(staying().signal));
    expect(begun).toHaveLength(2);
    begun[1]?.resolve(8);
    expect(await next).toEqual(['kept', 8]);
  });

  test('goes on as long as somebody waits, and stops with the last', async () => {
    const { begun, run } = tried();
    const [one, other] = [staying(), staying()];
    const fates = [one, other].map(({ signal }) => fate(run.outcome(signal)));
    one.abort();
    expect(await fates[0]).toEqual(['broken', 'AbortError']);
    expect(begun[0]?.signal.aborted).toBe(false);
    other.abort();
    expect(await fates[1]).toEqual(['broken', 'AbortError']);
    expect(begun[0]?.signal.aborted).toBe(true);
    const next = fate(run.outcome(staying().signal));
    begun[0]?.reject(new Error('stopped late'));
    begun[1]?.resolve(9);
    expect(await next).toEqual(['kept', 9]);
  });

  test('tells all of a failure, and begins anew for the next', async () => {
    const { begun, run } = tried();
    const fates = [1, 2].map(() => fate(run.outcome(staying().signal)));
    begun[0]?.reject(new RangeError('no'));
    expect(await Promise.all(fates)).toEqual([
      ['broken', 'RangeError'],
      ['broken', 'RangeError'],
    ]);
    const next = fate(run.outcome(staying().signal));
    begun[1]?.resolve(1);
    expect(await next).toEqual(['kept', 1]);
  });

  test('does not begin for whoever has left already', async () => {
    const { begun, run } = tried();
    const gone = AbortSignal.abort();
    expect(await fate(run.outcome(gone))).toEqual(['broken', 'AbortError']);
    expect(begun).toHaveLength(0);
  });
});
