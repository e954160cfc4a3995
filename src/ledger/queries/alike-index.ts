import { keptWith } from '../../../projections/kept-with.ts';
import { acronymIn, measured, surnameAlone, surnamesIn } from './alike-measure.ts';
import { type Doubt, type Likeness, likeness } from './alike-reasons.ts';
import { type Spelling, spellingOf } from './alike-spelling.ts';

/** Somebody who goes by names; the slug may tell one more, as `mu` does. */
export interface KnownName {
  readonly slug: string;
  readonly names: readonly string[];
  readonly identifiers?: readonly Identifier[];
}

/** Who somebody is in a list that others keep. */
export interface Identifier {
  readonly scheme: string;
  readonly identifier: string;
}

/** Somebody whose name is like a given one. */
export interface Alike extends Likeness {
  readonly known: KnownName;
}

/** Two who may be one; `one` has the lesser slug. */
export interface AlikePair extends Likeness {
  readonly one: KnownName;
  readonly other: KnownName;
}

/** A word under which a spelling lies, and the one under which those like it do: mostly the same. */
type Block = readonly [lies: string, seeks: string];

/** A block with more names than this tells too little of them: only names that are equal lie in it for a reason. */
const CROWDED = 150;
const EQUAL = /^(?:letters|=|id) /;

const same = (key: string): Block => [key, key];

/** The blocks in which a slip in one of these words still falls. */
function slipped(words: readonly string[]): Block[] {
  const [only = ''] = words;
  if (words.length === 1) {
    const shorter = [...only].map((_, at) => only.slice(0, at) + only.slice(at + 1));
    return [only, ...(only.length > 3 ? shorter : [])].map((each) => same(`1 ${each}`));
  }
  return words.flatMap((word, at) => {
    const rest = words.filter((_, index) => index !== at).join('');
    return [same(`${rest} ${word[0]}`), same(`${rest} -${word.at(-1)}`)];
  });
}

/**
 * Blocking: names are compared only where they share a block, so that time does not grow with the square
 * of their number. What it misses: two words of one name both misspelt, a word whose first and last letters
 * are both wrong, and a slip in a name of which hundreds share the rest.
 */
function blocksOf(spelling: Spelling): Block[] {
  const { form, byNickname, marks, letters } = spelling;
  const marked = [form, ...(byNickname === null ? [] : [byNickname])].flatMap((each) => {
    const { words, uninitialled } = each;
    const ways = words === uninitialled ? [words] : [words, uninitialled];
    return [
      same(`= ${each.sorted}`),
      same(`= ${each.unkinded}`),
      same(`= ${[...uninitialled].sort().join('')}`),
      ...(words.length > 1 ? [same(`> ${words[0]} ${words.at(-1)}`)] : []),
      ...ways.flatMap(slipped),
    ];
  });
  const alone = surnameAlone(spelling);
  const acronym = acronymIn(spelling);
  const blocks: Block[] = [
    same(`letters ${letters}`),
    ...marked.map(([key]) => same(`${key} ${marks}`)),
    ...(alone === undefined ? [] : [[`alone ${alone}`, `surname ${alone}`] as const]),
    ...surnamesIn(spelling).map((each) => [`surname ${each}`, `alone ${each}`] as const),
    ...(acronym === undefined ? [] : [[`short ${acronym}`, `long ${acronym}`] as const]),
    ...spelling.initials.map((each) => [`long ${each}`, `short ${each}`] as const),
  ];
  return [...new Map(blocks.map((block) => [block[0], block])).values()];
}

/** All that somebody's names come to. */
interface Entry {
  readonly known: KnownName;
  readonly spellings: readonly Spelling[];
}

const identifierKey = ({ scheme, identifier }: Identifier): string => `id ${scheme} ${identifier}`;

function entryOf(known: KnownName): Entry {
  const texts = [...new Set([...known.names, ...(known.slug === '' ? [] : [known.slug])])];
  const spellings = texts.map(spellingOf);
  const differing = new Map(spellings.map((each) => [JSON.stringify(each), each]));
  return { known, spellings: [...differing.values()] };
}

const blocksIn = ({ known, spellings }: Entry): Block[] => [
  ...spellings.flatMap(blocksOf),
  ...(known.identifiers ?? []).map((each) => same(identifierKey(each))),
];

