/** What editors ask of a ledger that is about to be killed: each entry says in its note which request brought it. */
import type { Random } from '../../bench/load/random.ts';
import { endorsed, enrolled, FRAME, type Sent } from '../../support/sent.ts';
import type { Request } from './model.ts';

export const CONTESTS = ['north', 'south', 'east'];

/** Who appends, and at which contest: two of them at the same. */
export const EDITORS = ['ada', 'bob', 'cleo', 'dan', 'eve'];

/** Entries as a request carries them, so that each is known again wherever it is found. */
const request = (
  editor: string,
  key: string,
  contest: string,
  entries: readonly Sent[],
  exact = false,
): Request => ({
  ...{ editor, key, contest, exact, isList: entries.length > 1 },
  entries: entries.map((each, at) => ({ ...each, note: `${key} ${at}` })),
});

/** What opens the contests. */
export const openings = (): Request[] =>
  CONTESTS.map((contest) => {
    // The frame's own ids would be the same in each contest.
    const entries = FRAME.map(({ type, on, data, sources }) => ({
      ...{ type, data },
      ...(on === undefined ? {} : { on }),
      ...(sources === undefined ? {} : { sources }),
    }));
    return request('ada', `open-${contest}`, contest, entries);
  });

const day = (random: Random): string => `2010-06-${10 + random.below(20)}`;

/** Somebody who is enrolled, and endorses a candidate: the second entry cannot be without the first. */
function pair(random: Random, name: string): Sent[] {
  return [
    enrolled(name, random.of(['MP', 'CLP', 'TU'])),
    endorsed(name, random.of(['ann', 'bob', 'cay']), day(random)),
  ];
}

const change = (random: Random, entry: string): Sent =>
  random.percent(60)
    ? { type: 'EntryCorrected', data: { entry, why: 'A slip.', on: day(random) } }
    : { type: 'EntryStruck', data: { entry, why: 'It never happened.' } };

/** What one editor asks, one request after the other; the seed alone decides all but the ids of what is corrected. */
export class Desk {
  readonly editor: string;
  readonly #random: Random;
  readonly #contest: string;
  /** Endorsements that were answered for, each to be corrected or struck once. */
  readonly #mine: string[] = [];
  #asked = 0;

  constructor(editor: string, random: Random) {
    this.editor = editor;
    this.#random = random;
    this.#contest = CONTESTS[EDITORS.indexOf(editor) % CONTESTS.length] as string;
  }

  /** The next request; a heavy one has as many entries as many a list. */
  next(heavy: boolean): Request {
    const random = this.#random;
    this.#asked += 1;
    const key = `${this.editor}-${this.#asked}`;
    const exact = random.percent(40);
    const pairs = (count: number) =>
      Array.from({ length: count }, (_, at) => pair(random, `${key}-${at}`)).flat();
    const lot = random.below(100);
    const mine = lot < 15 ? this.#mine.shift() : undefined;
    const entries =
      mine !== undefined
        ? [change(random, mine)]
        : heavy
          ? pairs(150)
          : lot < 60
            ? [enrolled(key, 'MP')]
            : pairs(random.heavy(20));
    return request(this.editor, key, this.#contest, entries, exact);
  }

  /** After how many milliseconds the editor hangs up, if at all. */
  impatience(): number | undefined {
    return this.#random.percent(4) ? this.#random.below(8) : undefined;
  }

  /** Hears which entries were stored. */
  stored(entries: readonly { readonly id: string; readonly type: string }[]): void {
    const [endorsement] = entries.filter(({ type }) => type === 'EndorsementMade');
    if (endorsement !== undefined) this.#mine.push(endorsement.id);
  }
}
