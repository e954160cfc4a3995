import { setImmediate as turn } from 'node:timers/promises';
import type { Target } from '../../projections/details.ts';
import { type Facts, factsOf } from '../../projections/facts.ts';
import { idsNamed } from '../ledger/named-ids.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEntry, decodeEnvelope } from '../store/decode.ts';
import {
  type EventStore,
  type NewEntry,
  REGISTER_STREAM,
  type Receipt,
  type StoredEntry,
} from '../store/event-store.ts';
import type { Course, LedgerStore } from '../store/ledger-store.ts';
import { parseInstant } from '../time/instant.ts';
import { readReceipt } from '../tlog/receipt.ts';
import { BadInput } from './bad-input.ts';
import { runsOf, type Together } from './runs.ts';

/** A ledger on one side of a move. */
export interface Side {
  /** What it is called where people are told of it. */
  readonly name: string;
  readonly service: Service;
}

/** Where a ledger is copied from, and to. */
export interface Move {
  readonly from: Side;
  readonly to: Side;
}

/** What came over. */
export interface Moved {
  entries: number;
  receipts: number;
  checkpoints: number;
}

/** What a move copies between. */
interface Stores {
  readonly from: LedgerStore;
  readonly to: LedgerStore;
}

/** The stores of the two sides. */
export const storesOf = ({ from, to }: Move): Stores => ({
  from: from.service.store,
  to: to.service.store,
});

const PAGE = 1000;

/** Entries of one stream go into one append: a database takes at least a mebibyte, with what it writes around them. */
const TOGETHER: Together<StoredEntry> = {
  fits: (first, next) => first.stream === next.stream,
  bytes: ({ leaf, payload }) => leaf.length + payload.length,
  most: { items: 200, bytes: 256 * 1024 },
};

/** The receipts of a ledger, in the order of their keys. */
export function* receiptsOf({ audit }: LedgerStore): Generator<Receipt> {
  for (let after: Uint8Array = new Uint8Array(0); ; ) {
    const page = audit.receipts(after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = Uint8Array.from(last.key);
  }
}

/** The facts that an entry's bytes tell; what it names is looked for among the entries before it. */
async function factsIn(store: EventStore, stored: StoredEntry): Promise<Facts> {
  const entry = decodeEntry(stored);
  const named = new Map<string, Target>();
  for (const id of entry.erased ? [] : idsNamed(entry.data)) {
    const found = await store.byId(id);
    if (found !== undefined && found.seq < stored.seq) named.set(id, decodeEnvelope(found));
  }
  return factsOf(entry, (id) => named.get(id));
}

async function asNew(store: EventStore, stored: StoredEntry): Promise<NewEntry> {
  const { id, leaf, salt, payload } = stored;
  const recordedAt = parseInstant(decodeEnvelope(stored).recordedAt);
  if (recordedAt === undefined)
    throw new BadInput(`entry ${stored.seq} was recorded at no instant.`);
  return { id, leaf, salt, payload, recordedAt, facts: await factsIn(store, stored) };
}

const taken = ({ to }: Move): BadInput =>
  new BadInput(
    `${to.name} is appended to by somebody else, so it is no copy any more: name an empty file or database, and see to it that nobody else writes there.`,
  );

/** Appends a run, which must come to stand where it stands in the other ledger. */
async function bringRun(move: Move, run: readonly StoredEntry[]): Promise<void> {
  const { from, to } = storesOf(move);
  const [first] = run;
  if (first === undefined) return;
  const { stream, revision } = first;
  const expected = revision === 0 ? 'no-stream' : revision - 1;
  const entries: NewEntry[] = [];
  for (const stored of run) entries.push(await asNew(from, stored));
  const outcome = await to.append(stream, expected, entries);
  if (!outcome.ok || outcome.entries.some(({ seq }, at) => seq !== first.seq + at)) {
    throw taken(move);
  }
}

async function bringEntries(move: Move, moved: Moved, { progress, signal }: Course): Promise<void> {
  const { from, to } = storesOf(move);
  let { seq } = await to.head();
  for (;;) {
    const page = await from.readAll(seq + 1, PAGE);
    if (page.length === 0) return;
    const head = (await from.head()).seq;
    for (const run of runsOf(page, TOGETHER)) {
      // A signal is only heard between two turns of the event loop.
      await turn();
      signal.throwIfAborted();
      await bringRun(move, run);
      seq += run.length;
      moved.entries += run.length;
      progress(seq + 1, head + 1);
    }
  }
}

/** A receipt goes to the stream of the first entry that it names. */
async function streamFor(store: EventStore, receipt: Receipt): Promise<string> {
  const [first = ''] = readReceipt(receipt).entries;
  return (await store.byId(first))?.stream ?? REGISTER_STREAM;
}

async function bringReceipts(move: Move, moved: Moved, signal: AbortSignal): Promise<void> {
  const { from, to } = storesOf(move);
  for (const receipt of receiptsOf(from)) {
    await turn();
    signal.throwIfAborted();
    if ((await to.receipt(receipt.key)) !== undefined) continue;
    const stream = await streamFor(from, receipt);
    const outcome = await to.append(stream, 'any', [], receipt);
    if (!outcome.ok) throw taken(move);
    moved.receipts += 1;
  }
}

async function bringCheckpoints(move: Move, moved: Moved, signal: AbortSignal): Promise<void> {
  const { from, to } = storesOf(move);
  for (const checkpoint of from.log.checkpoints()) {
    const { size, note } = checkpoint;
    if (to.log.checkpointsOf(size).some((each) => each.note === note)) continue;
    await turn();
    signal.throwIfAborted();
    await to.log.keepCheckpoint(checkpoint);
    moved.checkpoints += 1;
  }
}

/** What bars a ledger that was cut from the log it was cut from is brought over by another log's checkpoints alone. */
function demandLog({ from }: Move): void {
  const { log } = from.service.store;
  const [cut] = log.cuts();
  if (cut === undefined || log.latestCheckpoint() !== undefined) return;
  throw new BadInput(
    `${from.name} was cut from the log ${cut.origin}, and has signed nothing as another yet: sign it first (hustings export --log), so that what it is moved to cannot go on as that log.`,
  );
}

/**
 * Copies what a ledger holds into one that holds the beginning of it: entries with all their bytes in
 * their order, then the receipts, which name entries, and the signed checkpoints, which cover them. Goes
 * on until there is no more, and counts in `moved` what came over. Refuses, as BadInput, a target that
 * somebody else writes to, and a ledger that was cut and has signed nothing since.
 */
export async function bringOver(move: Move, moved: Moved, course: Course): Promise<void> {
  demandLog(move);
  const { store } = move.from.service;
  for (let before = Number.NaN; before !== store.changes(); ) {
    before = store.changes();
    await bringEntries(move, moved, course);
    await bringReceipts(move, moved, course.signal);
    await bringCheckpoints(move, moved, course.signal);
    await store.refresh();
  }
}
