import { html } from 'htm/preact';
import { type DayEffect, dayEffect } from './draft-preview.ts';
import { entryLink, entryLinks, withEntryLinks } from './entry-links.ts';

/** Something wrong in a list, for whoever mends it. */
export interface FaultShown {
  readonly line: number;
  /** Empty: the whole row. */
  readonly column: string;
  readonly value: string;
  /** A sentence without its full stop. */
  readonly problem: string;
}

/** An entry that a row would become. */
export interface RowShown {
  readonly line: number;
  /** What it says, in a sentence without its full stop. */
  readonly says: string;
  /** When that was, in words; empty where it has no day. */
  readonly when: string;
}

/** What a list would do, were it appended. */
export interface DryRunShown {
  /** How many rows it has. */
  readonly count: number;
  /** In which format it was read, in words. */
  readonly format: string;
  /** How many rows would be stored, and the first of them. */
  readonly good: number;
  readonly told: readonly RowShown[];
  /** Rows whose entry is stored already, and under which id. */
  readonly there: readonly { readonly line: number; readonly id: string }[];
  /** Rows that say what a row before them says. */
  readonly repeated: readonly { readonly line: number; readonly first: number }[];
  readonly faults: readonly FaultShown[];
  readonly warnings: readonly { readonly line: number; readonly says: string }[];
  /** How many rows were not tried, because too many were refused before them. */
  readonly untried: number;
  readonly effects: readonly DayEffect[];
}

/** How many faults, warnings and known rows a page tells; the table of errors to download has every fault. */
const TOLD = 100;
/** The longest value that is shown whole. */
const LONGEST = 80;

const rows = (count: number): string =>
  `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`;

const short = (value: string): string =>
  value.length <= LONGEST ? value : `${value.slice(0, LONGEST)}…`;

/** How many rows something is told of. */
const rowsIn = (told: readonly { readonly line: number }[]): number =>
  new Set(told.map(({ line }) => line)).size;
const wrongRows = ({ faults }: DryRunShown): number => rowsIn(faults);

function summary(run: DryRunShown) {
  const { count, format, good, there, repeated, warnings, untried } = run;
  const wrong = wrongRows(run);
  const parts: readonly (readonly [number, string])[] = [
    [good, 'would be stored'],
    [there.length, 'there already: nothing is added for them'],
    [repeated.length, 'the same as a row before'],
    [wrong, 'refused, as told below'],
    [rowsIn(warnings), 'stored with a warning'],
    [untried, 'not tried: too many were refused before them, so mend those first'],
  ];
  return html`<p>Of ${rows(count)}, read as ${format}:</p>
    <ul class="counts">${parts
      .filter(([number], index) => index === 0 || number > 0)
      .map(
        ([number, text]) =>
          html`<li><b class="how-many">${number.toLocaleString('en')}</b> ${text}</li>`,
      )}</ul>`;
}

const HEADS = ['Line', 'Column', 'Value', 'What is wrong, and what helps'];

function faultsTable(run: DryRunShown) {
  const { faults } = run;
  if (faults.length === 0) return null;
  const untold = faults.length - TOLD;
  return html`<h3 id="wrong">What is wrong</h3>
    <p>
      <button class="quiet" name="do" value="errors">Download this table as CSV</button>
    </p>
    <div class="wide"><table class="list import-faults">
      <caption>${rows(wrongRows(run))} with an error</caption>
      <thead><tr>${HEADS.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${faults.slice(0, TOLD).map(
        ({ line, column, value, problem }) => html`<tr>
          <th scope="row" data-label="line">${line}</th>
          <td data-label="column">${column === '' ? html`<span class="none">the row</span>` : html`<code>${column}</code>`}</td>
          <td data-label="value">${value === '' ? html`<span class="none">empty</span>` : html`<span class="as-said">${short(value)}</span>`}</td>
          <td data-label="what is wrong">${withEntryLinks(`${problem}.`, {})}</td>
        </tr>`,
      )}</tbody>
    </table></div>
    ${untold > 0 ? html`<p>… and ${untold.toLocaleString('en')} more; the download has all of them.</p>` : null}`;
}

