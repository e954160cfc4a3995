import { PACKED_BYTES, pack } from '../../projections/columns.ts';
import type { AuditStore } from '../../src/store/audit-store.ts';
import type { LogStore } from '../../src/store/log-store.ts';
import { tilesOf } from '../../src/tlog/tiles.ts';
import type { Kept, KeptReceipts } from './kept.ts';

/** What a ledger in plain arrays is made of. */
interface Held {
  readonly all: readonly Kept[];
  streams(): readonly string[];
  names(): readonly string[];
  readonly receipts: KeptReceipts;
  readonly log: LogStore;
  generation(): number;
}

const numbered = (names: readonly string[]) => names.map((name, number) => ({ number, name }));
const ZERO = new Uint8Array(1);

/** The ledger in arrays as an audit reads it. */
export function memoryAudit({ all, streams, names, receipts, log, generation }: Held): AuditStore {
  return {
    atOnce: (read) => read(),
    count: () => all.length,
    page: (from, to) => {
      const kept = all.slice(from, to);
      return {
        rows: kept.map(({ stored, recordedMax, facts }) => {
          const { seq, stream, revision, leaf, salt, payload } = stored;
          const lengths = [facts.id.length, leaf.length, salt.length, payload.length];
          const place = [seq, streams().indexOf(stream), revision, recordedMax];
          return [...place, ...lengths, PACKED_BYTES];
        }),
        bytes: Buffer.concat(
          kept.flatMap(({ stored: { leaf, salt, payload }, facts }) => [
            facts.id,
            ZERO,
            leaf,
            salt,
            payload,
          ]),
        ),
        facts: Buffer.concat(kept.map(({ facts }) => pack(facts.row, facts.id))),
      };
    },
    leaf: (seq) => all[seq]?.stored.leaf,
    streams: () => numbered(streams()),
    symbols: () => numbered(names()),
    tiles: () =>
      [...tilesOf(log.tiledSize())].flatMap(({ level, index }) =>
        level === 'entries' || log.tile(level, index) === undefined ? [] : [{ level, index }],
      ),
    tile: (level, index) => log.tile(level, index),
    checkpoints: () => log.checkpoints(),
    cuts: () => log.cuts(),
    receipts: (after, limit) => receipts.after(after, limit),
    problems: () => [],
    generation,
  };
}
