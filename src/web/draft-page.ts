import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { type EntryType, kindOf } from '../../events/catalog.ts';
import type { PageFrame } from './document.ts';
import { type Choice, choiceList, type DraftPreview, previewSection } from './draft-preview.ts';
import { entryLink, withEntryLinks } from './entry-links.ts';
import { type FormFault, faultSentence } from './form/faults.ts';
import { type FormShown, fieldId, formFields } from './form/fields.ts';
import { FAMILY_WORDS, TYPE_WORDS } from './form/words.ts';

/** An entry that somebody else stored since the form was made. */
export interface CameBetween {
  readonly id: string;
  readonly says: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
}

/** The page of a form for an entry, at whatever step it is. */
export interface DraftShown {
  readonly title: string;
  readonly trail: PageFrame['trail'];
  /** What the form is about, where it is about something that is there already. */
  readonly about: ComponentChildren;
  /** Where the form is sent. */
  readonly at: string;
  /** The types that somebody may choose from; with one there is nothing to choose. */
  readonly types: readonly EntryType[];
  readonly shown: FormShown;
  /** What the form carries unseen: the id of its entry, the revision that was seen, what was previewed. */
  readonly carried: Readonly<Record<string, string>>;
  readonly choices: readonly Choice[];
  /** Null: nobody came first. */
  readonly between: readonly CameBetween[] | null;
  readonly preview: DraftPreview | null;
  /** What the reader should know first, in a sentence. */
  readonly notice: string | null;
}

const NO_SIGHT = {};
const ON_TOP = 'Preview again on top of it';

/** A fault as a sentence, linked to its field where it is at one. */
function faultText(fault: FormFault, type: EntryType) {
  const text = faultSentence(type, fault);
  if (fault.name === '') return withEntryLinks(text, NO_SIGHT);
  return html`<a href=${`#${fieldId(fault.name)}`}>${text}</a>`;
}

/** What is wrong, each fault linked to its field. */
function errorSummary({ shown, choices }: DraftShown) {
  const { faults, type } = shown;
  if (faults.length === 0) return null;
  return html`<div class="errors" role="alert" aria-labelledby="errors-title" tabindex="-1" autofocus>
    <h2 id="errors-title">There is a problem</h2>
    <ul>${faults.map((fault) => html`<li>${faultText(fault, type)}</li>`)}</ul>
    ${choiceList(choices)}
  </div>`;
}

const betweenItem = ({ id, says, recordedAt, recordedBy }: CameBetween) => html`<li>
  ${says} ${entryLink(id, NO_SIGHT)}${' '}
  <small>recorded ${recordedAt} by ${recordedBy}</small>
</li>`;

/** How many entries came between, in a sentence; the list of them may go on. */
function cameText(between: readonly CameBetween[]): string {
  if (between.length === 0) return 'It is not at the state that this form was made at.';
  return `Since this form was made, ${between.length} ${between.length === 1 ? 'entry was' : 'entries were'} stored.`;
}

function betweenSection(between: readonly CameBetween[] | null) {
  if (between === null) return null;
  return html`<section class="notice" aria-labelledby="between">
    <h2 id="between" tabindex="-1" autofocus>Somebody came first</h2>
    <p>${cameText(between)} Nothing of yours is lost: read what came, then preview again on top of it.</p>
    <ol>${between.map(betweenItem)}</ol>
    <p><button form="draft" name="do" value="preview">${ON_TOP}</button></p>
  </section>`;
}

/** The types to choose from, family by family. */
function typeField(types: readonly EntryType[], chosen: EntryType) {
  if (types.length < 2) return null;
  const families = Map.groupBy(types, (type) => kindOf(type).family);
  return html`<div class="field">
    <label for="type">What happened</label>
    <div class="beside">
      <select id="type" name="type">
        ${[...families].map(
          ([family, some]) => html`<optgroup label=${FAMILY_WORDS[family]}>
            ${some.map(
              (type) =>
                html`<option value=${type} selected=${type === chosen}>${TYPE_WORDS[type]}</option>`,
            )}
          </optgroup>`,
        )}
      </select>
      <button class="quiet" name="do" value="type">Show its form</button>
    </div>
  </div>`;
}

function lead({ between, preview, shown }: DraftShown): string {
  if (between !== null) return ON_TOP;
  return preview === null && shown.faults.length === 0 ? 'Preview' : 'Preview again';
}

/** The page of a form for an entry: what is wrong, what came between, what it would do, its fields. */
export function draftPage(page: DraftShown): PageFrame {
  const { title, trail, about, at, types, shown, carried, preview, notice } = page;
  const wrong = shown.faults.length > 0;
  return {
    title: `${wrong ? 'Error: ' : ''}${preview === null ? '' : 'Preview: '}${title}`,
    trail,
    main: html`<h1>${title}</h1>
      ${about}
      ${notice === null ? null : html`<p class="notice" role="status">${notice}</p>`}
      ${errorSummary(page)}
      ${betweenSection(page.between)}
      <form id="draft" class="draft" method="post" action=${at} novalidate autocomplete="off">
        <button class="hidden" name="do" value="preview" tabindex="-1" aria-hidden="true">Preview</button>
        ${Object.entries(carried).map(
          ([name, value]) => html`<input type="hidden" name=${name} value=${value} />`,
        )}
        ${previewSection(preview)}
        ${preview === null ? null : html`<h2>Change it</h2>`}
        ${typeField(types, shown.type)}
        ${formFields(shown)}
        <p class="actions">
          <button class=${preview === null ? 'main' : 'quiet'} name="do" value="preview">${lead(page)}</button>
        </p>
        ${preview === null ? html`<p class="faint">Nothing is stored yet: you see first what it would say and change.</p>` : null}
      </form>`,
  };
}
