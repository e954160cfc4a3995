import { html } from 'htm/preact';
import type { PageFrame } from './document.ts';
import { addressOf } from './sight.ts';

/** What signing in is asked with. */
export interface SignIn {
  /** Where to go on afterwards. */
  readonly next: string;
  /** What is wrong with the token, or why one is needed. */
  readonly why?: string | undefined;
}

const TITLE = 'Sign in';

const wrong = (why: string | undefined) =>
  why === undefined
    ? null
    : html`<div class="errors" role="alert"><p><a href="#token">${why}</a></p></div>`;

/** The page to sign in with a token. */
export const signInPage = ({ next, why }: SignIn): PageFrame => ({
  title: TITLE,
  trail: [],
  main: html`<h1>${TITLE}</h1>
    ${wrong(why)}
    <p class="lead">
      Reading takes nothing. Appending takes a token of the role editor, checking the ledger one of the role
      auditor.
    </p>
    <form method="post" action="/sign-in" class="sign-in">
      <input type="hidden" name="next" value=${next} />
      <label for="token">Token</label>
      <input id="token" name="token" type="password" autocomplete="current-password" required
        spellcheck="false" aria-describedby="token-hint" />
      <p id="token-hint" class="faint">
        It begins with hst_. Whoever keeps this ledger makes one with <code>hustings token add</code>. It stays
        in this browser until you close it or sign out, and in no address.
      </p>
      <button type="submit">Sign in</button>
    </form>`,
});

/** What whoever sent a form is told where their sign-in has ended: the form is in the browser still. */
export const signInAgainPage = ({ next, why = '' }: SignIn): PageFrame => ({
  title: TITLE,
  trail: [],
  main: html`<h1>Sign in again, and nothing is lost</h1>
    <p class="lead">${why} What you sent was not stored.</p>
    <ol>
      <li><a href=${addressOf('/sign-in', { next })} target="_blank" rel="opener">Sign in, in another tab</a>.</li>
      <li>Then reload this page: the browser asks whether to send the form again, and it is stored as you wrote it.</li>
    </ol>`,
});
