import type { Wanted } from './answers.ts';

/** A fact of a sentence, and how to get it back. */
export interface Fact {
  /** `paragraph.sentence` */
  readonly sentence: string;
  /** The fact in our own words. */
  readonly fact: string;
  /** The command that answers with it, without `hustings`. */
  readonly command: string;
  /** The entry that holds it, by its first eight digits. */
  readonly entry: string;
  /** What the command's JSON must hold. It names the entry. */
  readonly answer: Wanted;
}

/** What a sentence says and the ledger, from other sources, works out by itself. */
export type WorkedOut = Omit<Fact, 'entry'>;

/** Sentences that state no fact for the ledger, and why. */
export interface NoFact {
  readonly sentences: readonly string[];
  readonly why: string;
}

/** An article, sentence by sentence. */
export interface Article {
  /** Three digits, as its file begins. */
  readonly number: string;
  readonly heading: string;
  readonly url: string;
  readonly facts: readonly Fact[];
  readonly workedOut: readonly WorkedOut[];
  readonly none: readonly NoFact[];
}

/** A fact that `hustings show` gives back: in an entry's note, or in data that no other query answers with. */
export const shown = (sentence: string, fact: string, entry: string, holds: object): Fact => ({
  sentence,
  fact,
  command: `show ${entry}`,
  entry,
  answer: { entry: { id: entry, ...holds } },
});

/** An act, as `hustings endorser` gives it back. */
export interface ToldAct {
  readonly sentence: string;
  readonly fact: string;
  readonly endorser: string;
  readonly contest: string;
  readonly kind: 'nomination' | 'endorsement';
  readonly candidate: string;
  readonly begun: string;
  readonly entry: string;
}

/** A fact that is an act. */
export function act({ sentence, fact, endorser, contest, entry, ...told }: ToldAct): Fact {
  const acts = [{ ...told, entries: [entry] }];
  const answer = { endorser, contests: [{ contest, acts }] };
  return { sentence, fact, command: `endorser ${endorser}`, entry, answer };
}
