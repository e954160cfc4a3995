import { html } from 'htm/preact';
import { DataLinks } from './data-links.ts';
import { AppendLink } from './row-menu.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';

interface ContestPart {
  /** The last part of its address. */
  readonly part: string;
  readonly name: string;
  /** Does what it shows depend on which acts count? */
  readonly counted?: true;
}

/** The pages of a contest. */
const PARTS: readonly ContestPart[] = [
  { part: '', name: 'Standings', counted: true },
  { part: 'timeline', name: 'Timeline', counted: true },
  { part: 'compare', name: 'Compare', counted: true },
  { part: 'stages', name: 'Stages' },
  { part: 'ballots', name: 'Ballots' },
  { part: 'expectations', name: 'Expectations' },
  { part: 'undeclared', name: 'Undeclared', counted: true },
  { part: 'results', name: 'Results' },
  { part: 'reconciliation', name: 'Reconciliation' },
  { part: 'weak', name: 'Weak claims' },
  { part: 'cite', name: 'Cite', counted: true },
];

/** What a page of a contest is called. */
export const partName = (part: string): string =>
  PARTS.find((each) => each.part === part)?.name ?? part;

/** Does a page of a contest depend on which acts count? */
export const isCounted = (part: string): boolean =>
  PARTS.find((each) => each.part === part)?.counted ?? false;

/** The pages of a contest as links, and the data of the one that is shown. */
export function contestNav(contest: string, sight: Sight, current: string) {
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
      <${AppendLink} contest=${contest} />
    </ul>
    <${DataLinks} />
  </nav>`;
}
