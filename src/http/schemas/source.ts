import { z } from 'zod';
import { Rule as EventRule } from '../../../events/rule.ts';
import { Source as EventSource } from '../../../events/source.ts';
import { named } from './named.ts';

/** Where a claim was published. */
export const Source = named('Source', EventSource, {
  description:
    'Where a claim was published: who, what, when (EDTF), the exact words (quote), the SHA-256 of the bytes cited, and how a date was derived (dateBasis).',
});

/** The sources of the entries that an answer names. */
export const Cited = named('Cited', z.record(z.string(), z.array(Source)), {
  description:
    'The sources of each entry that the answer names, by its id: those that hold at its clocks.',
});

/** What a candidate needs to pass a stage. */
export const Rule = named('Rule', EventRule, {
  description: 'What a candidate needs to pass a stage: thresholds, joined by anyOf and allOf.',
});
