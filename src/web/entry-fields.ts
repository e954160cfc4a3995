import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { type Names, nameIn } from '../ledger/queries/names.ts';
import { endorserLink } from './called.ts';
import { entryLink } from './entry-links.ts';
import type { Sight } from './sight.ts';

/** What the fields of an entry are shown with. */
export interface FieldsShown {
  readonly names: Names;
  readonly sight: Sight;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field's name in words: `decidedBy` as "decided by". */
const label = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** A name that means something on another page, as a link to it; undefined: it means nothing there. */
function linked(key: string, value: string, { names, sight }: FieldsShown): ComponentChildren {
  if (key === 'endorser' || key === 'into') {
    return endorserLink(names, value, sight);
  }
  if (key === 'candidate' || key === 'winner') return nameIn(names.candidates, value);
  if (key === 'entry' || key === 'act' || key === 'replaces') return entryLink(value, sight);
  return undefined;
}

/** A value of a field: what it names as links, a list as a list, fields within it in one line. */
export function fieldValue(key: string, value: unknown, shown: FieldsShown): ComponentChildren {
  if (Array.isArray(value)) {
    return html`<ul class="values">
      ${value.map((each) => html`<li>${fieldValue(key, each, shown)}</li>`)}
    </ul>`;
  }
  if (isRecord(value)) {
    return Object.entries(value).map(
      ([inner, each], index) =>
        html`${index > 0 ? ', ' : ''}<span class="faint">${label(inner)}</span>${' '}${fieldValue(inner, each, shown)}`,
    );
  }
  const text = value === null || value === undefined ? 'none' : `${value}`;
  return typeof value === 'string' ? (linked(key, value, shown) ?? text) : text;
}

/** The fields of an entry's data, as they were recorded. */
export const entryFields = (data: object, shown: FieldsShown) =>
  html`<dl class="fields">
    ${Object.entries(data).map(
      ([key, value]) => html`<dt>${label(key)}</dt><dd>${fieldValue(key, value, shown)}</dd>`,
    )}
  </dl>`;
