import { type Draft, type Misread, parseDraft } from './entry.ts';

/** An item of a batch that is no entry, and where it stands, from 0. */
export interface MisreadItem extends Misread {
  readonly index: number;
}

/** What somebody sent to be appended in one step: one entry, or a list of them. */
export type ParsedBatch =
  | { readonly ok: true; readonly drafts: readonly Draft[] }
  /** The first items that are no entries, a few of them. */
  | { readonly ok: false; readonly wrong: readonly [MisreadItem, ...MisreadItem[]] };

/** What is said of an item that is not even an object. */
export const NO_OBJECT = 'an entry must be a JSON object';

/** How many wrong items are told. */
const TOLD = 10;

/** The items of a batch: those of a list, or the one thing that was sent. */
export const itemsOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : [value];

function parseItem(item: unknown): ReturnType<typeof parseDraft> {
  if (typeof item === 'object' && item !== null && !Array.isArray(item)) return parseDraft(item);
  return { ok: false, problem: NO_OBJECT, faults: [{ path: [], problem: NO_OBJECT }] };
}

/** Reads a batch: one entry as an object, or several as a list. Refuses it whole, with the items at fault. */
export function parseBatch(value: unknown): ParsedBatch {
  const drafts: Draft[] = [];
  const wrong: MisreadItem[] = [];
  for (const [index, item] of itemsOf(value).entries()) {
    const parsed = parseItem(item);
    if (parsed.ok) drafts.push(parsed.draft);
    else if (wrong.push({ ...parsed, index }) === TOLD) break;
  }
  const [first, ...others] = wrong;
  return first === undefined ? { ok: true, drafts } : { ok: false, wrong: [first, ...others] };
}
