/** The standings as a page shows them, read back from its HTML, and as an answer says them: one form. */
import { parseHTML } from 'linkedom';
import type { CandidateState, Undeclared } from '../../projections/on-day.ts';
import type { Standings } from '../../src/ledger/queries/standings.ts';

/** A cell: how many endorsers by name, what a source printed, how many lapsed. */
interface ShownCell {
  readonly certain: number;
  readonly possible: number;
  readonly printed: number | null;
  readonly lapsed: number;
}

/** What a reader learns from the table of the standings. */
export interface ShownStandings {
  readonly categories: readonly string[];
  readonly candidates: readonly {
    readonly name: string;
    readonly status: string;
    readonly cells: Readonly<Record<string, ShownCell | null>>;
  }[];
  readonly undeclared: Readonly<Record<string, { value: number | null; basis: string }>>;
  readonly asOf: string;
  readonly digest: string;
}

const WORDS = { tally: 'by a printed table', electorate: 'by the roll', unknown: '' } as const;

const textOf = (element: Element | null): string =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** The number that a text is, whole. */
function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`"${text}" is not ${pattern}`);
  return Number(found);
}

/** What a count says to those who hear it: `2`, `1 certain, up to 3 possible` or `none`. */
function countIn(cell: Element): Pick<ShownCell, 'certain' | 'possible'> {
  const said = textOf(cell.querySelector('.count .hidden, .none .hidden'));
  if (said === 'none') return { certain: 0, possible: 0 };
  const [, certain, most = certain] = /^(\d+)(?: certain, up to (\d+) possible)?$/.exec(said) ?? [];
  if (certain === undefined) throw new Error(`a count says "${said}"`);
  const shown = textOf(cell.querySelector('.count [aria-hidden]'));
  const expected = most === certain ? certain : `${certain}–${most}`;
  if (shown !== expected) throw new Error(`a count shows "${shown}" and says "${said}"`);
  return { certain: Number(certain), possible: Number(most) - Number(certain) };
}

function cellIn(cell: Element): ShownCell | null {
  if (textOf(cell) === '') return null;
  const printed = textOf(cell.querySelector('.printed'));
  const lapsed = textOf(cell.querySelector('.lapsed'));
  return {
    ...countIn(cell),
    printed: printed === '' ? null : numberIn(printed, /^(\d+) printed/),
    lapsed: lapsed === '' ? 0 : numberIn(lapsed, /^(\d+) lapsed/),
  };
}

function undeclaredIn(cell: Element): { value: number | null; basis: string } {
  const count = textOf(cell.querySelector('.count'));
  if (count !== '')
    return { value: numberIn(count, /^(\d+)$/), basis: textOf(cell.querySelector('small')) };
  if (!textOf(cell).startsWith('?')) throw new Error(`yet to declare: "${textOf(cell)}"`);
  return { value: null, basis: '' };
}

/** What the page of a contest shows of its standings; undefined: it has no table. */
export function shownIn(page: string): ShownStandings | undefined {
  const { document } = parseHTML(page);
  const table = document.querySelector('#standings table.standings');
  if (table === null) return undefined;
  const categories = [...table.querySelectorAll('thead th')].slice(1).map(textOf);
  const byCategory = <T>(row: Element | null, read: (cell: Element) => T): Record<string, T> =>
    Object.fromEntries(
      [...(row?.querySelectorAll('td') ?? [])].map((cell, at) => [`${categories[at]}`, read(cell)]),
    );
  const candidates = [...table.querySelectorAll('tbody tr')].map((row) => {
    const head = row.querySelector('th');
    const status = textOf(head?.querySelector('small') ?? null);
    const name = textOf(head).slice(0, status === '' ? undefined : -status.length);
    return { name: name.trim(), status, cells: byCategory(row, cellIn) };
  });
  return {
    categories,
    candidates,
    undeclared: byCategory(table.querySelector('tfoot tr'), undeclaredIn),
    asOf: textOf(table.querySelector('caption')).slice(-10),
    digest: textOf(document.querySelector('.digest code')),
  };
}

const statusSaid = ({ status, statusOn }: CandidateState): string =>
  status === 'standing' ? '' : `${status.replaceAll('-', ' ')} ${statusOn ?? ''}`.trim();

const undeclaredSaid = ({ value, basis }: Undeclared) => ({
  value,
  basis: value === null ? '' : WORDS[basis],
});

/** What the page must show, by the answer of the API. */
export function saidBy(standings: Standings): ShownStandings {
  const { categories, candidates, undeclared, clocks, digest } = standings;
  const each = <T>(say: (category: string) => T): Record<string, T> =>
    Object.fromEntries(categories.map((category) => [category, say(category)]));
  return {
    categories,
    candidates: candidates.map((candidate) => ({
      name: candidate.name,
      status: statusSaid(candidate),
      cells: each((category) => {
        const cell = candidate.cells[category];
        if (cell === undefined) return null;
        const { certain, possible, lapsed, reported } = cell;
        return { certain, possible, lapsed, printed: reported?.value ?? null };
      }),
    })),
    undeclared: each((category) =>
      undeclaredSaid(undeclared[category] ?? { value: null, basis: 'unknown' }),
    ),
    asOf: clocks.asOf,
    digest,
  };
}
