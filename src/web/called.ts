import { html } from 'htm/preact';
import { type Names, nameIn } from '../ledger/queries/names.ts';
import { addressOf, endorserPath, type Sight } from './sight.ts';

/** What a candidate is called; its slug where no entry says. */
export const candidateCalled = ({ candidates }: Names, slug: string): string =>
  nameIn(candidates, slug);

/** What several candidates are called, in one line. */
export const candidatesCalled = (names: Names, slugs: readonly string[]): string =>
  slugs.map((slug) => candidateCalled(names, slug)).join(', ');

/** An endorser by name, with its category where it is known: a link to its page. */
export const endorserLink = (
  { endorsers }: Pick<Names, 'endorsers'>,
  slug: string,
  sight: Sight,
  category: string | null = null,
) =>
  html`<a href=${addressOf(endorserPath(slug), sight)}>${nameIn(endorsers, slug)}</a>${
    category === null ? '' : ` (${category})`
  }`;
