/** Law (g): live = rebuilt = recomputed on the other store. */
import { factsOf } from '../../projections/facts.ts';
import { decodeEntry, decodeEnvelope } from '../../src/store/decode.ts';
import type { StoredEntry } from '../../src/store/event-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { parseInstant } from '../../src/time/instant.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { demandEqual, LawBroken } from './broken.ts';
import { build, type Kept, POLICIES, someReportedBy } from './histories.ts';
import { type Law, untried } from './law.ts';
import type { PlainEntry } from './oracle.ts';
import { Random } from './random.ts';
import { type Bench, Eyes, type Store } from './world.ts';

/** Takes an entry's bytes into another store, its facts derived from the bytes alone. */
export async function carryOver(stored: StoredEntry, to: Store): Promise<void> {
  const { id, leaf, salt, payload, stream } = stored;
  const entry = decodeEntry(stored);
  const named = 'entry' in entry.data ? await to.byId(String(entry.data.entry)) : undefined;
  const facts = factsOf(entry, () => (named === undefined ? undefined : decodeEnvelope(named)));
  const recordedAt = parseInstant(entry.recordedAt) ?? 0;
  const outcome = await to.append(stream, 'any', [{ id, leaf, salt, payload, recordedAt, facts }]);
  if (!outcome.ok) throw new Error(`the other store refuses ${id}: ${outcome.reason}`);
}

/** Rebuilding derives the columns from the bytes; what was there must be what it finds. */
async function demandRebuilds(store: Store, entries: readonly PlainEntry[]): Promise<void> {
  const found = await store.rebuild(() => undefined, new AbortController().signal);
  if (found !== null) throw new LawBroken('Columns differ from their bytes', entries, found);
}

const tried = untried();

export const REBUILT: Law = {
  name: 'g',
  tried,
  statement:
    'live = rebuilt, by digest, at every prefix: a reader that lived through all appends = a fresh one = the exported bytes recomputed on the other store',
  async check(source, seed, effort, census) {
    const random = new Random(seed);
    const [one, other] = random.oneIn(2)
      ? [openSqliteStore(':memory:'), new MemoryStore()]
      : [new MemoryStore(), openSqliteStore(':memory:')];
    const entries: PlainEntry[] = [];
    const abroad = new Eyes(other);
    const watch = async ({ entry }: Kept, { eyes, store }: Bench) => {
      entries.push(entry);
      for (const stored of await store.readAll(entry.seq, 1)) await carryOver(stored, other);
      for (let look = 0; look < effort; look += 1) {
        const policy = random.of(POLICIES);
        const sight = { knownAt: entry.seq, reportedBy: someReportedBy(random), policy };
        const days = [random.oneIn(3) ? 4000 : random.below(62) - 4];
        tried.all += 1;
        tried.compared += 1;
        const live = await eyes.digests(sight, days);
        const fresh = { one: live, other: await new Eyes(store).digests(sight, days) };
        demandEqual('A fresh reader sees another state', { entries }, fresh, { ...sight, days });
        const there = { one: live, other: await abroad.digests(sight, days) };
        demandEqual('The other store gives another state', { entries }, there, { ...sight, days });
      }
    };
    try {
      await build(source, { store: one, watch, ...(census && { census }) });
      await demandRebuilds(one, entries);
      await demandRebuilds(other, entries);
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  },
};
