import { html } from 'htm/preact';

const FOLLOWED = /^https?:\/\//i;

/** A link out of the site, to a web address alone; of what is none the text. */
export const outLink = (url: string, text: string) =>
  FOLLOWED.test(url) && URL.canParse(url)
    ? html`<a class="out" href=${url} rel="noreferrer">${text}</a>`
    : html`<span>${text}</span>`;
