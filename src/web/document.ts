import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { type DataAddress, DataHere } from './data-links.ts';
import { addressOf } from './sight.ts';
import { staleNotice } from './stale-notice.ts';
import { Looking, type Viewer } from './viewer.ts';

/** What a page has beside its content. */
export interface PageFrame {
  /** What the page is about, as the title of its window begins. */
  readonly title: string;
  /** Where the page is, from the list of contests down: names and addresses. */
  readonly trail: readonly { readonly name: string; readonly at: string }[];
  readonly main: ComponentChildren;
  /** The same as data: where, and in which form. */
  readonly alternates?: readonly DataAddress[];
  /** After how many seconds a browser without scripts asks again: what is shown is under way. */
  readonly refresh?: number | undefined;
}

/** For whom a page is made. */
export interface PageReader {
  /** Who looks at it; null: anybody. */
  readonly viewer: Viewer | null;
  /** Its address. */
  readonly at: string;
  /** Since when the ledger may have more than the page shows: an instant, or that it is not known; null: it has not. */
  readonly stale?: string | null;
}

const ASSETS = '/assets';
/** The style sheets, each after those that it refines. */
const STYLES = ['base', 'records', 'charts', 'beside', 'forms', 'audit'];

/** Who is signed in, and the way out; else the way in, back to this page afterwards. */
function signing({ viewer, at }: PageReader) {
  if (viewer === null) return html`<a href=${addressOf('/sign-in', { next: at })}>Sign in</a>`;
  return html`<form method="post" action="/sign-out" class="signed-in">
    <input type="hidden" name="next" value=${at} />
    <span>${viewer.name}</span> <button type="submit" class="link">Sign out</button>
  </form>`;
}

/** Which theme: hidden until a script can change it. */
const THEMES = html`<label class="theme" hidden>
  <span>Theme</span>
  <select autocomplete="off">
    ${['Auto', 'Light', 'Dark'].map((theme) => html`<option value=${theme.toLowerCase()}>${theme}</option>`)}
  </select>
</label>`;

/** A whole page as HTML. Everything that is put into it is text, unless it is an element of ours. */
export function documentOf(frame: PageFrame, reader: PageReader): string {
  const { title, trail, main, alternates = [], refresh } = frame;
  const { stale = null } = reader;
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${title} · Hustings</title>
      ${refresh === undefined ? null : html`<noscript><meta http-equiv="refresh" content=${refresh} /></noscript>`}
      ${alternates.map(({ type, at }) => html`<link rel="alternate" type=${type} href=${at} />`)}
      <link rel="icon" href="data:," />
      ${STYLES.map((name) => html`<link rel="stylesheet" href="${ASSETS}/${name}.css" />`)}
      <script src="${ASSETS}/theme.js"></script>
      <script type="module" src="${ASSETS}/app.js"></script>
    </head>
    <body>
      <a class="skip" href="#main">Skip to the content</a>
      <header class="site">
        <nav aria-label="Where you are">
          <ol>
            <li><a href="/" class="brand">Hustings</a></li>
            ${trail.map(({ name, at }) => html`<li><a href=${at}>${name}</a></li>`)}
          </ol>
        </nav>
        <nav aria-label="Everywhere">
          <a href="/">Contests</a> <a href="/endorsers">Endorsers</a> <a href="/audit">Audit</a> <a href="/docs">API</a>
          ${signing(reader)} ${THEMES}
        </nav>
      </header>
      ${stale === null ? null : staleNotice(stale)}
      <main id="main" tabindex="-1">
        <${DataHere.Provider} value=${alternates}>${main}</${DataHere.Provider}>
      </main>
      <footer class="site">
        <p>
          Who backed whom, on any past day. Each number leads to the entries behind it, each entry to its
          source.
        </p>
      </footer>
    </body>
  </html>`;
  const seen = html`<${Looking.Provider} value=${reader.viewer}>${page}</${Looking.Provider}>`;
  return `<!doctype html>\n${renderToStaticMarkup(seen)}`;
}
