import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  CATALOG,
  ENTRY_TYPES,
  isEntryType,
  kindOf,
  schemaOf,
  typeOfCode,
  upcast,
} from '../../events/catalog.ts';
import { RIGHT } from './drafts.ts';

const GOLDEN: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('../golden/catalog-codes.json', import.meta.url), 'utf8'),
);

const FOLDER = new URL('../../events/', import.meta.url);

/** `EndorsementMade` is told in `endorsement-made.ts`. */
const fileOf = (type: string) =>
  `${type.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.ts`;

/** Every object within a value, each with a way to put a changed copy in its place. */
function* objects(value: unknown): Generator<(change: object) => unknown> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const inner of objects(item)) yield (change) => value.with(index, inner(change));
    }
  } else if (typeof value === 'object' && value !== null) {
    yield (change) => ({ ...value, ...change });
    for (const [key, item] of Object.entries(value)) {
      for (const inner of objects(item)) yield (change) => ({ ...value, [key]: inner(change) });
    }
  }
}

describe('the catalog', () => {
  it('gives every type the number that it always had', () => {
    const codes = Object.fromEntries(ENTRY_TYPES.map((type) => [kindOf(type).code, type]));
    expect(codes).toEqual(GOLDEN);
    expect(Object.keys(codes)).toHaveLength(ENTRY_TYPES.length);
  });

  it('finds each type by its number, and none by another', () => {
    for (const type of ENTRY_TYPES) expect(typeOfCode(CATALOG[type].code)).toBe(type);
    for (const code of [0, -1, 1.5, ENTRY_TYPES.length + 1, Number.NaN]) {
      expect(() => typeOfCode(code)).toThrow(RangeError);
    }
  });

  it('keeps numbers that fit beside others in one byte', () => {
    for (const type of ENTRY_TYPES) expect(CATALOG[type].code).toBeLessThan(256);
  });

  it('knows its types by name and nothing that is inherited', () => {
    expect(ENTRY_TYPES.every(isEntryType)).toBe(true);
    expect(['toString', '__proto__', 'entryStruck', ''].some(isEntryType)).toBe(false);
  });

  it('has a file for every type, and tells no type anywhere else', async () => {
    const files = readdirSync(FOLDER);
    const own = ENTRY_TYPES.map(fileOf);
    expect(files).toEqual(expect.arrayContaining(own));
    for (const file of files.filter((name) => !own.includes(name))) {
      const module: object = await import(new URL(file, FOLDER).href);
      expect(Object.keys(module).filter(isEntryType), file).toEqual([]);
    }
  });

  it.each(ENTRY_TYPES)('takes the schema of %s from its file', async (type) => {
    const module: Record<string, unknown> = await import(new URL(fileOf(type), FOLDER).href);
    expect(module[type]).toBe(CATALOG[type].data);
    const others = ENTRY_TYPES.filter((other) => other !== type && other in module);
    expect(others).toEqual([]);
  });

  it('lets only what frames a contest, and what is editorial, hold at every reported time', () => {
    const framing = ENTRY_TYPES.filter((type) => kindOf(type).frames);
    expect(framing).toEqual([
      'ContestOpened',
      'StageOpened',
      'CandidateEntered',
      'EndorserEnrolled',
    ]);
  });

  it('asks no day of record entries and merges, and may miss one of enrolments and withdrawals', () => {
    const by = (on: string) => ENTRY_TYPES.filter((type) => kindOf(type).on === on);
    const records = ENTRY_TYPES.filter((type) => kindOf(type).family === 'record');
    expect(by('none')).toEqual(['EndorserMerged', ...records]);
    expect(by('optional')).toEqual([
      'EndorserEnrolled',
      'EndorsementWithdrawn',
      'NominationWithdrawn',
    ]);
  });

  it('asks a source of every claim about the world', () => {
    const free = ENTRY_TYPES.filter((type) => kindOf(type).sources === 'optional');
    expect(free).toEqual(ENTRY_TYPES.filter((type) => kindOf(type).on === 'none'));
  });

  it('puts merges alone into the register, and lets record entries lie in either stream', () => {
    const by = (stream: string) => ENTRY_TYPES.filter((type) => kindOf(type).stream === stream);
    expect(by('register')).toEqual(['EndorserMerged']);
    expect(by('either')).toEqual(ENTRY_TYPES.filter((type) => kindOf(type).family === 'record'));
  });
});

describe.each(ENTRY_TYPES)('the schema of %s', (type) => {
  it('is strict at every depth', () => {
    const schema = CATALOG[type].data;
    const { full } = RIGHT[type];
    expect(schema.safeParse(full).success).toBe(true);
    for (const changed of objects(full)) {
      const sent = changed({ colour: 'red' });
      // What a correction puts in place is judged by the type that it corrects.
      const replaced = type === 'EntryCorrected' && JSON.stringify(sent).includes('"size":15,"c');
      expect(schema.safeParse(sent).success, JSON.stringify(sent)).toBe(replaced);
    }
  });

  it('reads what it has read as the same again', () => {
    const schema = CATALOG[type].data;
    const once = schema.parse(RIGHT[type].full);
    expect(schema.parse(once)).toEqual(once);
  });

  it('is found under its version, and nothing under one that never was', () => {
    const { version } = kindOf(type);
    expect(schemaOf(type, version)).toBe(CATALOG[type].data);
    for (const never of [0, version + 1, 1.5]) expect(schemaOf(type, never)).toBeUndefined();
    expect(() => upcast(type, 0, {})).toThrow(`${type} has no version 0`);
  });
});
