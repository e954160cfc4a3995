// Appends to a ledger until its standard input ends: `loader.ts FILE SEED`. Says each step once it is durable (said.ts).
import { setTimeout as wait } from 'node:timers/promises';
import { digestOf } from '../../../src/ledger/digest.ts';
import type { StoredEntry } from '../../../src/store/event-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { TransparencyLog } from '../../../src/tlog/log.ts';
import { Random } from '../../laws/random.ts';
import {
  as,
  Bench,
  corrected,
  endorsed,
  enrolled,
  erased,
  FRAME,
  type Sent,
  underKey,
} from '../../support/given.ts';
import { DAY, hashed, type Said } from './said.ts';
import { SIGNER } from './signer.ts';

const [file = '', seed = '0'] = process.argv.slice(2);
const random = new Random(Number(seed));
const store = openSqliteStore(file, { busyMilliseconds: 300 });
const bench = new Bench(store, seed);
const log = new TransparencyLog(store, store.log, true);

const say = (said: Said): boolean => process.stdout.write(`${JSON.stringify(said)}\n`);

/** Acts that may be corrected and erased, and the entries that tell of each. */
const acts = new Map<string, number[]>();
let count = 0;

async function append(sent: readonly Sent[]): Promise<readonly StoredEntry[]> {
  count += 1;
  const entries = await bench.accept(sent, underKey(`${count}`, `${count}`));
  say({ entries: entries.map(hashed), at: bench.clock, key: `${count}` });
  return entries;
}

async function act(): Promise<void> {
  const name = `e${count}`;
  const day = `2010-0${5 + random.below(3)}-1${random.below(9)}`;
  const [, told] = await append([
    as(name, enrolled(name, random.of(['MP', 'TU', 'CLP']))),
    as(`of ${name}`, endorsed(name, random.of(['ann', 'bob', 'cay']), day)),
  ]);
  acts.set(`of ${name}`, [told?.seq ?? 0]);
}

async function correct(name: string): Promise<void> {
  const [told] = await append([corrected(name, { on: `2010-06-2${random.below(9)}` })]);
  acts.get(name)?.push(told?.seq ?? 0);
}

/** Erases an act with what corrects it. A backup that reads meanwhile may keep older pages from being removed at once. */
async function erase(name: string): Promise<void> {
  const seqs = acts.get(name) ?? [];
  acts.delete(name);
  await bench.accept([erased(name)]).catch((error: { code?: unknown }) => {
    if (error.code !== 'busy') throw error;
  });
  const { seq } = await store.head();
  const [erasure] = await store.readAll(seq, 1);
  if (erasure === undefined) return;
  say({ entries: [hashed(erasure)], at: bench.clock });
  const gone = await Promise.all(seqs.map(async (each) => (await store.readAll(each, 1))[0]));
  say({ erasure: seq, gone: gone.flatMap((each) => (each ? hashed(each) : [])) });
}

async function sign(): Promise<void> {
  const { size, note } = await log.sign([SIGNER]);
  say({ signed: size, note, digest: digestOf(await bench.state(DAY), 'acts') });
}

const RECENT = 5;
let going = true;
process.stdin.on('end', () => {
  going = false;
});
process.stdin.resume();

await append(FRAME);
while (going) {
  const names = [...acts.keys()];
  const name = names.length > 0 ? random.of(names) : undefined;
  const die = random.below(40);
  // A recent one, lest every moment lies between an erasure and what it took.
  if (die === 0 && names.length > RECENT) await erase(random.of(names.slice(-RECENT)));
  else if (name !== undefined && die < 8) await correct(name);
  else if (die < 12) await sign();
  else await act();
  await wait(1);
}
await sign();
await store.close();
