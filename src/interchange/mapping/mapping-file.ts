import { readFileSync } from 'node:fs';
import { shapeProblem } from '../../../events/json-shape.ts';
import { placeOf, problemOf } from '../../../events/problem.ts';
import { BadInput, unreadable } from '../bad-input.ts';
import { readJson } from '../json-text.ts';
import { Mapping } from './schema.ts';

/** The largest mapping, in bytes: maps of some ten thousand names fit. */
const LARGEST = 4 * 1024 * 1024;

/** How deep a mapping may be nested: a chain of conditions goes down with each of them. */
const DEEPEST = 100;

const at = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? '' : `: ${placeOf(path)}`;

/** Reads the text of a mapping file; `name` stands in the sentence. Refuses, as BadInput, what is none. */
export function parseMapping(text: string, name: string): Mapping {
  const read = readJson(text);
  if (!read.ok) throw new BadInput(`${name}${at(read.path)} ${read.problem}; correct it there.`);
  // First of all: what reads it next goes down as deep as the JSON does.
  const shape = shapeProblem(read.value, DEEPEST);
  if (shape !== undefined) throw new BadInput(`${name}: ${shape}; correct it there.`);
  const parsed = Mapping.safeParse(read.value);
  if (parsed.success) return parsed.data;
  throw new BadInput(`${name}: ${problemOf(parsed.error)}; see docs/importing.md.`);
}

/** Reads a mapping file. */
export function readMapping(path: string): Mapping {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  if (bytes.length > LARGEST) {
    throw new BadInput(`${path} has more than 4 MiB; a mapping is a small JSON file.`);
  }
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return parseMapping(text, path);
}
