import { html } from 'htm/preact';
import { withEntryLinks } from './entry-links.ts';
import type { EffectLine } from './form/effect-words.ts';

/** A way on that is offered beside a fault or a warning: a button of the form, or a link. */
export type Choice =
  | { readonly says: string; readonly does: string }
  | { readonly says: string; readonly at: string };

/** What the standings of a day would become. */
export interface DayEffect {
  readonly day: string;
  /** What changes, a line each. */
  readonly lines: readonly EffectLine[];
}

/** A field that a correction changes: what it said, and what it would say. */
export interface FieldChange {
  readonly field: string;
  readonly was: string;
  readonly is: string;
}

/** What an entry would say and do, were it stored. */
export interface DraftPreview {
  /** What it says, in a sentence without its full stop. */
  readonly says: string;
  /** When that was, in words; null where it has no day. */
  readonly when: string | null;
  readonly warnings: readonly string[];
  readonly choices: readonly Choice[];
  /** The days that are looked at; none in the register, which has no standings. */
  readonly effects: readonly DayEffect[];
  /** Of a correction: what it changes. */
  readonly changes: readonly FieldChange[];
}

const choiceItem = (choice: Choice) =>
  html`<li>${
    'at' in choice
      ? html`<a href=${choice.at}>${choice.says}</a>`
      : html`<button form="draft" name="do" value=${choice.does}>${choice.says}</button>`
  }</li>`;

/** Ways on, as a list. */
export const choiceList = (choices: readonly Choice[]) =>
  choices.length === 0 ? null : html`<ul class="choices">${choices.map(choiceItem)}</ul>`;

/** What changes on a day, a line for each number, which leads to what is behind it now. */
export const dayEffect = ({ day, lines }: DayEffect) =>
  lines.length === 0
    ? html`<p>On ${day} it changes nothing in the counts.</p>`
    : html`<p>On ${day}:</p>
        <ul class="effect">${lines.map(
          ({ what, at, change }) => html`<li><a href=${at}>${what}</a>: ${change}</li>`,
        )}</ul>`;

const changesTable = (changes: readonly FieldChange[]) =>
  changes.length === 0
    ? null
    : html`<div class="wide"><table class="list">
        <caption>What it changes</caption>
        <thead><tr>
          ${['Field', 'Says now', 'Would say'].map((head) => html`<th scope="col">${head}</th>`)}
        </tr></thead>
        <tbody>${changes.map(
          ({ field, was, is }) => html`<tr>
            <th scope="row">${field}</th>
            <td data-label="says now">${was === '' ? html`<span class="none">nothing</span>` : html`<s>${was}</s>`}</td>
            <td data-label="would say">${is === '' ? html`<span class="none">nothing</span>` : is}</td>
          </tr>`,
        )}</tbody>
      </table></div>`;

const warningsOf = ({ warnings, choices }: DraftPreview) =>
  warnings.length === 0 && choices.length === 0
    ? null
    : html`<div class="notice">
        ${warnings.map((warning) => html`<p><b>Warning:</b> ${withEntryLinks(warning, {})}</p>`)}
        ${choiceList(choices)}
      </div>`;

/** What an entry would say and do, and the button that stores it. */
export function previewSection(preview: DraftPreview | null) {
  if (preview === null) return null;
  const { says, when, effects, changes } = preview;
  return html`<section class="preview" aria-labelledby="preview">
    <h2 id="preview" tabindex="-1" autofocus>Preview: nothing is stored yet</h2>
    <p class="says">${says}${when === null ? '' : `, ${when}`}.</p>
    ${changesTable(changes)}
    ${warningsOf(preview)}
    ${effects.map(dayEffect)}
    <p class="actions"><button class="main" name="do" value="append">Append</button></p>
  </section>`;
}
