/** A checkpoint that somebody kept, against the log as it is: step by step. */
import { describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { type AgainstLog, againstLog } from '../../src/tlog/against-log.ts';
import { signerOf } from '../../src/tlog/keys.ts';
import { signCheckpoint } from '../../src/tlog/signing.ts';
import { type Bench, enrolled, told } from '../support/given.ts';
import { logged, SIGNER } from '../support/logged.ts';
import { MemoryLog } from '../support/memory-log.ts';

const STRANGER = signerOf(SIGNER.name, Buffer.alloc(32, 9));
const OTHER = signerOf('another.example/log', Buffer.alloc(32, 9));

/** A log with a checkpoint, which has grown by some entries since. */
async function grown(by: number) {
  const bench = await told();
  const { log } = logged(bench);
  const kept = await log.sign([SIGNER]);
  if (by > 0) await more(bench, by);
  return { bench, log, kept };
}
const more = (bench: Bench, by: number) =>
  bench.accept(Array.from({ length: by }, (_, at) => enrolled(`m-${at}`, 'MP')));

const came = ({ steps }: AgainstLog) =>
  Object.fromEntries(steps.map(({ what, holds }) => [what, holds]));
const said = ({ steps }: AgainstLog, what: string) =>
  steps.find((each) => each.what === what)?.says ?? '';
const GOOD = { form: true, log: true, signature: true, size: true, root: true, proof: true };

describe('a checkpoint that was kept', () => {
  test.each([0, 1, 2, 3, 300])('holds when the log has grown by %i entries since', async (by) => {
    const { log, kept } = await grown(by);
    const checked = await againstLog(log, [SIGNER], kept.note);
    expect([checked.holds, came(checked)]).toEqual([true, GOOD]);
    expect(said(checked, 'size')).toBe(
      `It covers ${kept.size} entries, and the log has ${kept.size + by} now.`,
    );
  });

  test('fails where its root is that of another history', async () => {
    const { log, kept } = await grown(5);
    const root = Uint8Array.from(log.rootAt(kept.size));
    root[0] = (root[0] ?? 0) ^ 1;
    const note = signCheckpoint({ size: kept.size, root }, SIGNER);
    const checked = await againstLog(log, [SIGNER], note);
    expect([checked.holds, came(checked)]).toEqual([false, { ...GOOD, root: false, proof: false }]);
    expect(said(checked, 'root')).toContain('at least one of them was changed');
  });

  test('fails where entries that it covers are gone', async () => {
    const { log, kept } = await grown(0);
    const note = signCheckpoint({ size: kept.size + 3, root: new Uint8Array(32) }, SIGNER);
    const checked = await againstLog(log, [SIGNER], note);
    expect(checked.holds).toBe(false);
    expect(came(checked)).toEqual({ ...GOOD, size: false, root: null, proof: null });
    expect(said(checked, 'size')).toContain(`but the log has only ${kept.size}`);
  });

  test.each([
    ['another key of the name', STRANGER, { signature: false }],
    ['another log', OTHER, { log: false, signature: false }],
  ])('fails where it is signed by %s', async (_, signer, wrong) => {
    const { log, kept } = await grown(1);
    const note = signCheckpoint({ size: kept.size, root: log.rootAt(kept.size) }, signer);
    const checked = await againstLog(log, [SIGNER], note);
    expect([checked.holds, came(checked)]).toEqual([false, { ...GOOD, ...wrong }]);
  });

  test('is of no key where none is known, and says so', async () => {
    const { log, kept } = await grown(1);
    const checked = await againstLog(log, [], kept.note);
    expect([checked.holds, came(checked)]).toEqual([true, { ...GOOD, log: null, signature: null }]);
  });

  test('of no entries proves nothing, and is no fault', async () => {
    const { log } = await grown(1);
    const note = signCheckpoint({ size: 0, root: log.rootAt(0) }, SIGNER);
    const checked = await againstLog(log, [SIGNER], note);
    expect([checked.holds, said(checked, 'proof')]).toEqual([
      true,
      'Of no entries there is nothing to prove.',
    ]);
  });

  test.each(['', 'Dear auditor,\n', 'a\n1\nAAAA\n\n— a AAAA\n'])('is none: %j', async (note) => {
    const { log } = await grown(0);
    const checked = await againstLog(log, [SIGNER], note);
    expect([checked.holds, checked.kept, came(checked)]).toEqual([
      false,
      undefined,
      { form: false },
    ]);
  });

  test('says that the log is damaged where its tiles are not whole', async () => {
    const { bench, log, kept } = await grown(1);
    bench.store.log.tile = () => undefined;
    const { log: again } = logged(bench);
    await log.catchUp();
    const checked = await againstLog(again, [SIGNER], kept.note);
    expect(checked.holds).toBe(false);
    expect(said(checked, 'size')).toContain('The log is damaged');
  });
});

test.each([
  ['in memory', () => new MemoryLog()],
  ['in SQLite', () => openSqliteStore(':memory:').log],
])('the checkpoints below a size, the newest first, %s', async (_, open) => {
  const kept = open();
  const sizes = [1, 3, 7, 7, 12];
  const notes = sizes.map((size, at) => ({ size, note: `note ${at}` }));
  for (const each of notes) await kept.keepCheckpoint(each);
  const below = (size: number, limit: number) =>
    kept.checkpointsBelow(size, limit).map((each) => [each.size, each.note]);
  expect(below(1e9, 2)).toEqual([
    [12, 'note 4'],
    [7, 'note 3'],
  ]);
  expect(below(7, 9)).toEqual([
    [3, 'note 1'],
    [1, 'note 0'],
  ]);
  expect(below(1, 9)).toEqual([]);
});
