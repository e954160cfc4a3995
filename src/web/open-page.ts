import { html } from 'htm/preact';
import type { PageFrame } from './document.ts';

/** The page that asks what a new contest is called; `wrong`: what is wrong with the name that was given. */
export const openPage = (name: string, wrong: string | undefined): PageFrame => ({
  title: `${wrong === undefined ? '' : 'Error: '}Open a contest`,
  trail: [{ name: 'Open a contest', at: '/open' }],
  main: html`<h1>Open a contest</h1>
    ${
      wrong === undefined
        ? null
        : html`<div class="errors" role="alert" tabindex="-1" autofocus>
            <h2>There is a problem</h2>
            <ul><li><a href="#name">${wrong}</a></li></ul>
          </div>`
    }
    <form class="draft" method="get" action="/open" novalidate>
      <div class=${wrong === undefined ? 'field' : 'field wrong'}>
        <label for="name">What it is called in addresses</label>
        <p class="hint" id="name-hint">
          Lower-case letters, digits and hyphens, as in labour-leader-2010; it stays for ever.
        </p>
        <input type="text" id="name" name="name" value=${name} required autocomplete="off"
          aria-describedby="name-hint" aria-invalid=${wrong === undefined ? undefined : 'true'} />
      </div>
      <p class="actions"><button class="main">Go on</button></p>
    </form>`,
});
