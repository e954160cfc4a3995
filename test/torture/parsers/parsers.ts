import { bundleParsers } from './of/bundles.ts';
import { DAY_PARSERS } from './of/days.ts';
import { ENTRY_PARSERS } from './of/entries.ts';
import { HEAD_PARSERS } from './of/headers.ts';
import { listParsers } from './of/lists.ts';
import { LOG_PARSERS } from './of/log.ts';
import { MAPPING_PARSERS } from './of/mappings.ts';
import { FLAG_PARSER, SETTING_PARSERS } from './of/settings.ts';
import type { Parser } from './parser.ts';

/** Parsers, and what ends those that need something. */
export interface OpenParsers {
  readonly parsers: readonly Parser[];
  end(): Promise<void>;
}

/** Every parser that there is, and what ends those that need something. */
export async function openParsers(): Promise<OpenParsers> {
  const lists = listParsers();
  const bundles = await bundleParsers();
  const parsers = [
    ...DAY_PARSERS,
    ...ENTRY_PARSERS,
    ...HEAD_PARSERS,
    ...LOG_PARSERS,
    ...MAPPING_PARSERS,
    ...SETTING_PARSERS,
    FLAG_PARSER,
    ...lists.parsers,
    ...bundles,
  ];
  return { parsers, end: async () => lists.end() };
}
