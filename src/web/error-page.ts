import { html } from 'htm/preact';
import type { PageFrame } from './document.ts';
import { addressOf } from './sight.ts';

/** Why a page cannot be shown. */
export interface PageError {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
}

const FORBIDDEN = 403;

/**
 * The page of what cannot be shown: what is wrong, what would be right, and how to go on; `next` is where
 * somebody goes on who signs in with another token.
 */
export function errorPage(
  { status, title, detail, requestId }: PageError,
  next: string,
): PageFrame {
  const signIn = html`<p><a href=${addressOf('/sign-in', { next })}>Sign in with another token</a></p>`;
  return {
    title,
    trail: [],
    main: html`<h1>${title}</h1>
      <p class="lead">${detail}</p>
      ${status === FORBIDDEN ? signIn : null}
      <p><a href="/">All contests</a></p>
      <p class="faint">HTTP ${status}, request ${requestId}</p>`,
  };
}
