/** What an entry tells, in one line. */
import { describe, expect, test } from 'vitest';
import { ENTRY_TYPES, type EntryType, kindOf } from '../../events/catalog.ts';
import { type Entry, readEntry } from '../../events/entry.ts';
import { entryTitle, namedIn } from '../../src/interchange/entry-title.ts';
import { RIGHT } from '../events/drafts.ts';
import { id } from '../support/given.ts';

/** An entry of a type, with data of ours. */
function entry(type: EntryType, data: object, on?: string): Entry {
  const envelope = {
    id: id(type),
    contest: 'leader-2010',
    type,
    version: kindOf(type).version,
    recordedAt: '2026-01-01T00:00:00.000Z',
    recordedBy: 'a tester',
    payloadHash: '',
  };
  const said = { data: { ...data }, ...(on === undefined ? {} : { on }) };
  return readEntry(envelope, { seq: 0, revision: 0 }, said);
}

const nomination = entry('NominationMade', { endorser: 'gmb', candidate: 'ann' }, '2010-07-15');

describe('the title of an entry', () => {
  test.each(ENTRY_TYPES)('of type %s tells something, with the least data and with all', (type) => {
    const { least, full } = RIGHT[type];
    for (const data of [least, full]) {
      const title = entryTitle(entry(type, data));
      expect(title).toMatch(new RegExp(`^${type}: \\S`));
      expect(title).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });

  test.each([
    [nomination, 'NominationMade: gmb → ann, on 2010-07-15'],
    [
      entry('EndorsementMade', {
        endorser: 'gmb',
        choices: [
          { candidate: 'ann', rank: 1 },
          { candidate: 'bob', rank: 2 },
        ],
        form: 'endorsement',
      }),
      'EndorsementMade: gmb → 1 ann, 2 bob',
    ],
    [
      entry('EndorsementMade', {
        endorser: 'gmb',
        choices: [
          { candidate: 'ann', rank: 1 },
          { candidate: 'bob', rank: 1 },
        ],
        form: 'recommendation',
      }),
      'EndorsementMade: gmb → ann, bob (recommended)',
    ],
    [
      entry('NeutralityDeclared', { endorser: 'gmb', stance: 'declined' }, '2010-07'),
      'NeutralityDeclared: gmb, declined, on 2010-07',
    ],
    [entry('ContestResultDeclared', { rounds: [] }), 'ContestResultDeclared: no winner'],
    [entry('EndorserMerged', { endorser: 'a', into: 'b', why: 'x' }), 'EndorserMerged: a is b'],
  ])('%#: %s', (told, title) => {
    expect(entryTitle(told)).toBe(title);
  });

  test('that names another tells what that one told, where it is at hand', () => {
    const ended = entry('NominationWithdrawn', { act: nomination.id }, '2010-07-20');
    const struck = entry('EntryStruck', { entry: nomination.id, why: 'x' });
    const resolved = entry('DisputeResolved', { entry: id('x'), outcome: 'upheld', why: 'x' });
    expect([ended, struck, resolved, nomination].map(namedIn)).toEqual([
      nomination.id,
      nomination.id,
      id('x'),
      undefined,
    ]);
    expect(entryTitle(ended, nomination)).toBe('NominationWithdrawn: gmb → ann, on 2010-07-20');
    expect(entryTitle(ended)).toContain(`the act of entry ${nomination.id}`);
    expect(entryTitle(struck, nomination)).toBe(
      'EntryStruck: NominationMade: gmb → ann, on 2010-07-15',
    );
    expect(entryTitle(resolved)).toBe(`DisputeResolved: entry ${id('x')} (upheld)`);
    const again = entry('NominationMade', { ...nomination.data, act: id('y') });
    expect(namedIn(again)).toBeUndefined();
  });

  test('says of an erased one, and of what named it, only that', () => {
    const { type, version, recordedAt, recordedBy, payloadHash, contest } = nomination;
    const envelope = { id: id('z'), contest, type, version, recordedAt, recordedBy, payloadHash };
    const erased = readEntry(envelope, { seq: 0, revision: 0 }, null);
    expect(entryTitle(erased)).toBe('NominationMade: erased by law');
    expect(namedIn(erased)).toBeUndefined();
    const ended = entry('NominationWithdrawn', { act: erased.id });
    expect(entryTitle(ended, erased)).toBe('NominationWithdrawn: erased by law');
  });
});