/** What the identifiers of two say: that they are one, or two, or nothing. */
function identified(one: KnownName, other: KnownName): 'one' | 'two' | 'unsaid' {
  const { identifiers: its = [] } = one;
  const { identifiers: others = [] } = other;
  if (its.length === 0 || others.length === 0) return 'unsaid';
  const keys = new Set(its.map(identifierKey));
  if (others.some((each) => keys.has(identifierKey(each)))) return 'one';
  const schemes = new Set(its.map(({ scheme }) => scheme));
  return others.some(({ scheme }) => schemes.has(scheme)) ? 'two' : 'unsaid';
}

const rank = ({ strength, reasons, against }: Likeness): string =>
  `${strength} ${against.length} ${reasons.length} ${reasons.join()}`;

/** What is known of two beside their names, weighed with these. */
function weighed(found: Likeness | undefined, one: KnownName, other: KnownName, doubts: Doubt[]) {
  const said = identified(one, other);
  if (found === undefined && said !== 'one') return undefined;
  const { strength = 'strong', reasons = [], against = [] } = found ?? {};
  const steps = new Map(reasons.map((reason) => [reason, strength]));
  if (said === 'one') steps.set('same-identifier', 'strong');
  const all = [...against, ...(said === 'two' ? (['other-identifier'] as const) : []), ...doubts];
  return likeness(steps, all);
}

/** How two are alike, by the best of their names. */
function likenessOf(one: Entry, other: Entry): Likeness | undefined {
  let found: Likeness | undefined;
  for (const its of one.spellings) {
    for (const others of other.spellings) {
      const like = measured(its, others);
      if (like !== undefined && (found === undefined || rank(like) < rank(found))) found = like;
    }
  }
  return weighed(found, one.known, other.known, []);
}

/** A likeness with doubts that only the acts and enrolments of two raise. */
export const doubted = (pair: AlikePair, doubts: readonly Doubt[]): AlikePair =>
  doubts.length === 0 ? pair : { ...pair, ...weighed(pair, pair.one, pair.other, [...doubts]) };

/** Names in blocks, so that those like one of them are found without looking at all. */
export class NameIndex {
  readonly #entries: readonly Entry[];
  readonly #blocks = new Map<string, number[]>();

  constructor(known: readonly KnownName[]) {
    const inOrder = [...known].sort((one, other) => (one.slug < other.slug ? -1 : 1));
    this.#entries = inOrder.map(entryOf);
    for (const [index, entry] of this.#entries.entries()) {
      for (const key of new Set(blocksIn(entry).map(([lies]) => lies))) {
        const block = this.#blocks.get(key);
        if (block === undefined) this.#blocks.set(key, [index]);
        else block.push(index);
      }
    }
  }

  /** Who shares a block with an entry. */
  #near(entry: Entry): Set<number> {
    const near = new Set<number>();
    for (const [, seeks] of blocksIn(entry)) {
      const block = this.#blocks.get(seeks) ?? [];
      if (block.length > CROWDED && !EQUAL.test(seeks)) continue;
      for (const index of block) near.add(index);
    }
    return near;
  }

  /** Those whose names are like a given one, the most alike first. */
  alikeTo(name: string, most = Number.POSITIVE_INFINITY): readonly Alike[] {
    const given = entryOf({ slug: '', names: [name] });
    const found: Alike[] = [];
    for (const index of this.#near(given)) {
      const entry = this.#entries[index];
      const like = entry && likenessOf(given, entry);
      if (entry !== undefined && like !== undefined) found.push({ known: entry.known, ...like });
    }
    const key = (each: Alike) => `${rank(each)} ${each.known.slug}`;
    return found.sort((one, other) => (key(one) < key(other) ? -1 : 1)).slice(0, most);
  }

  /** All who may be one, by their slugs. */
  pairs(): AlikePair[] {
    const pairs: AlikePair[] = [];
    for (const [index, one] of this.#entries.entries()) {
      const near = [...this.#near(one)].filter((each) => each > index).sort((a, b) => a - b);
      for (const at of near) {
        const other = this.#entries[at];
        const like = other && likenessOf(one, other);
        if (other === undefined || like === undefined) continue;
        pairs.push({ one: one.known, other: other.known, ...like });
      }
    }
    return pairs;
  }
}

const indexOf = keptWith((known: readonly KnownName[]) => new NameIndex(known));

/**
 * At most so many of those who are known whose names are like a given one, the most alike first. The
 * index is kept with the list, which must not change afterwards.
 */
export const alikeTo = (
  name: string,
  known: readonly KnownName[],
  most: number,
): readonly Alike[] => indexOf(known).alikeTo(name, most);
