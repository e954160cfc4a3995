/** The page of who recorded what: its facets, its rows, and what it says where there is none. */
import { describe, expect, test } from 'vitest';
import type { FacetCounts } from '../../src/ledger/queries/recorders.ts';
import { type AuditLogShown, auditLogPage } from '../../src/web/audit-log-page.ts';
import { folded } from './parsed.ts';
import { HOSTILE, seen as seenFrame } from './seen.ts';

const COUNTS: FacetCounts = {
  knownAt: 9,
  entries: 3,
  recordedBy: [
    { value: 'Ada', entries: 2 },
    { value: HOSTILE, entries: 7 },
  ],
  contest: [
    { value: 'a', entries: 2 },
    { value: null, entries: 1 },
  ],
  type: [{ value: 'EndorserMerged', entries: 3 }],
};

const ENTRY = {
  seq: 1234,
  id: '90bb227f-0000-7000-8000-000000000000',
  contest: null,
  revision: 0,
  type: 'EndorserMerged',
  recordedAt: '2026-01-01T00:00:00.000Z',
  recordedBy: HOSTILE,
  payloadHash: 'sha256:a',
  erased: false,
  says: HOSTILE,
};

function seen(more: Partial<AuditLogShown>) {
  const shown: AuditLogShown = {
    counts: COUNTS,
    chosen: {},
    titles: { a: 'The A contest' },
    entries: [ENTRY],
    below: undefined,
    next: null,
    readAt: 0,
    ...more,
  };
  return seenFrame(auditLogPage(shown, { asOf: '2020-01-01' }), null);
}

describe('who recorded what', () => {
  test('has each facet as links with counts, the most first, and the active one removable', () => {
    const { main, links, text } = seen({ chosen: { recordedBy: 'Ada', contest: null } });
    const part = main.querySelector('[aria-labelledby=facet-recordedBy]');
    const items = [...(part?.querySelectorAll('li') ?? [])].map((each) =>
      folded(`${each.textContent}`),
    );
    expect(items).toEqual([`${HOSTILE} 7`, 'Ada 2 ✕Remove Ada']);
    expect(links).toContain('/audit/log?asOf=2020-01-01&register=true');
    expect(links).toContain('/audit/log?asOf=2020-01-01&recordedBy=Ada');
    expect(links).toContain('/audit/log?asOf=2020-01-01&recordedBy=Ada&contest=a');
    expect(links).toContain(
      '/audit/log?asOf=2020-01-01&recordedBy=Ada&register=true&type=EndorserMerged',
    );
    expect(text).toContain('the register 1 ✕Remove the register');
  });

  test('folds what is beyond the first dozen, but never what is chosen', () => {
    const type = Array.from({ length: 30 }, (_, at) => ({ value: `T${at}`, entries: 30 - at }));
    const { main } = seen({ counts: { ...COUNTS, type }, chosen: { type: 'T29' } });
    const part = main.querySelector('[aria-labelledby=facet-type]');
    expect(part?.querySelector('summary')?.textContent).toBe('17 more');
    expect(part?.querySelectorAll(':scope > ul li')).toHaveLength(13);
    expect(part?.querySelectorAll('li')).toHaveLength(30);
  });

  test('has a row for each entry, and leads on and back', () => {
    const { text, links } = seen({ below: 2000, next: 1200, chosen: { contest: 'a' } });
    expect(text).toContain(`1,234 2026-01-01T00:00:00.000Z ${HOSTILE} EndorserMerged the register`);
    expect(links).toContain(`/entries/${ENTRY.id}?asOf=2020-01-01`);
    expect(links).toContain('/audit/log?asOf=2020-01-01&contest=a&below=1200');
    expect(links).toContain('/audit/log?asOf=2020-01-01&contest=a');
  });

  test.each([
    [{ counts: { ...COUNTS, knownAt: -1, entries: 0 } }, 'This ledger has no entry yet'],
    [{ counts: { ...COUNTS, entries: 0 } }, 'No entry fits all of these.'],
    [{ next: null, below: 1 }, 'There is nothing older.'],
    [{ next: 400 }, 'there are older ones'],
  ])('says why there is no row', (more, why) => {
    const { text, main } = seen({ entries: [], ...more });
    expect(text).toContain(why);
    expect(main.querySelector('table')).toBeNull();
  });
});
