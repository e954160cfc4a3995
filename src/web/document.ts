import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';

/** What a page has beside its content. */
export interface PageFrame {
  /** What the page is about, as the title of its window begins. */
  readonly title: string;
  /** Where the page is, from the list of contests down: names and addresses. */
  readonly trail: readonly { readonly name: string; readonly at: string }[];
  readonly main: ComponentChildren;
}

const ASSETS = '/assets';

/** A whole page as HTML. Everything that is put into it is text, unless it is an element of ours. */
export function documentOf({ title, trail, main }: PageFrame): string {
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${title} · Hustings</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href="${ASSETS}/style.css" />
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
          <a href="/">Contests</a> <a href="/docs">API</a>
        </nav>
      </header>
      <main id="main" tabindex="-1">${main}</main>
      <footer class="site">
        <p>
          Who backed whom, on any past day. Each number leads to the entries behind it, each entry to its
          source.
        </p>
      </footer>
    </body>
  </html>`;
  return `<!doctype html>\n${renderToStaticMarkup(page)}`;
}
