/**
 * Two copies of the service append through a storm of cut connections, late and lost answers, moved
 * leaders, restarts and deliveries that come twice. CHAOS_ROUNDS and CHAOS_SEED choose another one.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeLog } from '../../src/interchange/log-directory.ts';
import type { Service } from '../../src/ledger/service.ts';
import { audit } from '../../src/tlog/audit/audit.ts';
import { parseCheckpoint } from '../../src/tlog/checkpoint.ts';
import { formatVkey } from '../../src/tlog/keys.ts';
import { parseNote } from '../../src/tlog/note.ts';
import { CHAOS_SIGNER, Chaos, stateOf } from './kurrentdb/chaos.ts';
import { numbered } from './kurrentdb/numbered.ts';

const ROUNDS = Number(process.env.CHAOS_ROUNDS ?? 1000);
const SEED = Number(process.env.CHAOS_SEED ?? 20_261_122);
const VERIFIER = process.env.HUSTINGS_TEST_TLOG_VERIFIER;
const QUIET = { progress: () => undefined, signal: new AbortController().signal };

const told = (service: Service) =>
  service.store
    .readAll(0, 1e6)
    .then((all) => all.map(({ id, stream, revision }) => ({ id, stream, revision })));

/** What an independent verifier says of a copy's log; null where there is none. */
async function verified(service: Service): Promise<string | null> {
  if (VERIFIER === undefined) return null;
  const at = mkdtempSync(join(tmpdir(), 'hustings-chaos-'));
  try {
    const checkpoint = await service.log.sign([CHAOS_SIGNER]);
    await writeLog(service.log, checkpoint, [CHAOS_SIGNER], at, QUIET);
    const args = ['-log', at, '-vkey', formatVkey(CHAOS_SIGNER), '-all'];
    const { status, stdout, stderr } = spawnSync(VERIFIER, args, { encoding: 'utf8' });
    return status === 0 ? 'holds' : `${stdout}${stderr}`;
  } finally {
    rmSync(at, { recursive: true });
  }
}

/** Expects whatever the clients were told is stored to be there once, with its receipt; gives the keys. */
async function expectAllThere(
  chaos: Chaos,
  services: readonly Service[],
  entries: Awaited<ReturnType<typeof told>>,
): Promise<ReadonlySet<unknown>> {
  const places = new Map(entries.map(({ id }, seq) => [id, seq]));
  expect(places.size).toBe(entries.length);
  const asked = chaos.told.flatMap(({ request: { sent } }) => sent.map(({ id }) => id));
  for (const id of asked) if (id !== undefined) expect(places.has(id)).toBe(true);
  for (const { ids } of chaos.told) for (const id of ids) expect(places.has(id)).toBe(true);
  const keys = new Set(chaos.told.map(({ request }) => request.receipt?.key).filter(Boolean));
  for (const key of keys) {
    for (const { store } of services) {
      expect(await store.receipt(key as Uint8Array)).toBeDefined();
    }
  }
  return keys;
}

/** Expects all checkpoints of a size to have one root, which the log has, too; gives them by their sizes. */
function expectOneRootASize(service: Service, checkpoints: readonly string[]) {
  const roots = new Map<number, string>();
  for (const note of checkpoints) {
    const { size, root } = parseCheckpoint(parseNote(note).text);
    const said = Buffer.from(root).toString('hex');
    expect(roots.get(size) ?? said).toBe(said);
    roots.set(size, said);
    expect(Buffer.from(service.log.rootAt(size)).toString('hex')).toBe(said);
  }
  return roots;
}

it(`nothing is lost, nothing is doubled, and both copies end alike (${ROUNDS} rounds, seed ${SEED})`, {
  timeout: 60 * 60_000,
}, async () => {
  const chaos = await Chaos.begin(SEED);
  try {
    await chaos.rounds(ROUNDS);
    const [one, other] = await chaos.calm();

    const naive = numbered(chaos.double.events());
    const entries = await told(one);
    expect(entries).toEqual(naive.entries);
    expect(await told(other)).toEqual(entries);

    const keys = await expectAllThere(chaos, [one, other], entries);
    expect(naive.keys.size).toBe(keys.size);

    const state = await stateOf(one);
    expect(await stateOf(other)).toEqual(state);
    expect(state.size).toBe(entries.length);
    const roots = expectOneRootASize(one, state.checkpoints);
    for (const service of [one, other]) {
      const options = { ...QUIET, keys: [CHAOS_SIGNER], threads: 1 };
      expect((await audit(service.store.audit, options)).faults).toEqual([]);
      expect(await service.store.compareWithOrigin?.(QUIET)).toMatchObject({ difference: null });
      expect([null, 'holds']).toContain(await verified(service));
    }
    process.stderr.write(
      `KurrentDB chaos: ${entries.length} entries, ${keys.size} keys, ${chaos.unanswered} requests sent again, ` +
        `${naive.nothing} writes that came to nothing, ${roots.size} checkpoints; ` +
        `${VERIFIER === undefined ? 'no independent verifier was given' : 'the independent verifier holds'}.\n`,
    );
  } finally {
    await chaos.end();
  }
});