function toldTable({ told, good }: DryRunShown) {
  if (told.length === 0) return null;
  const untold = good - told.length;
  return html`<h3>What would be stored</h3>
    <div class="wide"><table class="list">
      <caption>${untold > 0 ? `The first ${told.length} of ${good.toLocaleString('en')} entries` : `${good} ${good === 1 ? 'entry' : 'entries'}`}</caption>
      <thead><tr>${['Line', 'What it says', 'When'].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${told.map(
        ({ line, says, when }) => html`<tr>
          <th scope="row" data-label="line">${line}</th>
          <td data-label="says"><span class="as-said">${says}</span></td>
          <td data-label="when">${when === '' ? html`<span class="none">no day</span>` : when}</td>
        </tr>`,
      )}</tbody>
    </table></div>`;
}

function warningList({ warnings }: DryRunShown) {
  if (warnings.length === 0) return null;
  const untold = warnings.length - TOLD;
  return html`<div class="notice">
    <p><b>Warnings</b>, which keep nothing from being stored:</p>
    <ul>${warnings.slice(0, TOLD).map(({ line, says }) => html`<li>Line ${line}: ${withEntryLinks(says, {})}</li>`)}</ul>
    ${untold > 0 ? html`<p>… and ${untold} more.</p>` : null}
  </div>`;
}

function knownList({ there, repeated }: DryRunShown) {
  const known = [
    ...there.map(({ line, id }) => ({ line, says: html`line ${line} is ${entryLink(id, {})}` })),
    ...repeated.map(({ line, first }) => ({
      line,
      says: html`line ${line} says what line ${first} says`,
    })),
  ].toSorted((one, other) => one.line - other.line);
  if (known.length === 0) return null;
  const untold = known.length - TOLD;
  return html`<details class="seldom">
    <summary>${rows(known.length)} that add nothing</summary>
    <ul>${known.slice(0, TOLD).map(({ says }) => html`<li>${says}</li>`)}</ul>
    ${untold > 0 ? html`<p>… and ${untold} more.</p>` : null}
  </details>`;
}

/** The button that stores what is good, and what it leaves out. */
function appendButton(run: DryRunShown) {
  const { good } = run;
  const wrong = wrongRows(run);
  if (good === 0) {
    const why =
      wrong > 0 ? 'no row is right yet; mend the list below' : 'every row is there already';
    return html`<p>There is nothing to append: ${why}.</p>`;
  }
  const left =
    wrong === 0
      ? ''
      : ` The ${wrong === 1 ? 'row' : rows(wrong)} with an error ${wrong === 1 ? 'is' : 'are'} left out: mend ${wrong === 1 ? 'it' : 'them'} and send the list again, and only what is new is added.`;
  return html`<p>All in one step, whole or not at all.${left}</p>
    <p class="actions">
      <button class="main" name="do" value="append">Append the ${good === 1 ? 'good row' : `${good.toLocaleString('en')} good rows`}</button>
    </p>`;
}

/** What a list would do: how many rows are new, what they change, what they say, and what is wrong with others. */
export function dryRunSection(run: DryRunShown | null) {
  if (run === null) return null;
  return html`<section class="preview" aria-labelledby="dry-run">
    <h2 id="dry-run" tabindex="-1" autofocus>Dry run: nothing is stored yet</h2>
    ${summary(run)}
    ${warningList(run)}
    ${run.effects.map(dayEffect)}
    ${appendButton(run)}
    ${faultsTable(run)}
    ${toldTable(run)}
    ${knownList(run)}
  </section>`;
}

/** That others stored entries since a list was checked, and which: the first of them. */
export function cameFirst(count: number, ids: readonly string[]) {
  const more = count - ids.length;
  return html`Somebody came first: since this list was checked ${count} ${count === 1 ? 'entry was' : 'entries were'} stored
    (${entryLinks(ids, {})}${more > 0 ? ` and ${more} more` : ''}). This is the dry run on top of ${count === 1 ? 'it' : 'them'}.`;
}
