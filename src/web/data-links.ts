import { html } from 'htm/preact';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** A form in which a page's answer is data, and where. */
export interface DataAddress {
  /** As people call it. */
  readonly form: string;
  /** Its media type. */
  readonly type: string;
  readonly at: string;
}

/** Carries to every component of a page where its data are; a page that is a form has none. */
export const DataHere = createContext<readonly DataAddress[]>([]);

/** The data of the page that it stands on, in every form, as links. */
export function DataLinks() {
  const data = useContext(DataHere);
  if (data.length === 0) return null;
  return html`<p class="data">
    This page as data:${data.map(({ form, type, at }) => html`${' '}<a href=${at} type=${type}>${form}</a>`)}
  </p>`;
}
