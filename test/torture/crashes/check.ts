/** Whether a ledger is what its clients know of it, and nothing in it is wrong. */
import { readFileSync } from 'node:fs';
import type { Entry } from '../../../events/entry.ts';
import { compareStandings, examined } from '../../../src/interchange/verification.ts';
import { type Service, serviceOver } from '../../../src/ledger/service.ts';
import { decodeEntry } from '../../../src/store/decode.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { audit } from '../../../src/tlog/audit/audit.ts';
import { parseKeyFile } from '../../../src/tlog/key-file.ts';
import type { Random } from '../../bench/load/random.ts';
import { ask, type Editor, type Known } from './editor.ts';

/** Whose entries are no request of an editor. */
export const IMPORTER = 'importer';

/** How many first answers are asked for again after a kill: the latest, and some of all others. */
const AGAIN = { latest: 25, others: 15 };

async function allOf({ store }: Service): Promise<Entry[]> {
  const stored = await store.readAll(0, Number.MAX_SAFE_INTEGER);
  return stored.map(decodeEntry);
}

/** What `hustings verify` finds, in this process and reading only: the first faults, each as a sentence. */
async function verified(
  service: Service,
  keyFile: string,
  since: string | undefined,
): Promise<string[]> {
  const { signal } = new AbortController();
  const progress = (): void => undefined;
  const keys = parseKeyFile(readFileSync(keyFile, 'utf8'));
  const given = since === undefined ? {} : { since };
  const course = { keys, threads: 1, progress, signal };
  const report = await audit(service.store.audit, { ...course, ...given });
  const { faults } = examined(report, await compareStandings(service, progress, signal));
  return faults.slice(0, 3).map(({ place, problem }) => `verify: ${place} ${problem}`);
}

/** Opens a ledger to read it, in this process; `verified` says what is wrong with it. */
export function readerOf(ledger: string) {
  const world = { now: () => 0, randomBytes: (length: number) => new Uint8Array(length) };
  const service = serviceOver(openSqliteStore(ledger, { readOnly: true }), world, false);
  return { service, verified: (since?: string) => verified(service, `${ledger}.key`, since) };
}

/** What is found in a ledger's file beside what its clients know. */
export interface Checked {
  readonly faults: string[];
  /** How many entries there are. */
  readonly entries: number;
  /** How many requests were stored, and their answer was not heard. */
  readonly surprises: number;
}

/** Checks the file, while a server may serve it. `since` is a checkpoint that a client has kept. */
export async function checkFile(
  ledger: string,
  { model }: Known,
  since?: string,
): Promise<Checked> {
  const { service, verified } = readerOf(ledger);
  try {
    const entries = await allOf(service);
    const { faults, surprises } = model.faults(entries, IMPORTER);
    faults.push(...(await verified(since)));
    return { faults, entries: entries.length, surprises };
  } finally {
    await service.store.close();
  }
}

/** Are checkpoints that clients have kept given out as they were? */
export async function checkCheckpoints(
  address: string,
  kept: ReadonlyMap<string, string>,
): Promise<string[]> {
  const faults: string[] = [];
  for (const [size, note] of kept) {
    const heard = await ask(address, `/log/checkpoints/${size}`);
    if (heard?.answered.body !== note) faults.push(`the checkpoint of ${size} is not what it was`);
  }
  return faults;
}

/** Does who asks again under a key get the first answer, byte for byte? */
export async function checkAnswers(
  address: string,
  { model }: Known,
  editors: readonly Editor[],
  random: Random,
): Promise<string[]> {
  const all = model.answered();
  const others = all.slice(AGAIN.latest);
  const some = Array.from({ length: others.length === 0 ? 0 : AGAIN.others }, () =>
    random.of(others),
  );
  const faults = [...all.slice(0, AGAIN.latest), ...some].map(async ({ request, answered }) => {
    const editor = editors.find(({ desk }) => desk.editor === request.editor);
    const heard = await editor?.post(address, request);
    const isSame = JSON.stringify(heard?.answered) === JSON.stringify(answered);
    if (isSame && heard?.replayed === true) return [];
    return [`${request.key} had another answer again: ${JSON.stringify(heard)}`];
  });
  return (await Promise.all(faults)).flat();
}
