import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { BadInput } from '../../../src/interchange/bad-input.ts';
import { parseMapping, readMapping } from '../../../src/interchange/mapping/mapping-file.ts';
import { entered, written } from './mapping-made.ts';

const folder = mkdtempSync(join(tmpdir(), 'hustings-mapping-'));
afterAll(() => rmSync(folder, { recursive: true }));

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof BadInput) return error.message.replaceAll(`${folder}/`, '');
    throw error;
  }
  throw new Error('it is not refused');
};

const faultOf = (more: Readonly<Record<string, unknown>>) =>
  refusal(() => parseMapping(JSON.stringify(written(more)), 'm.json'));

describe('a mapping that is wrong', () => {
  test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['a field too many', { colour: 'red' }, /^m\.json: has no field "colour"; see docs/],
    ['no contest', { contest: undefined }, /^m\.json: contest: /],
    ['another version', { mapping: 2 }, /^m\.json: mapping: must be 1; see/],
    ['no entries', { entries: [] }, /^m\.json: entries: must be a list with a length of 1 or more/],
    [
      'an entry type that is none',
      { entries: [entered('x', { type: 'EndorsmentMade' })] },
      /^m\.json: entries\[0\]\.type: must be one of "ContestOpened"/,
    ],
    [
      'a format that is none',
      { entries: [entered('x', { on: { column: 'd', date: 'M/D/Y' } })] },
      /^m\.json: entries\[0\]\.on\.date: must be one of "EDTF", "DD\/MM\/YYYY"/,
    ],
    ['a step that is none', { contest: { column: 'a', upper: true } }, /^m\.json: contest: /],
    ['a step that is off', { contest: { column: 'a', slug: false } }, /^m\.json: contest\.slug: /],
    ['a choice without is', { contest: { if: { a: 'b' } } }, /^m\.json: contest\.is: /],
    ['a map to a number', { maps: { m: { a: 1 } } }, /^m\.json: maps\.m\.a: /],
    ['a condition without a word', { entries: [entered('x', { when: { a: 1 } })] }, /when\.a: /],
    ['a source without an address', { sources: [{ publisher: 'P', title: 'T' }] }, /sources\[0\]/],
    ['sameAct', { sameAct: 'maybe' }, /sameAct: must be one of "refuse", "retell", "anew"/],
    ['a delimiter', { list: { delimiter: '-' } }, /list\.delimiter: must be one of ",", ";"/],
    ['an encoding', { list: { encoding: 'latin1' } }, /list\.encoding: must be one of "utf-8"/],
    [
      'a policy of removal',
      { snapshots: { url: 'u', publisher: 'p', title: 't', removed: 'gone' } },
      /snapshots\.removed: must be one of "withdrawn", "struck"/,
    ],
  ])('%s', (_name, more, sentence) => {
    const message = faultOf(more);
    expect(message).toMatch(sentence);
    expect(message).toMatch(/; see docs\/importing\.md\.$/);
    expect(message).not.toContain('\n');
  });

  test.each<[string, string | Buffer, string]>([
    ['no JSON', '{"mapping": 1,', 'm.json is not JSON (see character 15); correct it there.'],
    ['a list', '[]', 'm.json: must be an object'],
    [
      'a field twice',
      '{"mapping": 1, "mapping": 1}',
      'm.json: mapping is given twice; keep one of the two; correct it there.',
    ],
    ['something large', Buffer.alloc(5 * 1024 * 1024, ' '), 'm.json has more than 4 MiB'],
  ])('%s', (_name, content, begin) => {
    writeFileSync(join(folder, 'm.json'), content);
    expect(refusal(() => readMapping(join(folder, 'm.json')))).toContain(begin);
  });

  test('one that is not there, and a folder', () => {
    expect(refusal(() => readMapping(join(folder, 'none.json')))).toBe(
      'none.json does not exist; check its name.',
    );
    expect(refusal(() => readMapping(folder))).toMatch(/cannot be read \(EISDIR\)/);
  });
});

describe('a mapping that is right', () => {
  test('may begin with a byte order mark', () => {
    writeFileSync(join(folder, 'bom.json'), `\uFEFF${JSON.stringify(written())}`);
    expect(readMapping(join(folder, 'bom.json')).title).toBe('A list');
  });

  test('has what it leaves out', () => {
    const { list, blank, maps, values, sameAct } = parseMapping(JSON.stringify(written()), 'm');
    expect({ list, blank, maps, values, sameAct }).toEqual({
      list: {},
      blank: [],
      maps: {},
      values: {},
      sameAct: 'refuse',
    });
  });

  const samples = fileURLToPath(new URL('../../../samples/mappings/', import.meta.url));
  test.each(readdirSync(samples))('%s of the samples', (name) => {
    expect(readMapping(join(samples, name)).mapping).toBe(1);
  });
});
