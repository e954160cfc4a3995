import { makeSure } from '../../../src/cli/making-sure.ts';
import { openSqliteStore, type SqliteStore } from '../../../src/store/sqlite/store.ts';
import { audit } from '../../../src/tlog/audit/audit.ts';
import { idOf } from '../../store/entries.ts';
import { madeSigner } from '../../tlog/made.ts';
import { type Change, change } from './change.ts';
import { QUIET } from './quiet.ts';

const idsOf = (ranges: readonly Change[]): string[] =>
  ranges.flatMap(({ first, count }) =>
    Array.from({ length: count }, (_, index) => idOf(first + index)),
  );

/** What a client knows: what was answered as stored, what was answered as not stored, and what was not answered. */
export class Oracle {
  readonly stored: Change[] = [];
  /** What was answered as stored when it was sent again: it may stand where it was stored before. */
  readonly again: Change[] = [];
  readonly refused: Change[] = [];
  readonly unknown: Change[] = [];
  readonly signed: string[] = [];

  /** What is wrong with the ids of a ledger, in its order. */
  faultsIn(ids: readonly string[]): string[] {
    const there = new Set(ids);
    const ordered = idsOf(this.stored);
    const expected = [...ordered, ...idsOf(this.again)];
    const [stored, refused] = [new Set(expected), new Set(idsOf(this.refused))];
    const unknown = new Set(idsOf(this.unknown));
    const lost = expected.filter((id) => !there.has(id));
    const back = ids.filter((id) => refused.has(id));
    const strange = ids.filter((id) => !stored.has(id) && !unknown.has(id) && !refused.has(id));
    const first = new Set(ordered);
    const inOrder = ids.filter((id) => first.has(id));
    const halves = this.unknown.filter((range) => {
      const found = idsOf([range]).filter((id) => there.has(id)).length;
      return found !== 0 && found !== range.count;
    });
    return [
      ...(there.size === ids.length ? [] : ['an entry is there twice']),
      ...(lost.length === 0
        ? []
        : [`${lost.length} acknowledged entries are lost, the first ${lost[0]}`]),
      ...(back.length === 0 ? [] : [`${back.length} entries are there though they were refused`]),
      ...(strange.length === 0 ? [] : [`${strange.length} entries are there that nobody sent`]),
      ...(halves.length === 0 ? [] : ['part of an append is there']),
      ...(lost.length > 0 || inOrder.join() === ordered.join() ? [] : ['the order is another']),
    ];
  }

  /** What is wrong with a ledger, opened as by a new process: all must be there, once, in order, and verified. */
  async faultsOf(file: string): Promise<string[]> {
    let store: SqliteStore | undefined;
    try {
      store = openSqliteStore(file);
      await makeSure(QUIET, store, file);
      const found = await this.#faultsOpen(store);
      await this.#again(store);
      return [...found, ...(await this.#audited(store))];
    } catch (error) {
      return [`${error}`];
    } finally {
      await store?.close();
    }
  }

  async #faultsOpen(store: SqliteStore): Promise<string[]> {
    const entries = await store.readAll(0, 1_000_000);
    const kept = new Set(store.log.checkpoints().map(({ note }) => note));
    const unkept = this.signed.filter((note) => !kept.has(note)).length;
    const gone = new Set(
      [...this.stored, ...this.again].flatMap(({ erases }) =>
        erases === undefined ? [] : idOf(erases),
      ),
    );
    const shown = entries.filter(({ id, payload }) => gone.has(id) && payload.length > 0).length;
    return [
      ...this.faultsIn(entries.map(({ id }) => id)),
      ...(unkept === 0 ? [] : [`${unkept} signed checkpoints are lost`]),
      ...(shown === 0 ? [] : [`${shown} erased payloads are back`]),
    ];
  }

  /** Whatever came of it before, what is sent again is stored once. */
  async #again(store: SqliteStore): Promise<void> {
    for (const unknown of this.unknown) {
      const outcome = await change(store, unknown);
      if (!outcome.ok) throw new Error(`what was sent again is refused: ${outcome.reason}`);
      const { length } = (await store.readAll(0, 1_000_000)).filter(
        ({ id }) => id === idOf(unknown.first),
      );
      if (length !== 1) throw new Error(`what was sent again is there ${length} times`);
    }
  }

  async #audited(store: SqliteStore): Promise<string[]> {
    const { signal } = new AbortController();
    const options = { keys: [madeSigner()], threads: 1, progress: () => undefined, signal };
    const { faults } = await audit(store.audit, options);
    return faults.slice(0, 3).map(({ place, seq, problem }) => `${place} ${seq}: ${problem}`);
  }
}
