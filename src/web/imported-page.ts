import { html } from 'htm/preact';
import type { PageFrame } from './document.ts';
import { contestPath, entryPath } from './sight.ts';

/** An entry and what it says. */
export interface ToldEntry {
  readonly id: string;
  readonly says: string;
}

/** What was stored of a list. */
export interface ImportedShown {
  readonly contest: string;
  readonly title: string;
  readonly stored: number;
  /** The first and the last entry of them: its id, and what it says in a sentence without its full stop. */
  readonly first: ToldEntry;
  readonly last: ToldEntry;
  readonly recordedAt: string;
  readonly recordedBy: string;
  /** How many rows were left out because of an error, and how many were there already. */
  readonly wrong: number;
  readonly there: number;
}

const are = (count: number, what: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? `${what} was` : `${what}s were`}`;

/** The page after a list was stored: how much of it, where that is, and what to do next. */
export function importedPage(shown: ImportedShown): PageFrame {
  const { contest, title, stored, first, last, wrong, there } = shown;
  const ends =
    stored === 1
      ? ([['The entry', first]] as const)
      : ([
          ['The first', first],
          ['The last', last],
        ] as const);
  return {
    title: `Stored: ${stored} entries`,
    trail: [
      { name: title, at: contestPath(contest) },
      { name: 'Import', at: contestPath(contest, 'import') },
    ],
    main: html`<h1>${are(stored, 'entry').replace('entrys', 'entries')} stored</h1>
      <p class="lead" role="status">
        In <a href=${contestPath(contest)}>${title}</a>, in one step, recorded ${shown.recordedAt} by ${shown.recordedBy}.
      </p>
      <ul>${ends.map(
        ([which, { id, says }]) =>
          html`<li>${which}: <a class="as-said" href=${entryPath(id)}>${says}</a></li>`,
      )}</ul>
      ${there === 0 ? null : html`<p>${are(there, 'row')} there already, and nothing was added for ${there === 1 ? 'it' : 'them'}.</p>`}
      ${
        wrong === 0
          ? null
          : html`<p class="notice">${are(wrong, 'row')} left out because of an error. Mend ${wrong === 1 ? 'it' : 'them'} in your list and send the whole list again: only what is new is added.</p>`
      }
      <ul class="next">
        <li><a href=${contestPath(contest)}>${title}</a></li>
        <li><a href=${contestPath(contest, 'timeline')}>The timeline</a></li>
        <li><a href=${contestPath(contest, 'import')}>Import another list</a></li>
      </ul>`,
  };
}
