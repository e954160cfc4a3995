import type { EntryType } from '../../../events/catalog.ts';
import { slug } from '../../../events/fields.ts';
import { nearest } from '../../ledger/queries/asking.ts';
import type { Offers } from './offers.ts';
import type { Values } from './values.ts';
import { type Offer, wordsFor } from './words.ts';

/** Who they are of whom a row may speak before anybody else does, and in which fields. */
const ENTERS: Readonly<Partial<Record<EntryType, { offer: Offer; field: string }>>> = {
  EndorserEnrolled: { offer: 'endorsers', field: 'data.endorser' },
  CandidateEntered: { offer: 'candidates', field: 'data.candidate' },
};

/** What is not there, and what helps, by what a field offers. */
const STRANGERS: Readonly<Partial<Record<Offer, readonly [what: string, help: string]>>> = {
  endorsers: [
    'is no endorser who is enrolled here',
    'enrol them in a row before (type EndorserEnrolled)',
  ],
  candidates: ['is no candidate here', 'enter them in a row before (type CandidateEntered)'],
  categories: ['is no category here', 'give the short name of one'],
  stages: ['is no stage here', 'open it in a row before (type StageOpened)'],
};

const plain = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** The names by which forms and lists may call what a contest knows, and what the rows of a list enter. */
export class NameBook {
  readonly #slugs = new Map<Offer, Map<string, Set<string>>>();
  readonly #names = new Map<Offer, string[]>();

  constructor(offers: Offers) {
    for (const [offer, offered] of Object.entries(offers)) {
      for (const { value, name } of offered) this.#know(offer as Offer, value, name);
    }
  }

  #know(offer: Offer, slug: string, name: string): void {
    const known = this.#slugs.get(offer) ?? new Map<string, Set<string>>();
    this.#slugs.set(offer, known);
    const names = this.#names.get(offer) ?? [];
    this.#names.set(offer, names);
    names.push(name);
    for (const word of [slug, name]) {
      known.set(plain(word), (known.get(plain(word)) ?? new Set()).add(slug));
    }
  }

  /** Learns whom a row enters. */
  learn(type: EntryType, values: Values): void {
    const entered = ENTERS[type];
    const slug = entered === undefined ? undefined : values.get(entered.field);
    const name = values.get('data.name');
    if (entered !== undefined && slug && name) this.#know(entered.offer, slug.trim(), name);
  }

  /** What a field or a cell means: the slug of the one thing that is called so, else what it says. */
  meant(type: EntryType, field: string, said: string): string {
    const { offer } = wordsFor(type, field);
    const found = offer === undefined ? undefined : this.#slugs.get(offer)?.get(plain(said));
    return found?.size === 1 ? ([...found][0] ?? said) : said;
  }

  /**
   * What is wrong with a name that nothing has here; undefined where a field takes none, or enters it. A
   * slug of an endorser may be another name of somebody who is enrolled, which the ledger knows.
   */
  stranger(type: EntryType, field: string, said: string): string | undefined {
    const { offer } = wordsFor(type, field);
    const words = offer === undefined ? undefined : STRANGERS[offer];
    if (offer === undefined || words === undefined || ENTERS[type]?.field === field)
      return undefined;
    const [what, help] = words;
    if (offer === 'endorsers' && slug.safeParse(said).success) return undefined;
    const called = this.#slugs.get(offer)?.get(plain(said))?.size ?? 0;
    if (called === 1) return undefined;
    if (called > 1) return 'is the name of several; give the slug of the one that is meant';
    const near = nearest(said, this.#names.get(offer) ?? [], '').replace(/\?$/, '');
    return near === '' ? `${what}; ${help}` : `${what}. ${near}? Else ${help}`;
  }
}

/** The values of a form with slugs where somebody typed names, as far as one is meant. */
export function withSlugs(type: EntryType, values: Values, offers: Offers): Values {
  const book = new NameBook(offers);
  return new Map([...values].map(([name, typed]) => [name, book.meant(type, name, typed)]));
}
