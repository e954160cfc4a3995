/** Ledgers to be moved, and places to move them to. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { serviceOver } from '../../src/ledger/service.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { closeAfterFile } from '../support/closing.ts';
import { KurrentDouble } from '../support/kurrentdb/double.ts';
import { candidate, ndjson, nominated, opened, SMALL, uuid } from './entries.ts';
import { type Around, hustings, printed, type Ran } from './harness.ts';

const ERASE = ['--basis', 'A court order', '--yes'];

let folder: string | undefined;
let made = 0;

/** A place for a file that is not there yet. */
export function fresh(): string {
  if (folder === undefined) {
    const path = mkdtempSync(join(tmpdir(), 'hustings-moving-'));
    closeAfterFile(async () => {
      rmSync(path, { recursive: true, force: true });
      folder = undefined;
    });
    folder = path;
  }
  made += 1;
  return join(folder, `${made}.db`);
}

/** A database of its own, and how a command is told of it. */
export interface Database {
  readonly double: KurrentDouble;
  readonly env: Readonly<Record<'HUSTINGS_STORE' | 'HUSTINGS_COPY', string>>;
}

/** Starts a database that lives as long as the file's tests. */
export async function database(): Promise<Database> {
  const double = await KurrentDouble.start();
  closeAfterFile(() => double.stop());
  return { double, env: { HUSTINGS_STORE: double.connectionString, HUSTINGS_COPY: fresh() } };
}

/** An entry as a line of a file. */
export const line = (contest: string | null, number: number, entry: object): string =>
  `${JSON.stringify({ contest, id: uuid(number), ...entry })}\n`;

/** Appends as a server does for a client that sends a key along. */
export async function answered(ledger: string, contest: string, number: number): Promise<void> {
  const world = { now: () => Date.now(), randomBytes: (length: number) => new Uint8Array(length) };
  const service = serviceOver(openSqliteStore(ledger), world);
  const hash = Uint8Array.from({ length: 32 }, () => number);
  const draft = { ...candidate(`late-${number}`), type: 'CandidateEntered', version: 1 } as const;
  const receipt = { key: hash, request: hash };
  const done = await service.ledger.append(contest, [draft], { recordedBy: 'Ada', receipt });
  expect(done).toMatchObject({ ok: true, appended: 1 });
  await service.store.close();
}

/** Erases an entry. */
export const erased = (ledger: string, entry: string): Promise<string> =>
  printed(['erase', entry, ...ERASE, '--ledger', ledger]);

/** Has a checkpoint signed. */
export const signed = (ledger: string): Promise<string> =>
  printed(['export', '--log', `${fresh()}.log`, '--ledger', ledger]);

/** How many entries the small ledger has. */
export const SMALL_SIZE = 15;

/** Two small contests that take turns, one entry erased, two answers kept, and a checkpoint signed. */
export async function small(): Promise<string> {
  const ledger = fresh();
  const stdin = [
    ndjson(SMALL),
    line('second', 20, opened()),
    line('leader', 30, candidate('cat')),
    line('second', 21, candidate('dan')),
    line('second', 22, candidate('eve')),
    line('leader', 31, nominated('tu-2', 'bob', '2010-06-02')),
    line('second', 23, candidate('fay')),
  ].join('');
  await printed(['import', '-', '--ledger', ledger], { stdin });
  await answered(ledger, 'leader', 1);
  await answered(ledger, 'second', 2);
  await erased(ledger, uuid(31));
  await signed(ledger);
  return ledger;
}

/** All that a ledger in a file holds: its entries, what is kept of answers, and what was signed. */
export async function held(ledger: string) {
  const store = openSqliteStore(ledger, { readOnly: true });
  const receipts = store.audit.receipts(new Uint8Array(0), 1000);
  const checkpoints = store.audit.checkpoints();
  await store.close();
  return { entries: await printed(['export', '--ledger', ledger]), receipts, checkpoints };
}

/** Runs a move. */
export const move = (args: readonly string[], around: Around = {}): Promise<Ran> =>
  hustings(['move', ...args], around);

/** Something that a move compared. */
interface Compared {
  readonly what: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly same: boolean;
}

/** A move that goes well; what it compared. */
export async function moved(args: readonly string[], around: Around = {}): Promise<Compared[]> {
  const { compared } = JSON.parse(await printed(['move', ...args, '-f', 'json'], around)) as {
    compared: Compared[];
  };
  return compared;
}

/** A move that is refused in one sentence. */
export async function refused(
  args: readonly string[],
  says: RegExp,
  around: Around = {},
  status = 1,
): Promise<void> {
  const ended = await move(args, around);
  expect(ended).toMatchObject({ status, out: '' });
  expect(ended.err).toMatch(says);
  expect(ended.err.match(/^hustings: /gm)).toHaveLength(1);
}
