import { isErased } from '../store/decode.ts';
import type { Expected, StoredEntry } from '../store/event-store.ts';
import type { Arriving } from './arrival.ts';
import { type Fault, fault, type Refusal, type Warning } from './refusals.ts';

/** What became of an append. */
export type Appended =
  | {
      readonly ok: true;
      readonly entries: readonly StoredEntry[];
      /** How many of them are new; the others were stored already. */
      readonly appended: number;
      readonly warnings: readonly Warning[];
      /** This was answered before under the same receipt: entries and warnings are those of then. */
      readonly again?: true;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** What became of a batch of which only what is good was appended. */
export interface AppendedGood {
  /** The new entries as they were decided on. */
  readonly good: readonly Arriving[];
  /** The places, in the batch, of those whose ids were stored already. */
  readonly there: readonly number[];
  /** Why others were not appended, by their places. */
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly Warning[];
}

/** A fault as an outcome. */
export const refused = (wrong: Fault, index = 0): Appended & { readonly ok: false } => ({
  ok: false,
  refusal: { ...wrong, index },
});

const place = (revision: Expected): string =>
  revision === -1 || revision === 'no-stream' ? 'empty' : `at revision ${revision}`;

/** Somebody else came first. */
export const wrongRevision = (actual: number, expected: Expected) =>
  refused(
    fault(
      'wrong-revision',
      `The stream is ${place(actual)}, not ${place(expected)}; read what came between and try again.`,
    ),
  );

/** The id stands for another entry, or for one whose payload is gone. */
export function idReused(stored: StoredEntry, index: number): Appended & { ok: false } {
  const wrong = isErased(stored)
    ? fault('erased', `Entry ${stored.id} was erased by law, and is not taken again.`)
    : fault(
        'id-reused',
        `Entry ${stored.id} is stored already (seq ${stored.seq}) with another body; give this one an id of its own.`,
      );
  return { ok: false, refusal: { ...wrong, index } };
}

/** Warnings as a refusal. */
export function strictly(warnings: readonly Warning[]): ReturnType<typeof refused> {
  const message = warnings.map((warning) => warning.message).join(' ');
  return refused(
    fault('strict', `Warnings are refusals here: ${message}`),
    warnings[0]?.index ?? 0,
  );
}
