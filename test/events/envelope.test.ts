import { describe, expect, it } from 'vitest';
import { parseDraft } from '../../events/entry.ts';
import { id, nominated, source, tell } from '../support/given.ts';

const right = nominated('usdaw', 'ann', '2010-07-14');

function problem(input: unknown): string {
  const parsed = parseDraft(input);
  return parsed.ok ? '' : parsed.problem;
}

const cited = (change: object) => ({ ...right, sources: [source(), { ...source(), ...change }] });

describe('a draft as a whole', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'NominationMade'],
    ['a list', [right]],
    ['a number', 12],
  ])('refuses %s', (_, input) => {
    expect(problem(input)).toMatch(/must be an object/);
  });

  it.each([
    ['an unknown type', { type: 'NominationMad' }, 'type: there is no "NominationMad"'],
    ['a type in small letters', { type: 'nominationMade' }, 'type: there is no "nominationMade"'],
    ['an inherited name', { type: 'toString' }, 'type: there is no "toString"'],
    ['no type', { type: undefined }, 'type: '],
    ['version 0', { version: 0 }, 'version: '],
    ['half a version', { version: 1.5 }, 'version: '],
    ['a version as text', { version: '1' }, 'version: '],
    ['an id that is none', { id: 'one' }, 'id: must be a UUID'],
    ['an id in capitals', { id: id('x').toUpperCase() }, 'id: must be a UUID in lower case'],
    ['a day of another form', { on: '14 July 2010' }, 'on: '],
    ['a day that does not exist', { on: '2010-02-30' }, 'on: '],
    ['an instant for a day', { on: '2010-07-14T10:00:00Z' }, 'on: '],
    ['a day as a number', { on: 2010 }, 'on: '],
    ['an empty day', { on: '' }, 'on: '],
    ['no data', { data: undefined }, 'data: '],
    ['data that is a list', { data: [] }, 'data: '],
    ['data that is null', { data: null }, 'data: '],
    ['a source that is no list', { sources: source() }, 'sources: '],
    ['more sources than 50', { sources: Array(51).fill(source()) }, 'sources: '],
    ['an empty note', { note: '' }, 'note: is empty'],
    ['a note beyond 2,000 characters', { note: 'x'.repeat(2001) }, 'note: '],
    ['a place in the ledger', { seq: 1 }, 'has no field "seq"'],
    ['a clock', { recordedAt: '2026-01-01T00:00:00.000Z' }, 'has no field "recordedAt"'],
    ['a contest', { contest: 'leader-2010' }, 'has no field "contest"'],
  ])('refuses %s, naming the place', (_, change, place) => {
    expect(problem({ ...right, ...change })).toContain(place);
  });

  it('names the character at which a date stops being one', () => {
    expect(problem({ ...right, on: '2010-7-14' })).toMatch(/^on: .*character 6/);
  });

  it('names every unknown type beside those that there are', () => {
    expect(problem({ ...right, type: 'X' })).toMatch(
      /the types are ContestOpened, .*PayloadErased/,
    );
  });

  it('tells several problems in one line, five at most', () => {
    const found = problem({ ...right, id: 1, on: 2, note: 3, sources: 4, data: 5, version: 6 });
    expect(found.split('; ')).toHaveLength(5);
    expect(found).not.toContain('\n');
  });

  it('leaves what was sent as it was', () => {
    const sent = { ...right, note: 'Re\u0301my' };
    const before = structuredClone(sent);
    parseDraft(sent);
    expect(sent).toEqual(before);
  });
});

