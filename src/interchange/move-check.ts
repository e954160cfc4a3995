import { setImmediate as turn } from 'node:timers/promises';
import { contestsOf } from '../ledger/queries/asking.ts';
import { askStandings } from '../ledger/queries/standings.ts';
import type { Service } from '../ledger/service.ts';
import { isErased } from '../store/decode.ts';
import type { Receipt, StoredEntry } from '../store/event-store.ts';
import type { Course } from '../store/ledger-store.ts';
import type { KeptCheckpoint } from '../store/log-store.ts';
import { dayOfInstant, formatDay } from '../time/day.ts';
import { sameBytes, writeBase64 } from '../tlog/strict.ts';
import { BadInput } from './bad-input.ts';
import { type Move, receiptsOf, storesOf } from './move.ts';

const PAGE = 1000;

/** Where two ledgers differ first, of those entries that are compared. */
interface Difference {
  readonly seq: number;
  /** Is it the same entry, which one of them has erased? */
  readonly erased: boolean;
}

const sameLeaf = (one: StoredEntry, other: StoredEntry | undefined): boolean =>
  one.id === other?.id &&
  one.stream === other.stream &&
  one.revision === other.revision &&
  sameBytes(one.leaf, other.leaf);

const sameWords = (one: StoredEntry, other: StoredEntry): boolean =>
  sameBytes(one.salt, other.salt) && sameBytes(one.payload, other.payload);

/** How the first entries of two ledgers differ, of which there are so many, byte by byte; null: not at all. */
async function firstDifference(
  move: Move,
  size: number,
  { progress, signal }: Course,
): Promise<Difference | null> {
  const { from, to } = storesOf(move);
  for (let seq = 0; seq < size; seq += PAGE) {
    await turn();
    signal.throwIfAborted();
    const limit = Math.min(PAGE, size - seq);
    const here = await from.readAll(seq, limit);
    const there = await to.readAll(seq, limit);
    for (const [at, one] of here.entries()) {
      const other = there[at];
      if (other === undefined || !sameLeaf(one, other)) return { seq: one.seq, erased: false };
      if (!sameWords(one, other)) {
        return { seq: one.seq, erased: isErased(one) !== isErased(other) };
      }
    }
    progress(seq + limit, size);
  }
  return null;
}

const NOTHING = 'so nothing was moved';
const ANOTHER = 'name an empty file or database';

function demandNoStrangers({ from, to }: Move): void {
  const known = new Set(from.service.store.log.checkpoints().map(({ note }) => note));
  const stranger = to.service.store.log.checkpoints().find(({ note }) => !known.has(note));
  if (stranger === undefined) return;
  throw new BadInput(
    `${to.name} has signed a checkpoint of ${stranger.size} entries that ${from.name} does not know, ${NOTHING}; ${ANOTHER}.`,
  );
}

async function demandNoStrangeReceipt({ from, to }: Move): Promise<void> {
  for (const { key, sum } of receiptsOf(to.service.store)) {
    const known = await from.service.store.receipt(key);
    if (known !== undefined && sameBytes(known.sum, sum)) continue;
    throw new BadInput(
      `${to.name} holds an answer to a request that ${from.name} does not know, ${NOTHING}; ${ANOTHER}.`,
    );
  }
}

/**
 * Refuses, as BadInput, a target that holds anything but the beginning of what is to be moved. Answers
 * with how many entries it holds.
 */
