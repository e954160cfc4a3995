import { html } from 'htm/preact';
import type { PageFrame } from './document.ts';

/** Why a page cannot be shown. */
export interface PageError {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
}

/** The page of what cannot be shown: what is wrong, what would be right, and how to go on. */
export function errorPage({ status, title, detail, requestId }: PageError): PageFrame {
  return {
    title,
    trail: [],
    main: html`<h1>${title}</h1>
      <p class="lead">${detail}</p>
      <p><a href="/">All contests</a></p>
      <p class="faint">HTTP ${status}, request ${requestId}</p>`,
  };
}
