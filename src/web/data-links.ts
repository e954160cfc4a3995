import { html } from 'htm/preact';
import { addressOf } from './sight.ts';

const FORMS = ['json', 'csv', 'ndjson'] as const;

/** The data of a page: its question below /api/v1, in every form. */
export const dataLinks = (path: string, ...query: readonly object[]) =>
  html`<p class="data">
    Data:${FORMS.map(
      (form) =>
        html`${' '}<a href=${addressOf(`/api/v1${path}.${form}`, ...query)}>${form.toUpperCase()}</a>`,
    )}
  </p>`;