export async function demandBeginning(move: Move, course: Course): Promise<number> {
  const { from, to } = move;
  const stores = storesOf(move);
  const size = (await stores.to.head()).seq + 1;
  const more = size - (await stores.from.head()).seq - 1;
  const difference = await firstDifference(move, Math.min(size, size - more), course);
  if (difference?.erased === true) {
    throw new BadInput(
      `Entry ${difference.seq} is erased in one of ${from.name} and ${to.name} alone, ${NOTHING}; ${ANOTHER}, and destroy what should not be left.`,
    );
  }
  if (difference !== null) {
    throw new BadInput(
      `${to.name} holds other entries than ${from.name} (the first is entry ${difference.seq}), ${NOTHING}; ${ANOTHER}.`,
    );
  }
  if (more > 0) {
    throw new BadInput(
      `${to.name} holds all of ${from.name}, and ${more} entries more, ${NOTHING}; it has gone on by itself.`,
    );
  }
  demandNoStrangers(move);
  await demandNoStrangeReceipt(move);
  return size;
}

/** Something of two ledgers, compared. */
export interface Compared {
  readonly what: string;
  readonly from: string | number;
  readonly to: string | number;
  readonly same: boolean;
}

const compared = (what: string, from: string | number, to: string | number): Compared => ({
  what,
  from,
  to,
  same: from === to,
});

const textOf = ({ key, request, answer, sum }: Receipt): string =>
  [key, request, sum].map((part) => Buffer.from(part).toString('hex')).join(' ') + answer;

function comparedReceipts(move: Move): Compared {
  const { from, to } = storesOf(move);
  const [here, there] = [receiptsOf(from), receiptsOf(to)];
  let [count, others, same] = [0, 0, true];
  for (;;) {
    const [one, other] = [here.next().value, there.next().value];
    if (one === undefined && other === undefined) break;
    count += one === undefined ? 0 : 1;
    others += other === undefined ? 0 : 1;
    same &&= one !== undefined && other !== undefined && textOf(one) === textOf(other);
  }
  return { what: 'receipts', from: count, to: others, same };
}

function comparedCheckpoints(move: Move): Compared {
  const { from, to } = storesOf(move);
  const text = (each: readonly KeptCheckpoint[]): string => JSON.stringify(each);
  const [here, there] = [from.log.checkpoints(), to.log.checkpoints()];
  const same = text(here) === text(there);
  return { what: 'checkpoints', from: here.length, to: there.length, same };
}

async function rootOf({ log }: Service, size: number, course: Course): Promise<string> {
  await log.catchUp(course);
  return writeBase64(log.rootAt(size));
}

async function comparedStandings(
  { from, to }: Move,
  seq: number,
  { progress, signal }: Course,
): Promise<Compared[]> {
  const found: Compared[] = [];
  const asOf = formatDay(dayOfInstant(from.service.now()));
  const contests = await contestsOf(from.service.store);
  for (const contest of contests) {
    await turn();
    signal.throwIfAborted();
    const [here, there] = [from, to].map(({ service }) =>
      askStandings(service, contest, { asOf, knownAt: `${seq}` }),
    );
    found.push(
      compared(`standings of ${contest}`, (await here)?.digest ?? '', (await there)?.digest ?? ''),
    );
    progress(found.length, contests.length);
  }
  return found;
}

/** Runs a step of a comparison, and shows how far it is. */
export type Step = <T>(what: string, work: (course: Course) => Promise<T>) => Promise<T>;

/**
 * Compares two ledgers as far as the target goes: their entries byte by byte, the roots of their logs, the
 * receipts, the checkpoints, and the standings of today of every contest.
 */
export async function comparedLedgers(move: Move, step: Step): Promise<Compared[]> {
  const { from, to } = storesOf(move);
  const size = (await to.head()).seq + 1;
  const held = Math.min((await from.head()).seq + 1, size);
  const difference = await step('comparing', (course) => firstDifference(move, size, course));
  const same = held === size && difference === null;
  const [here = '', there = ''] = await step('hashing', async (course) => [
    await rootOf(move.from.service, held, course),
    await rootOf(move.to.service, size, course),
  ]);
  return [
    { what: 'entries', from: held, to: size, same },
    compared('root', here, there),
    comparedReceipts(move),
    comparedCheckpoints(move),
    ...(same && size > 0
      ? await step('standings', (course) => comparedStandings(move, size - 1, course))
      : []),
  ];
}
