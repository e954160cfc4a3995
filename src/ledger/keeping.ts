import type { Facts } from '../../projections/facts.ts';
import type {
  AppendOutcome,
  EventStore,
  Expected,
  NewEntry,
  Receipt,
} from '../store/event-store.ts';
import { type Appended, idReused, wrongRevision } from './appended.ts';
import { type Ready, sealArrival } from './arrival.ts';
import type { Arrived, Decided } from './deciding.ts';
import { seqsCoveredBy } from './erasing.ts';
import type { AppendOptions } from './ledger.ts';
import type { RandomPool } from './random-pool.ts';
import { keyReused, receiptOf } from './receipts.ts';

/** How many random bytes salt a payload. */
const SALT_BYTES = 16;

/** Makes the bytes of what was decided on final, and stores them. */
export class Keeping {
  readonly #store: EventStore;
  readonly #random: RandomPool;

  constructor(store: EventStore, random: RandomPool) {
    this.#store = store;
    this.#random = random;
  }

  /** All of a batch is stored already: there is nothing to append, and a receipt is kept all the same. */
  async allThere({ stream, known }: Arrived, options: AppendOptions): Promise<Appended> {
    const entries = [...known.values()];
    if (options.receipt !== undefined && options.dryRun !== true) {
      const receipt = receiptOf(options.receipt, entries, 0, []);
      const outcome = await this.#store.append(stream, 'any', [], receipt);
      if (!outcome.ok) return keyReused(entries);
    }
    return { ok: true, entries, appended: 0, warnings: [] };
  }

  /** Stores what was decided on. What was decided holds for the revision that was read, whatever the editor expects. */
  async keep(
    { stream, contest, all, known, fresh }: Arrived,
    decided: Decided,
    { recordedBy, erasing, receipt: asked }: AppendOptions,
  ): Promise<Appended> {
    const { revision, warnings } = decided;
    const entries = this.#seal(fresh, decided.facts, {
      contest,
      recordedAt: decided.now,
      recordedBy,
    });
    const made = new Map(entries.map((entry) => [entry.id, entry]));
    const inOrder = all.flatMap(({ id }) => known.get(id) ?? made.get(id) ?? []);
    const receipt =
      asked === undefined ? undefined : receiptOf(asked, inOrder, fresh.length, warnings);
    const at = revision < 0 ? 'no-stream' : revision;
    const outcome =
      erasing === true
        ? await this.#erase(stream, at, fresh[0] as Ready, entries[0] as NewEntry, decided, receipt)
        : await this.#store.append(stream, at, entries, receipt);
    if (!outcome.ok) {
      if (outcome.reason === 'key-used') return keyReused([]);
      if (outcome.reason === 'wrong-revision') return wrongRevision(outcome.actual, revision);
      const stored = await this.#store.byId(outcome.id);
      if (stored === undefined) throw new Error(`${outcome.id} is reused, and not stored`);
      return idReused(stored, 0);
    }
    const stored = new Map(outcome.entries.map((entry) => [entry.id, entry]));
    return {
      ok: true,
      entries: all.flatMap(({ id }) => known.get(id) ?? stored.get(id) ?? []),
      appended: outcome.appended,
      warnings,
    };
  }

  #erase(
    stream: string,
    expected: Expected,
    { draft }: Ready,
    erasure: NewEntry,
    { around: { desk, references } }: Decided,
    receipt: Receipt | undefined,
  ): Promise<AppendOutcome> {
    const row = desk.rowOf(`${draft.data.entry}`, references);
    return this.#store.erase(stream, expected, erasure, seqsCoveredBy(desk, row), receipt);
  }

  #seal(
    fresh: readonly Ready[],
    facts: readonly Facts[],
    stamp: { contest: string | null; recordedAt: number; recordedBy: string },
  ): NewEntry[] {
    return fresh.map((ready, index) => {
      const decided = facts[index];
      if (decided === undefined) throw new Error('a decision without facts');
      const salt = this.#random.take(SALT_BYTES);
      return sealArrival(ready, { ...stamp, salt }, decided);
    });
  }
}
