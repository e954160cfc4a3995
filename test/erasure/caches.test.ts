import { afterAll, describe, expect, it } from 'vitest';
import { digestOf } from '../../src/ledger/digest.ts';
import { contestStream, REGISTER_STREAM } from '../../src/store/event-store.ts';
import type { SqliteStore } from '../../src/store/sqlite/store.ts';
import { carryOver } from '../laws/rebuild-law.ts';
import { EntryFactory, idOf } from '../store/entries.ts';
import { eachWithFolder, Temporary } from '../store/sqlite/temporary.ts';
import {
  as,
  Bench,
  CONTEST,
  corrected,
  disputed,
  endNomination,
  enrolled,
  entered,
  erased,
  FRAME,
  id,
  left,
  merged,
  nominated,
  type Sent,
  stance,
  struck,
  tally,
} from '../support/given.ts';
import { MemoryStore } from '../support/memory-store.ts';

const test = eachWithFolder();

const HISTORY: readonly Sent[] = [
  as('z', enrolled('zebra-union', 'TU')),
  as('a', nominated('zebra-union', 'ann', '2010-07-10')),
  as('a2', nominated('zebra-union', 'ann', '[..2010-07-12]', { act: id('a') })),
  as('o', nominated('t2', 'ann', '2010-07-11')),
  as('b', nominated('t2', 'bob', '2010-07-15', { replaces: id('o') })),
  as('c', corrected('b', { on: '2010-07-16' })),
  as('d', disputed('a')),
  as('y', entered('dee', '2010-07-02')),
  as('q', nominated('s1', 'dee', '2010-07-12')),
  as('w', endNomination('q', '2010-07-18')),
  as('s', struck('w')),
  as('l', left('cay', '2010-07-14')),
  as('n', stance('t3', 'neutral', '2010-07-12')),
  as('t', tally({ 'ann TU': 3 }, '2010-07-13')),
];
const DAYS = ['2010-07-09', '2010-07-12', '2010-07-16', '2010-08-01'];

/** The digests of all days at every knownAt and two reported days. */
async function digests(bench: Bench): Promise<string[]> {
  const { seq } = await bench.store.head();
  const found: string[] = [];
  for (let knownAt = FRAME.length - 1; knownAt <= seq; knownAt += 1) {
    for (const sight of [{ knownAt }, { knownAt, reportedBy: '2010-06-01' }]) {
      for (const day of DAYS) {
        found.push(digestOf(await bench.state(day, sight), 'acts').slice(7, 20));
      }
    }
  }
  return found;
}

const over = (store: unknown, seed = '') => new Bench(store as SqliteStore, seed);

async function filled(bench: Bench, merges = true): Promise<Bench> {
  await bench.accept([...FRAME, ...HISTORY]);
  if (!merges) return bench;
  await bench.accept([as('m', merged('t2', 'zebra-union'))], { contest: null });
  return bench;
}

const TARGETS = ['a', 'b', 'a2', 's', 'z', 't', 'y', 'n'];

describe('after an erasure all see the same at every knownAt', () => {
  it.each(TARGETS)(
    'of %s: who erased, who looked before, who looks anew, the other store',
    async (target) => {
      const eraser = await filled(over(test.temporary.open()));
      const looking = over(test.temporary.open(), 'b');
      const before = await digests(looking);
      expect(await digests(eraser)).toEqual(before);
      await eraser.accept([erased(target)]);

      const after = await digests(eraser);

      expect(after.slice(0, before.length)).not.toEqual(before);
      expect(await digests(looking)).toEqual(after);
      expect(await digests(over(test.temporary.open()))).toEqual(after);
      const memory = await filled(over(new MemoryStore()));
      await digests(memory);
      await memory.accept([erased(target)]);
      expect(await digests(memory)).toEqual(after);
      const carried = new MemoryStore();
      for (const stored of await eraser.store.readAll(0, 1000)) await carryOver(stored, carried);
      expect(await digests(over(carried))).toEqual(after);
      const signal = new AbortController().signal;
      for (const store of [eraser.store, looking.store, carried]) {
        expect(await store.rebuild(() => undefined, signal)).toBeNull();
      }
    },
  );

  it('and the other goes on appending by what is left', async () => {
    const eraser = await filled(over(test.temporary.open()), false);
    const other = over(test.temporary.open(), 'b');
    await digests(other);
    await other.accept([nominated('t1', 'ann', '2010-07-01')]);
    await eraser.accept([erased('z')]);
    const refused = await other.append([nominated('zebra-union', 'bob', '2010-07-20')]);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'unknown-endorser' } });
    await other.accept([enrolled('zebra-union', 'SS'), nominated('t3', 'bob', '2010-07-20')]);
    await other.accept([erased('o')]);
    const late = await eraser.append([struck('b')]);
    expect(late).toMatchObject({ ok: false, refusal: { code: 'erased' } });
    expect(await digests(eraser)).toEqual(await digests(other));
  });

  it('and who has written since, and learns of it, gives new names numbers of their own', async () => {
    const [eraser, other] = [test.temporary.open(), test.temporary.open()];
    const entries = new EntryFactory();
    const stream = contestStream('labour-leader-2010');
    await eraser.append(stream, 'any', entries.batch(3));
    const data = { entry: idOf(1), legalBasis: 'A court order' };
    const erasure = entries.make({ type: 'PayloadErased', on: null, sources: [], data });
    await eraser.erase(stream, 'any', erasure, [1]);
    expect(await other.append(stream, 'any', entries.batch(1))).toMatchObject({ ok: true });
    other.generation();
    expect(await other.append(stream, 'any', entries.batch(1))).toMatchObject({ ok: true });
    expect(await other.rebuild(() => undefined, new AbortController().signal)).toBeNull();
  });

  it('of the register, too', async () => {
    const eraser = await filled(over(test.temporary.open()));
    const other = over(test.temporary.open(), 'b');
    const before = await digests(other);
    await eraser.accept([erased('m')], { contest: null });
    const after = await digests(eraser);
    expect(await digests(other)).toEqual(after);
    expect(after).not.toEqual(before);
  });
});

describe('an erasure that comes while a view is built', () => {
  const temporary = new Temporary();
  afterAll(() => temporary.remove());

  it.each([
    ['its contest', contestStream(CONTEST)],
    ['the register', REGISTER_STREAM],
  ] as const)('from the columns of %s is not passed over', async (name, stream) => {
    const file = `${temporary.file}-${name}`;
    const eraser = await filled(over(temporary.open({}, file)));
    const store = temporary.open({}, file);
    const read = store.factsOf.bind(store);
    let erases = true;
    Object.assign(store, {
      factsOf: async (...args: Parameters<typeof read>) => {
        const found = await read(...args);
        if (erases && args[0] === stream) {
          erases = false;
          await eraser.accept([erased('o')]);
        }
        return found;
      },
    });
    const other = over(store, 'b');
    const at = ['ann TU', ['2010-07-12'], { knownAt: FRAME.length + 5 }] as const;
    const shown = [await other.over(...at), await other.over(...at)];
    expect(erases).toBe(false);
    const [rest] = await eraser.over(...at);
    expect(shown).toEqual([[rest], [rest]]);
    expect(await digests(other)).toEqual(await digests(eraser));
  });
});
