import { type Bundle, formatBundle } from '../../src/interchange/bundle.ts';
import { STRANGER } from './bundle-made.ts';

/** The way to a value in a bundle. */
export type Path = readonly (string | number)[];
/** A spoilt bundle, and what was spoilt. */
export type Mutant = readonly [what: string, text: string];

/** All values of a bundle that are no objects, with the way to each. */
function* valuesOf(value: unknown, path: Path = []): Generator<readonly [Path, unknown]> {
  if (typeof value !== 'object' || value === null) yield [path, value];
  else for (const [key, inner] of Object.entries(value)) yield* valuesOf(inner, [...path, key]);
}

/** The bundle with another value at a place. */
export function changed(bundle: Bundle, path: Path, value: unknown): string {
  const copy = structuredClone(bundle) as unknown as Record<string, unknown>;
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[path.at(-1) ?? ''] = value;
  return formatBundle(copy as unknown as Bundle);
}

/** Another character of the same kind in the place of one. */
export const other = (char: string): string => (char === 'b' || char === '\n' ? 'c' : 'b');

/** Other values of one kind: a character changed, dropped or added; a number one more. */
function othersOf(value: unknown): unknown[] {
  if (typeof value === 'number') return [value + 1, value - 1, `${value}`];
  if (typeof value === 'boolean') return [!value];
  if (typeof value !== 'string' || value === '') return [0, 'x'];
  const at = Math.floor(value.length / 2);
  const put = (place: number) =>
    value.slice(0, place) + other(value[place] ?? '') + value.slice(place + 1);
  return [
    put(0),
    put(at),
    put(value.length - 1),
    value.slice(1),
    value.slice(0, -1),
    `${value} `,
    7,
    null,
  ];
}

/** What the log does not cover: it is the ledger's word, and the verifiers say that they do not prove it. */
const UNPROVEN = /^about\.(?:title|policy|digest|clocks\..*)$/;

/** The kind of a field: its way, whichever entry it is of. */
export const kindOf = (path: Path): string =>
  path.map((key) => (/^\d+$/.test(`${key}`) ? 'N' : key)).join('.');

export function* mutantsOf(bundle: Bundle): Generator<Mutant> {
  for (const [path, value] of valuesOf(bundle)) {
    if (UNPROVEN.test(kindOf(path))) continue;
    for (const each of othersOf(value)) {
      if (each !== value) yield [path.join('.'), changed(bundle, path, each)];
    }
  }
}

/** Changes of more than one value: what is left out, added, moved or taken from elsewhere. */
export function* reshaped(bundle: Bundle): Generator<Mutant> {
  const { entries, ...rest } = bundle;
  const put = (all: readonly object[]) =>
    formatBundle({ ...rest, entries: all, verifier: bundle.verifier } as Bundle);
  const [first, second] = entries as [Bundle['entries'][0], Bundle['entries'][0]];
  const withEntries = (all: readonly object[]) => {
    const copy = { ...bundle, entries: all } as Bundle;
    return formatBundle(copy);
  };
  yield ['fields in another order', put(entries)];
  yield ['no entries', withEntries([])];
  yield ['entries swapped', withEntries([second, first, ...entries.slice(2)])];
  yield ['an entry twice', withEntries([first, first, ...entries.slice(1)])];
  yield [
    'payloads swapped',
    withEntries([{ ...first, payload: second.payload }, ...entries.slice(1)]),
  ];
  const { salt: _, payload: __, ...bare } = second;
  if (second.payload !== undefined) yield ['no payload', withEntries([first, bare])];
  yield [
    'a hash too many',
    withEntries([{ ...first, proof: [...first.proof, first.proof[0]] }, ...entries.slice(1)]),
  ];
  yield [
    'a hash too few',
    withEntries([{ ...first, proof: first.proof.slice(1) }, ...entries.slice(1)]),
  ];
  yield ['another field', formatBundle({ ...bundle, more: 1 } as Bundle)];
  yield ['the key of another', formatBundle({ ...bundle, vkey: STRANGER })];
  const text = formatBundle(bundle);
  yield ['a space', text.replace('": ', '":  ')];
  yield ['no last newline', text.trimEnd()];
  yield ['a byte order mark', `\uFEFF${text}`];
  yield ['half of it', text.slice(0, text.length / 2)];
  yield ['nothing', ''];
  yield ['no bundle', '[]\n'];
  yield ['no object', 'null\n'];
}