describe('a source', () => {
  it.each([
    ['no url', { url: undefined }, 'sources[1].url'],
    ['no publisher', { publisher: undefined }, 'sources[1].publisher'],
    ['no title', { title: undefined }, 'sources[1].title'],
    ['a blank title', { title: ' \u00a0 ' }, 'sources[1].title: is empty'],
    ['another scheme', { url: 'ftp://paper.example' }, 'sources[1].url'],
    ['a script', { url: 'javascript:alert(1)' }, 'sources[1].url'],
    ['an address without a host', { url: 'https://' }, 'sources[1].url'],
    ['blanks in an address', { url: ' https://paper.example' }, 'sources[1].url'],
    ['an archive that is no address', { archivedUrl: 'archive' }, 'sources[1].archivedUrl'],
    ['a date that is none', { published: '2010-13' }, 'sources[1].published'],
    ['a look at no day', { retrieved: '2010-02-30' }, 'sources[1].retrieved'],
    ['a look at an uncertain day', { retrieved: '2010-07' }, 'sources[1].retrieved'],
    ['a look at a local time', { retrieved: '2010-07-14T09:30:00' }, 'sources[1].retrieved'],
    ['a digest in capitals', { sha256: 'A'.repeat(64) }, 'sources[1].sha256'],
    ['half a digest', { sha256: 'a'.repeat(32) }, 'sources[1].sha256'],
    ['a quote beyond 300 characters', { quote: 'x'.repeat(301) }, 'sources[1].quote'],
    ['a basis beyond 500 characters', { dateBasis: 'x'.repeat(501) }, 'sources[1].dateBasis'],
    ['an unknown field', { author: 'x' }, 'sources[1]: has no field "author"'],
  ])('is refused with %s', (_, change, place) => {
    expect(problem(cited(change))).toContain(place);
  });

  it('is read with all that it may say', () => {
    const whole = {
      ...source('[2010-07-01..2010-07-14~]'),
      url: 'http://paper.example/a?b=c#d',
      retrieved: '2026-01-31T09:30:00.5Z',
      archivedUrl: 'https://archive.example/1',
      sha256: 'a0'.repeat(32),
      locator: 'page 3',
      quote: 'x'.repeat(300),
      dateBasis: 'the day of the paper',
    };
    const sources = [whole, { ...source(), retrieved: '2026-01-31' }];
    expect(parseDraft({ ...right, sources })).toMatchObject({ ok: true, draft: { sources } });
  });
});

describe('text', () => {
  const name = (value: string) =>
    tell('CandidateEntered', { candidate: 'ann', name: value }, '2010');

  it('is kept in its composed form (NFC), everywhere', () => {
    const parsed = parseDraft({
      ...name('Re\u0301my'),
      note: 'Cafe\u0301',
      sources: [source('2010', { publisher: 'Le Soleil d\u2019E\u0301te\u0301' })],
    });
    expect(parsed).toMatchObject({
      ok: true,
      draft: {
        data: { name: 'R\u00e9my' },
        note: 'Caf\u00e9',
        sources: [{ publisher: 'Le Soleil d\u2019\u00c9t\u00e9' }],
      },
    });
  });

  it('counts characters after composing them', () => {
    expect(problem(name('e\u0301'.repeat(200)))).toBe('');
    expect(problem(name('e\u0301'.repeat(201)))).toContain('data.name');
  });

  it.each(['\ud800', 'x\udc00', '\udc00\ud800'])('refuses the lone surrogate in %j', (value) => {
    expect(problem(name(value))).toContain('data.name: is not well-formed');
    expect(problem({ ...right, note: value })).toContain('note: is not well-formed');
  });

  it('keeps characters beyond the first plane', () => {
    expect(parseDraft(name('\u{1f5f3} Ann'))).toMatchObject({
      ok: true,
      draft: { data: { name: '\u{1f5f3} Ann' } },
    });
  });
});

describe('what no honest client sends', () => {
  const nested = (depth: number) => {
    let value: unknown = 1;
    for (let i = 0; i < depth; i += 1) value = [value];
    return value;
  };

  it('is refused, not thrown, where replaced data is nested 10,000 deep', () => {
    const data = { entry: id('x'), why: 'x', data: { a: nested(10_000) } };
    expect(problem({ type: 'EntryCorrected', data })).not.toBe('');
  });

  it('is refused, not thrown, where a rule is nested 3,000 deep', () => {
    let rule: unknown = { atLeast: 1, of: ['MP'] };
    for (let i = 0; i < 3000; i += 1) rule = { anyOf: [rule] };
    const stage = tell('StageOpened', { stage: 's', name: 'S', rule }, '2010');
    expect(problem(stage)).not.toBe('');
  });

  it('is refused, not dropped, where a field is named __proto__', () => {
    const data = `{"endorser":"usdaw","candidate":"ann","__proto__":{"stage":"mp"}}`;
    const sent = { ...right, data: JSON.parse(data) };
    expect(problem(sent)).toContain('__proto__');
  });
});
