import { html } from 'htm/preact';
import { dataLinks } from './data-links.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';

interface ContestPart {
  /** The last part of its address. */
  readonly part: string;
  readonly name: string;
  /** Where its data is below the contest in the API: as the part, unless it says otherwise; '': none. */
  readonly data?: string;
  /** Does its data depend on which acts count? Then it takes `counts`. */
  readonly counted?: true;
}

/** The pages of a contest. */
const PARTS: readonly ContestPart[] = [
  { part: '', name: 'Standings', data: 'standings', counted: true },
  { part: 'timeline', name: 'Timeline', counted: true },
  { part: 'compare', name: 'Compare', data: '', counted: true },
  { part: 'stages', name: 'Stages' },
  { part: 'ballots', name: 'Ballots' },
  { part: 'expectations', name: 'Expectations' },
  { part: 'undeclared', name: 'Undeclared', counted: true },
  { part: 'results', name: 'Results' },
  { part: 'reconciliation', name: 'Reconciliation' },
  { part: 'weak', name: 'Weak claims' },
  { part: 'cite', name: 'Cite', data: 'citation', counted: true },
];

/** What a page of a contest is called. */
export const partName = (part: string): string =>
  PARTS.find((each) => each.part === part)?.name ?? part;

/** Does the data of a page of a contest depend on which acts count? */
export const isCounted = (part: string): boolean =>
  PARTS.find((each) => each.part === part)?.counted ?? false;

/** The pages of a contest as links, and the data of the one that is shown: `data` where it is elsewhere, `also` what it is asked with. */
export function contestNav(
  contest: string,
  sight: Sight,
  current: string,
  data?: string,
  also: object = {},
) {
  const here = PARTS.find(({ part }) => part === current);
  const question = data ?? here?.data ?? current;
  const asked = isCounted(current) ? sight : { ...sight, counts: undefined };
  return html`<nav class="parts" aria-label="This contest">
    <ul>
      ${PARTS.map(
        ({ part, name }) =>
          html`<li>
            <a href=${addressOf(contestPath(contest, part), sight)} aria-current=${part === current ? 'page' : undefined}>
              ${name}
            </a>
          </li>`,
      )}
    </ul>
    ${question === '' ? null : dataLinks(contestPath(contest, question), asked, also)}
  </nav>`;
}
