import { html } from 'htm/preact';
import { nameIn } from '../ledger/queries/names.ts';
import type { RecordedFacets } from '../ledger/queries/recorded.ts';
import type { FacetCount, FacetCounts } from '../ledger/queries/recorders.ts';
import { AUDIT } from './audit-parts.ts';
import { numberText } from './numbers.ts';
import { addressOf, type Sight } from './sight.ts';

/** How many values of a facet are shown at once; the others are folded. */
const SHOWN = 12;

/** What facets are shown with. */
export interface FacetsShown {
  readonly counts: FacetCounts;
  readonly chosen: RecordedFacets;
  /** What the contests are called, by slug. */
  readonly titles: Readonly<Record<string, string>>;
}

/** What the register is called where the names of contests stand. */
export const REGISTER = 'the register';

/** Facets as an address says them: the register is no contest, so it has a word of its own. */
export const facetsQuery = ({ recordedBy, contest, type }: RecordedFacets) => ({
  recordedBy,
  contest,
  register: contest === null ? 'true' : undefined,
  type,
});

interface Facet {
  readonly title: string;
  readonly name: keyof RecordedFacets;
  readonly values: readonly FacetCount<string | null>[];
  called(value: string | null): string;
}

function facetItem(
  { name, called }: Facet,
  { value, entries }: FacetCount<string | null>,
  chosen: RecordedFacets,
  sight: Sight,
) {
  const isActive = chosen[name] === value;
  const at = (facets: RecordedFacets) => addressOf(AUDIT.log, sight, facetsQuery(facets));
  const count = html`<span class="faint">${numberText(entries)}</span>`;
  return isActive
    ? html`<li>
        <b>${called(value)}</b> ${count}${' '}
        <a href=${at({ ...chosen, [name]: undefined })}><span aria-hidden="true">✕</span><span class="hidden">Remove ${called(value)}</span></a>
      </li>`
    : html`<li><a href=${at({ ...chosen, [name]: value })}>${called(value)}</a> ${count}</li>`;
}

function facetPart(facet: Facet, chosen: RecordedFacets, sight: Sight) {
  const byCount = [...facet.values].sort((one, other) => other.entries - one.entries);
  const first = byCount.filter(({ value }, index) => index < SHOWN || value === chosen[facet.name]);
  const rest = byCount.filter((each) => !first.includes(each));
  const items = (values: typeof byCount) =>
    html`<ul>${values.map((each) => facetItem(facet, each, chosen, sight))}</ul>`;
  const id = `facet-${facet.name}`;
  return html`<section aria-labelledby=${id}>
    <h2 id=${id} class="facet-title">${facet.title}</h2>
    ${items(first)}
    ${rest.length === 0 ? null : html`<details><summary>${numberText(rest.length)} more</summary>${items(rest)}</details>`}
  </section>`;
}

/** What entries are told apart by, each value a link with how many entries it leads to. */
export function facetLinks({ counts, chosen, titles }: FacetsShown, sight: Sight) {
  const asItIs = (value: string | null): string => `${value}`;
  const contestCalled = (value: string | null): string =>
    value === null ? REGISTER : nameIn(titles, value);
  const facets: readonly Facet[] = [
    { title: 'Recorded by', name: 'recordedBy', values: counts.recordedBy, called: asItIs },
    { title: 'Contest', name: 'contest', values: counts.contest, called: contestCalled },
    { title: 'Type', name: 'type', values: counts.type, called: asItIs },
  ];
  return html`<div class="facets">${facets.map((facet) => facetPart(facet, chosen, sight))}</div>`;
}
