import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DATE_FORMATS } from '../../../src/interchange/mapping/dates.ts';
import { Mapping } from '../../../src/interchange/mapping/schema.ts';

const PAGE = readFileSync(new URL('../../../docs/importing.md', import.meta.url), 'utf8');

/** What is within a JSON Schema: the names of fields, and the words that a field may have. */
function named(schema: unknown, key: 'properties' | 'enum'): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, value]) => {
    const deeper = named(value, key);
    if (name !== key) return deeper;
    return [...(Array.isArray(value) ? value : Object.keys(value)), ...deeper];
  });
}

const SCHEMA = z.toJSONSchema(Mapping, { io: 'input' });
const ENTRIES = readFileSync(new URL('../../../events/catalog.ts', import.meta.url), 'utf8');
/** The types of entry are documented elsewhere. */
const isType = (word: string) => ENTRIES.includes(`${word}: {`);

describe('docs/importing.md', () => {
  const fields = [...new Set(named(SCHEMA, 'properties'))];
  test('there are fields to look for', () => {
    expect(fields.length).toBeGreaterThan(40);
    expect(fields).toEqual(expect.arrayContaining(['sameAct', 'headerRow', 'dateBasis', 'yesNo']));
  });

  test.each(fields)('names the field %s', (field) => {
    expect(PAGE).toMatch(new RegExp(`[\`"]${field}[\`"]`));
  });

  const words = [...new Set(named(SCHEMA, 'enum'))].filter((word) => !isType(word));
  test.each([...words, ...DATE_FORMATS])('names the word %j', (word) => {
    const shown = word === '\t' ? 'tab' : word === '|' ? '\\|' : `\`${word}\``;
    expect(PAGE).toContain(shown);
  });

  const examples = [...PAGE.matchAll(/`(\{"(?:column|value|template)"[^`]*\})`/g)];
  test.each(examples.map(([, text = '']) => text))(
    'gives an expression that is one: %s',
    (text) => {
      const entry = { type: 'CandidateEntered', data: {} };
      const mapping = { mapping: 1, title: 'x', contest: JSON.parse(text), entries: [entry] };
      expect(Mapping.safeParse(mapping).success).toBe(true);
    },
  );
});
