/** The pages of verifications in every state: none, under way, nothing wrong, something wrong, stopped. */
import { describe, expect, test } from 'vitest';
import type { Examined } from '../../src/interchange/verification.ts';
import type { CheckedCheckpoint } from '../../src/tlog/audit/checkpoint-check.ts';
import { noRunPage, runPage } from '../../src/web/audit-run-page.ts';
import { verificationPage } from '../../src/web/audit-verification-page.ts';
import type { RunState } from '../../src/web/run-shown.ts';
import { SIGNER } from '../support/logged.ts';
import { folded } from './parsed.ts';
import { ESCAPED, HOSTILE, READ_AT, seen } from './seen.ts';

const ID = '90bb227f-0000-7000-8000-000000000000';

describe('a verification', () => {
  const checkpoint = (size: number, holds = true): CheckedCheckpoint => ({
    place: `the checkpoint of ${size} entries`,
    checkpoint: { origin: 'a', size, root: new Uint8Array(32) },
    signedBy: ['a+1'],
    holds,
    vouched: true,
  });
  const REPORT: Examined = {
    entries: 1200,
    bytes: 5000,
    streams: 2,
    names: 3,
    erased: 1,
    root: new Uint8Array(32),
    receipts: 4,
    tiles: { count: 5, size: 1200 },
    checkpoints: [checkpoint(1200)],
    since: null,
    cuts: [],
    disturbed: false,
    count: 0,
    faults: [],
    around: [],
    standings: [{ contest: 'a', live: 'x', rebuilt: 'x' }],
  };
  const page = (state: RunState, since?: string) =>
    runPage({ id: 'r1', by: HOSTILE, begun: READ_AT, since, state }, [SIGNER], {});
  const done = (more: Partial<Examined>) =>
    seen(page({ is: 'done', report: { ...REPORT, ...more }, ended: READ_AT + 1000 }));

  test('under way: how far, in words and as a bar, asked for again by itself', () => {
    const begun = page({ is: 'running', step: undefined });
    expect(begun.refresh).toBe(2);
    expect(seen(begun).main.querySelector('progress')?.hasAttribute('value')).toBe(false);
    const step = { what: 'entries', done: 400, all: 1200 } as const;
    const { main, text } = seen(page({ is: 'running', step }));
    const bar = main.querySelector('progress');
    expect([bar?.getAttribute('value'), bar?.getAttribute('max')]).toEqual(['400', '1200']);
    expect(bar?.getAttribute('aria-labelledby')).toBe('doing');
    expect(main.querySelector('#doing')?.getAttribute('role')).toBe('status');
    expect(text).toContain('400 of 1,200 entries');
    const stop = main.querySelector('form[method=post]');
    expect(stop?.getAttribute('action')).toBe('/audit/verification/r1/stop');
  });

  test('that found nothing: what was checked, how much, and since what', () => {
    const { text, main } = done({ since: { ...checkpoint(700), place: 'the checkpoint given' } });
    expect(text).toContain('Nothing is wrong');
    expect(text).toContain(
      '1,200 entries checked, 0 faults; the ledger begins with the 700 entries of the checkpoint given.',
    );
    for (const row of [
      'entries 1,200 5,000 bytes hashed, 1 payload erased',
      'tiles 5 over 1,200 entries',
      'receipts 4 bytes and entries compared',
      'standings 1 1 with the digest that their bytes give',
      'the checkpoint given 700 holds, signed by a+1',
    ])
      expect(text).toContain(row);
    expect(main.querySelector('.notice')).toBeNull();
    expect(page({ is: 'done', report: REPORT, ended: READ_AT }).refresh).toBeUndefined();
  });

  test('that found faults: the first with its neighbours, the others in a table, the rest counted', () => {
    const named = (seq: number, id: string | null) => ({
      ...{ seq, id, contest: 'a', revision: seq, type: 'X', recordedAt: null },
    });
    const faults = Array.from({ length: 1000 }, (_, at) => ({
      seq: at < 999 ? at + 4 : null,
      place: 'entry',
      problem: HOSTILE,
    }));
    const around = [named(3, null), named(4, ID), named(5, null)];
    const { text, links, main } = done({ count: 2000, faults, around });
    expect(text).toContain('2,000 faults found');
    expect(text).toContain(
      'The ledger is not as it was recorded: 2,000 faults, the first in entry 4.',
    );
    expect(text).toContain('before it: entry 3 (id unreadable, X, a, revision 3)');
    expect(text).toContain('after it: entry 5');
    expect(links).toContain(`/entries/${ID}`);
    const tables = [...main.querySelectorAll('table')];
    expect(tables[0]?.querySelectorAll('tbody tr')).toHaveLength(99);
    expect(text).toContain('… and 1,900 faults more.');
  });

  test('has the checkpoints that do not hold before all others, and not every one of very many', () => {
    const many = Array.from({ length: 500 }, (_, at) => checkpoint(at + 1, at !== 3));
    const { main, text } = done({ checkpoints: many });
    const rows = [...main.querySelectorAll('table')]
      .slice(-1)
      .flatMap((table) => [...table.querySelectorAll('tbody tr')]);
    expect(rows).toHaveLength(100);
    expect(folded(`${rows[0]?.textContent}`)).toContain(
      'the checkpoint of 4 entries 4 does NOT hold',
    );
    expect(folded(`${rows[1]?.textContent}`)).toContain('the checkpoint of 500 entries');
    expect(text).toContain('500 checkpoints, 1 of which does not hold');
    expect(text).toContain('… and 400 older checkpoints that hold.');
    expect(done({ checkpoints: [] }).text).toContain('No checkpoint was signed yet.');
  });

  test('whose ledger changed meanwhile says that nothing was found', () => {
    const { text } = done({ disturbed: true, count: 3 });
    expect(text).toContain('The ledger was changed while it was read');
    expect(text).not.toContain('3 faults');
  });

  test('that was stopped, or failed, says so, and that it shows nothing', () => {
    const step = { what: 'standings', done: 1, all: 2 } as const;
    const stopped = seen(page({ is: 'stopped', by: 'Bob', step, ended: READ_AT }, 'a note'));
    expect(stopped.text).toContain('By Bob, at 2026-01-02T03:04:05Z, after 1 of 2 contests.');
    expect(stopped.text).toContain('nothing was found to be wrong or right');
    const again = stopped.main.querySelector('form input[name=since]');
    expect(again?.getAttribute('value')).toBe('a note');
    const failed = seen(page({ is: 'failed', problem: HOSTILE, ended: READ_AT }));
    expect(failed.text).toContain('The verification could not be finished');
    expect(failed.main.querySelector('form input[name=since]')).toBeNull();
    expect(seen(noRunPage({})).text).toContain('There is no such verification');
  });

  test('is begun from a page that leads to the one under way, and says why it begins none', () => {
    const none = seen(verificationPage({ runs: [], since: '', problem: undefined }, {}));
    expect(none.text).toContain('None in the last hour.');
    const run = { id: 'r1', by: 'Bob', begun: READ_AT, since: undefined };
    const runs = [{ ...run, state: { is: 'running', step: undefined } as const }];
    const busy = seen(verificationPage({ runs, since: HOSTILE, problem: 'Not now.' }, {}));
    expect(busy.text).toContain('One is under way, begun by Bob: follow it.');
    expect(busy.links).toContain('/audit/verification/r1');
    expect(busy.main.querySelector('textarea')?.textContent).toBe(ESCAPED);
    expect(busy.main.querySelector('.errors a')?.getAttribute('href')).toBe('#since');
  });
});
