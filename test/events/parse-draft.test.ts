import { describe, expect, it } from 'vitest';
import { ENTRY_TYPES, type EntryType, kindOf } from '../../events/catalog.ts';
import { parseDraft } from '../../events/entry.ts';
import { id, source } from '../support/given.ts';
import { RIGHT } from './drafts.ts';
import { WRONG } from './wrong-values.ts';

type Data = Readonly<Record<string, unknown>>;

/** A draft of a type, right but for its data. */
function draftOf(type: EntryType, data: Data) {
  const kind = kindOf(type);
  return {
    type,
    data,
    ...(kind.on === 'none' ? {} : { on: '2010-07-14' }),
    sources: [source('2010-07-14')],
  };
}

/** What is wrong with a draft, in one line; '' where nothing is. */
function problem(input: unknown): string {
  const parsed = parseDraft(input);
  return parsed.ok ? '' : parsed.problem;
}

const without = (data: Data, key: string): Data =>
  Object.fromEntries(Object.entries(data).filter(([name]) => name !== key));

const changed = (data: Data, change: Data): Data =>
  Object.fromEntries(
    Object.entries({ ...data, ...change }).filter(([, value]) => value !== undefined),
  );

describe.each(ENTRY_TYPES)('a draft of %s', (type) => {
  const { full, least } = RIGHT[type];
  const right = draftOf(type, full);

  it('is read as it was sent where it is right, in its current version', () => {
    const whole = { ...right, id: id('mine'), note: 'A note.' };
    const version = kindOf(type).version;
    expect(parseDraft(whole)).toEqual({ ok: true, draft: { ...whole, version } });
    expect(parseDraft({ ...whole, version })).toEqual({ ok: true, draft: { ...whole, version } });
  });

  it('gains no field that was not sent', () => {
    const bare = draftOf(type, least);
    expect(parseDraft(bare)).toEqual({
      ok: true,
      draft: { ...bare, version: kindOf(type).version },
    });
  });

  it('needs every field of its least data', () => {
    for (const key of Object.keys(least)) {
      const replaced = type === 'EntryCorrected' && key === 'on';
      const place = replaced ? 'data: replaces nothing' : `data.${key}: `;
      expect(problem(draftOf(type, without(least, key))), key).toContain(place);
    }
  });

  it('refuses fields that nobody knows, in the data and beside it', () => {
    for (const key of ['colour', 'seq', 'recordedAt', 'Act', 'constructor']) {
      expect(problem(draftOf(type, { ...full, [key]: 'x' }))).toContain(
        `data: has no field "${key}"`,
      );
      expect(problem({ ...right, [key]: 'x' })).toContain(`has no field "${key}"`);
    }
  });

  it('refuses in every field what is of no type that it could be', () => {
    for (const key of Object.keys(full)) {
      for (const value of [null, { colour: 'red' }, 0.5, [[]], '']) {
        if (type === 'EntryCorrected' && key === 'data' && !Array.isArray(value)) continue;
        const found = problem(draftOf(type, { ...full, [key]: value }));
        expect(found, `${key}: ${JSON.stringify(value)}`).toContain(`data.${key}`);
      }
    }
  });

  it('refuses in every field what JSON has no form for', () => {
    for (const key of Object.keys(full)) {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n, new Date(0), () => 1]) {
        const found = problem(draftOf(type, { ...full, [key]: value }));
        expect(found, `${key}: ${String(value)}`).toContain(`data.${key}`);
      }
    }
  });

  it.each(WRONG[type])('refuses %j, naming %s', (change, place) => {
    const found = problem(draftOf(type, changed(full, change)));
    expect(found).toContain(place);
    expect(found).not.toContain('\n');
  });

  it('has a day where it tells of one, and none where it cannot', () => {
    const { on } = kindOf(type);
    const undated = without(right, 'on');
    if (on === 'required') expect(problem(undated)).toMatch(`on: ${type} needs the day`);
    else expect(parseDraft(undated)).toMatchObject({ ok: true });
    const dated = { ...right, on: '[2010-06-27..2010-07-14]' };
    if (on === 'none') expect(problem(dated)).toMatch(`on: ${type} has no day`);
    else expect(parseDraft(dated)).toMatchObject({ ok: true, draft: { on: dated.on } });
  });

  it('has a source where it is a claim about the world', () => {
    const bare = without(right, 'sources');
    if (kindOf(type).sources === 'required') {
      expect(problem(bare)).toMatch(`sources: ${type} is a claim`);
    } else expect(parseDraft(bare)).toMatchObject({ ok: true });
    expect(problem({ ...right, sources: [] })).toContain('sources');
  });

  it('refuses a version that never was', () => {
    const beyond = kindOf(type).version + 1;
    expect(problem({ ...right, version: beyond })).toMatch(
      `version: ${type} has no version ${beyond}; the current one is ${beyond - 1}`,
    );
  });
});
