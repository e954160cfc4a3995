/** A bundle that is not good: the first thing that is wrong, in one sentence. */
export class BadBundle extends Error {}

/** Refuses, as BadBundle, what does not hold. */
export function demand(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new BadBundle(sentence);
}

/** An object of a bundle, of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** An entry of a bundle that is proven; its payload is null where it was erased by law. */
export interface ProvenEntry {
  readonly index: number;
  readonly leaf: Fields & { readonly id: string };
  readonly payload: unknown;
}

/** Is this an object, and no list? */
export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Is this an object with these keys, in this order, and no others? */
export const hasKeys = (value: unknown, keys: string): value is Fields =>
  isObject(value) && Object.keys(value).join() === keys;

/** Is this a text? */
export const isText = (value: unknown): value is string => typeof value === 'string';

/** Is this a list of texts? */
export const areTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(isText);
