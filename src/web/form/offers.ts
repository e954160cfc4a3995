import { html } from 'htm/preact';
import type { Offer } from './words.ts';

/** Something to choose: what is stored, and what it is called. */
export interface Offered {
  readonly value: string;
  readonly name: string;
  /** What else helps to know it by. */
  readonly more?: string;
}

/** What the fields of a form offer to choose from. */
export type Offers = Readonly<Record<Offer, readonly Offered[]>>;

/** Nothing to choose from, as in a contest that is not there yet. */
export const NO_OFFERS: Offers = {
  endorsers: [],
  candidates: [],
  categories: [],
  stages: [],
  ballots: [],
  acts: [],
};

/** The most of a kind that a page carries; whatever else there is can be typed. */
const MOST = 400;

/** The list of what a field offers, by its id. */
export const listId = (offer: Offer): string => `offered-${offer}`;

/** The lists from which fields offer. */
export const offeredLists = (offers: Offers, used: Iterable<Offer>) =>
  [...new Set(used)].map(
    (offer) => html`<datalist id=${listId(offer)}>
      ${offers[offer]
        .slice(0, MOST)
        .map(
          ({ value, name, more }) =>
            html`<option value=${value}>${more === undefined ? name : `${name}, ${more}`}</option>`,
        )}
    </datalist>`,
  );
