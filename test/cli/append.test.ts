import { describe, expect, test } from 'vitest';
import { CONTEST, candidate, enrolled, nominated, opened, uuid } from './entries.ts';
import { folder, hustings, printed, rowsOf } from './harness.ts';

const { file } = folder();

const send = (path: string, sent: unknown, ...more: string[]) =>
  hustings(['append', CONTEST, '--ledger', path, ...more], { stdin: JSON.stringify(sent) });

async function started(name: string): Promise<string> {
  const path = file(name);
  const batch = [opened(), candidate('ann'), candidate('bob'), enrolled('tu-1'), enrolled('tu-2')];
  expect((await send(path, batch)).status).toBe(0);
  return path;
}

const exported = (path: string) => printed(['export', '--ledger', path]);

describe('appending', () => {
  test('a batch to no ledger at all makes one, and prints where each entry stands', async () => {
    const path = file('new.db');
    const { status, out, err } = await send(path, [opened(), candidate('ann')], '--by', 'Ada');
    expect(status).toBe(0);
    expect(rowsOf(out)).toEqual([
      expect.objectContaining({
        seq: '0',
        revision: '0',
        type: 'ContestOpened',
        recordedBy: 'Ada',
      }),
      expect.objectContaining({ seq: '1', revision: '1', type: 'CandidateEntered' }),
    ]);
    expect(err).toBe('2 new, 0 already there.\n');
  });

  test('one entry, as an object', async () => {
    const path = await started('one.db');
    const { out } = await send(path, nominated('tu-1', 'ann', '2010-06-01'));
    expect(rowsOf(out)).toHaveLength(1);
    const view = await printed(['standings', CONTEST, '--as-of', '2010-06-01', '--ledger', path]);
    expect(rowsOf(view)).toContainEqual(
      expect.objectContaining({ candidate: 'ann', category: 'TU', certain: '1' }),
    );
  });

  test('the same id twice answers with the stored entry, and adds nothing', async () => {
    const path = await started('twice.db');
    const entry = { id: uuid(1), ...nominated('tu-1', 'ann', '2010-06-01') };
    const first = await send(path, entry);
    const before = await exported(path);
    const second = await send(path, entry, '--by', 'somebody else');
    expect(second.status).toBe(0);
    expect(second.out).toBe(first.out);
    expect(second.err).toBe('0 new, 1 already there.\n');
    expect(await exported(path)).toBe(before);
  });

  test('--dry-run decides, warns and stores nothing, even where nothing may be written', async () => {
    const path = await started('dry.db');
    const before = await exported(path);
    const { status, out, err } = await send(
      path,
      nominated('tu-1', 'ann', '2999-01-01'),
      '--dry-run',
    );
    expect([status, out]).toEqual([0, '']);
    expect(err).toMatch(
      /^warning: .*\(future-date\)\nThis would be accepted; nothing was stored\.\nIt would not change the standings as of [-0-9]{10}\.\n$/,
    );
    expect(await exported(path)).toBe(before);
  });

  test('--dry-run says which counts of the standings of today would change', async () => {
    const path = await started('effect.db');
    await send(path, nominated('tu-1', 'ann', '2010-06-01'));
    const dry = async (sent: unknown) => (await send(path, sent, '--dry-run')).err;
    const both = [nominated('tu-2', 'ann', '2010-06-01'), candidate('cat')];
    expect(await dry(both)).toMatch(
      /nothing was stored\.\nIt would change the standings as of [-0-9]{10}:\n {2}ann: TU certain 1→2, best 1→2\n$/,
    );
    expect(await dry(candidate('dan'))).toMatch(
      /would change no count .*, only what stands beside them/,
    );
    const switched = nominated('tu-1', 'bob', '[2010-06-01..2099-12-31]');
    expect(await dry(switched)).toContain('bob: TU possible 0→1\n');
    const fresh = [opened(), candidate('ann'), enrolled('tu-1')];
    const none = ['append', CONTEST, '--ledger', file('unmade.db'), '--dry-run'];
    const first = await hustings(none, {
      stdin: JSON.stringify([...fresh, nominated('tu-1', 'ann', '2010-06-01')]),
    });
    expect(first.err).toContain('ann: TU certain 0→1, best 0→1\n');
  });

  test('--dry-run of what is stored already, or goes to the register, names no change', async () => {
    const path = await started('no-effect.db');
    const entry = { id: uuid(1), ...nominated('tu-1', 'ann', '2010-06-01') };
    await send(path, entry);
    const stored = await send(path, entry, '--dry-run');
    expect(stored.err).toMatch(/It would not change the standings as of [-0-9]{10}\.\n$/);
    const merge = { type: 'EndorserMerged', data: { endorser: 'tu-2', into: 'tu-1', why: 'one' } };
    const args = ['append', 'register', '--ledger', path, '--dry-run'];
    const { status, err } = await hustings(args, { stdin: JSON.stringify(merge) });
    expect([status, err]).toEqual([0, 'This would be accepted; nothing was stored.\n']);
    const twice = await send(path, nominated('tu-1', 'ann', '2010-06-01'), '--dry-run');
    expect([twice.status, twice.err]).toEqual([1, expect.stringContaining('same-act-or-anew')]);
  });

  test('--dry-run on no ledger makes none', async () => {
    const path = file('none.db');
    expect((await send(path, opened(), '--dry-run')).status).toBe(0);
    expect((await hustings(['contests', '--ledger', path])).err).toContain('does not exist');
  });

  test('a warning is told, and the entry stored; --strict refuses it', async () => {
    const path = await started('strict.db');
    const late = nominated('tu-1', 'ann', '2999-01-01');
    const refused = await send(path, late, '--strict');
    expect(refused.status).toBe(1);
    expect(refused.err).toMatch(
      /^hustings: Warnings are refusals here: .* \(strict; nothing was stored\)\n$/,
    );
    const stored = await send(path, late);
    expect(stored.status).toBe(0);
    expect(stored.err).toMatch(/^warning: .*\(future-date\)$/m);
  });

  test('--expected-revision is met, or nothing is stored', async () => {
    const path = await started('revision.db');
    const entry = nominated('tu-1', 'ann', '2010-06-01');
    const stale = await send(path, entry, '--expected-revision', '3');
    expect(stale.status).toBe(1);
    expect(stale.err).toMatch(/at revision 4\b.*wrong-revision; nothing was stored/);
    const none = await send(path, entry, '--expected-revision', 'no-stream');
    expect(none.err).toContain('wrong-revision');
    expect((await send(path, entry, '--expected-revision', '4')).status).toBe(0);
  });

  test('a batch of which one entry is refused stores none, and names it', async () => {
    const path = await started('half.db');
    const before = await exported(path);
    const batch = [
      nominated('tu-1', 'ann', '2010-06-01'),
      nominated('tu-2', 'nobody', '2010-06-01'),
    ];
    const { status, err } = await send(path, batch);
    expect(status).toBe(1);
    expect(err).toMatch(/^hustings: entry 2: No candidate nobody .*nothing was stored\)\n$/);
    expect(await exported(path)).toBe(before);
  });

  test('a merge goes to the register, and holds in the contest', async () => {
    const path = await started('merge.db');
    const merge = {
      type: 'EndorserMerged',
      data: { endorser: 'tu-2', into: 'tu-1', why: 'one union' },
    };
    const args = ['append', 'register', '--ledger', path];
    const { status, out } = await hustings(args, { stdin: JSON.stringify(merge) });
    expect([status, rowsOf(out)[0]?.type]).toEqual([0, 'EndorserMerged']);
    await send(path, nominated('tu-2', 'ann', '2010-06-01'));
    const record = await hustings(['endorser', 'tu-1', '--ledger', path]);
    expect(record.err).toContain('(also tu-2)');
    expect(rowsOf(record.out)[0]).toMatchObject({ what: 'nomination', candidate: 'ann' });
    const found = await hustings(['endorsers', 'tu-2', '--ledger', path]);
    expect(rowsOf(found.out).map(({ endorser }) => endorser)).toEqual(['tu-1']);
  });

  test('json prints the stored entries as a list', async () => {
    const { out } = await send(await started('json.db'), candidate('cat'), '-f', 'json');
    expect(JSON.parse(out)).toEqual([
      expect.objectContaining({ seq: 5, revision: 5, type: 'CandidateEntered' }),
    ]);
  });

  test('$HUSTINGS_ACTOR records, unless --by says otherwise', async () => {
    const path = file('actor.db');
    const env = { HUSTINGS_ACTOR: 'Grace', HUSTINGS_LEDGER: path };
    const stdin = JSON.stringify(opened());
    expect(rowsOf(await printed(['append', CONTEST], { stdin, env }))[0]?.recordedBy).toBe('Grace');
    const own = { stdin: JSON.stringify(candidate('ann')), env };
    const rows = rowsOf(await printed(['append', CONTEST, '--by', 'Ada'], own));
    expect(rows[0]?.recordedBy).toBe('Ada');
  });

  test('somebody at the keyboard is told what is expected', async () => {
    const typed = { stdin: JSON.stringify(opened()), typed: true };
    const { out, err } = await hustings(['append', CONTEST, '--ledger', file('typed.db')], typed);
    expect(err).toMatch(/^Type an entry as JSON, then Ctrl\+D on a line of its own/);
    expect(rowsOf(out)).toHaveLength(1);
  });

  test('a byte order mark is passed over', async () => {
    const stdin = `\uFEFF${JSON.stringify(opened())}`;
    expect(
      (await hustings(['append', CONTEST, '--ledger', file('bom.db')], { stdin })).status,
    ).toBe(0);
  });
});
