/** The auditor's pages in every state: nothing there yet, all well, something wrong. */
import { describe, expect, test } from 'vitest';
import { WEAKNESSES } from '../../projections/weak.ts';
import type { LogState } from '../../src/ledger/queries/log-state.ts';
import { checkpointsPage } from '../../src/web/audit-checkpoints-page.ts';
import { type AuditShown, auditPage } from '../../src/web/audit-page.ts';
import { bundlePage } from '../../src/web/bundle-form.ts';
import type { Viewer } from '../../src/web/viewer.ts';
import { folded } from './parsed.ts';
import { AUDREY, ESCAPED, HOSTILE, READ_AT, seen } from './seen.ts';

describe('the first page', () => {
  const EMPTY: LogState = {
    entries: 0,
    tree: { size: 0, root: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' },
    last: null,
    problem: null,
  };
  const clocks = { asOf: '2026-01-02', reportedBy: null, knownAt: { seq: -1, recordedAt: null } };
  const shown = (state: Partial<LogState>, more: Partial<AuditShown> = {}): AuditShown => ({
    state: { ...EMPTY, ...state },
    readAt: READ_AT,
    vkeys: ['ledger.example/a+1a2b3c4d+AQ'],
    weak: { clocks, contests: [], titles: {} },
    ...more,
  });
  const last = { size: 7, root: 'AAAA', origin: HOSTILE, recordedAt: '2026-01-01T00:00:00.000Z' };

  test('of an empty ledger says what there will be', () => {
    const { text } = seen(auditPage(shown({}, { vkeys: [] }), {}));
    expect(text).toContain('None was signed yet');
    expect(text).toContain('No contest has a claim yet');
    expect(text).toContain('This server has no key of the log');
    expect(text).toContain('size 0, root 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
    expect(text).toContain('Read 2026-01-02T03:04:05Z.');
  });

  test('says how many entries no checkpoint covers yet', () => {
    const at = (entries: number) => seen(auditPage(shown({ entries, last }), {})).text;
    expect(at(7)).toContain('It covers every entry.');
    expect(at(8)).toContain('1 entry has come since, in no checkpoint yet');
    expect(at(1300)).toContain('1,293 entries have come since');
    expect(at(7)).toContain(HOSTILE);
  });

  test('says that the log is damaged, and what of it cannot be told', () => {
    const { text, main } = seen(auditPage(shown({ tree: null, problem: `${HOSTILE}.` }), {}));
    expect(main.querySelector('[role=alert]')?.textContent).toContain('The log is damaged');
    expect(text).toContain('It cannot be told.');
  });

  test('leads auditors on, and tells others what a token would give', () => {
    const links = (viewer: Viewer | null) =>
      seen(auditPage(shown({ entries: 3 }), {}), viewer).links;
    expect(links(AUDREY)).toEqual(expect.arrayContaining(['/audit/verification', '/audit/log']));
    for (const viewer of [null, { name: 'Ada', roles: ['editor'] } as const]) {
      expect(links(viewer)).not.toContain('/audit/log');
      expect(links(viewer)).not.toContain('/audit/verification');
      expect(links(viewer)).toContain('/sign-in?next=%2Faudit');
    }
  });

  test('has for each contest how much is weak, each count with its list, in the same sight', () => {
    const counts = Object.fromEntries(WEAKNESSES.map((each, at) => [each, at])) as never;
    const weak = { clocks, contests: [{ contest: 'a-b', claims: 1200, counts }], titles: {} };
    const { links, main } = seen(auditPage(shown({}, { weak }), { asOf: '2020-01-01' }));
    const cells = [...main.querySelectorAll('tbody tr td')];
    expect(cells.map((cell) => folded(`${cell.textContent}`))).toEqual([
      '1,200',
      ...WEAKNESSES.map((_, at) => `${at}`),
    ]);
    expect(links).toContain('/contests/a-b/weak?asOf=2020-01-01&list=single-source');
    expect(links).not.toContain('/contests/a-b/weak?asOf=2020-01-01&list=unsourced');
  });
});

test('a bundle that there is not: why, and the field says again what was said', () => {
  const { main, text } = seen(bundlePage(HOSTILE, 'There is no such entry.', {}));
  expect(main.querySelector('.errors a')?.getAttribute('href')).toBe('#bundle-entry');
  const field = main.querySelector('#bundle-entry');
  expect([field?.getAttribute('value'), field?.getAttribute('aria-invalid')]).toEqual([
    HOSTILE,
    'true',
  ]);
  expect(text).toContain('There is no such entry.');
  expect(seen(bundlePage('', undefined, {})).main.querySelector('.errors')).toBeNull();
});

describe('the checkpoints', () => {
  const NONE = { checkpoints: [], next: null };
  const nothing = { note: '', checked: undefined, below: undefined };

  test('none yet, none below, and some with older ones', () => {
    expect(seen(checkpointsPage({ ...nothing, page: NONE }, {})).text).toContain(
      'No checkpoint was signed yet.',
    );
    const below = seen(checkpointsPage({ ...nothing, page: NONE, below: 5 }, {}));
    expect(below.text).toContain('There is no checkpoint of fewer than 5 entries.');
    expect(below.links).toContain('/audit/checkpoints');
    const page = { checkpoints: [{ size: 1200, recordedAt: null }], next: 1200 };
    const some = seen(checkpointsPage({ ...nothing, page, below: 2000 }, {}));
    expect(some.text).toContain('1,200 not known Download the checkpoint of 1,200 entries');
    expect(some.links).toContain('/log/checkpoints/1200');
    expect(some.links).toContain('/audit/checkpoints?below=1200');
  });

  test('one that was kept: each step with what came of it, and what was pasted is kept', () => {
    const kept = { origin: 'a', size: 7, root: new Uint8Array(32) };
    const steps = [
      { what: 'form', holds: true, says: HOSTILE },
      { what: 'log', holds: null, says: 'No key.' },
      { what: 'root', holds: false, says: 'Another root.' },
    ] as const;
    const checked = { kept, steps, holds: false };
    const { main, text, document } = seen(
      checkpointsPage({ page: NONE, below: undefined, note: HOSTILE, checked }, {}),
    );
    expect(text).toContain('Holds: <script>');
    expect(text).toContain('Not looked at: No key.');
    expect(text).toContain('Fails: Another root.');
    expect(document.title).toContain('The log does not hold what this checkpoint says');
    expect(main.querySelector('textarea')?.textContent).toBe(ESCAPED);
    expect(main.querySelector('.errors')).toBeNull();
    const good = { ...nothing, page: NONE, checked: { ...checked, holds: true } };
    expect(seen(checkpointsPage(good, {})).text).toContain('The log begins with the 7 entries');
  });

  test('what is no checkpoint is an error at its field', () => {
    const steps = [{ what: 'form', holds: false, says: 'It is none.' }] as const;
    const checked = { kept: undefined, steps, holds: false };
    const { main } = seen(
      checkpointsPage({ page: NONE, below: undefined, note: 'a', checked }, {}),
    );
    expect(main.querySelector('.errors a')?.getAttribute('href')).toBe('#kept');
    expect(main.querySelector('textarea')?.getAttribute('aria-invalid')).toBe('true');
    expect(main.querySelector('#outcome')).toBeNull();
  });
});
