// An entry beside the page that names it. Its link stays a link: a new window, or a page of its own.

const ENTRY = /^\/entries\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const HASH = /^#entry-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** What of a page's address its entries are looked at with, too. */
const SIGHT = ['asOf', 'reportedBy', 'knownAt', 'counts'];
/** The attributes that name elements by their ids. */
const NAMING = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for', 'headers', 'list'];

/** How the drawer says that it was closed since the address names no entry any more. */
const FOLLOWED = 'followed';

let dialog;
let loading = new AbortController();
let shown;

/** Offers to check the proof where there is one. */
export async function offerChecks(root) {
  const place = root.querySelector('.check[data-entry]');
  if (place === null) return;
  const { offerCheck } = await import('./check.js');
  offerCheck(place);
}

/** Gives ids names of their own, since the page has some of them, too. */
function rename(content) {
  const named = (id) => `in-${id}`;
  for (const each of content.querySelectorAll('[id]')) each.id = named(each.id);
  for (const name of NAMING) {
    for (const each of content.querySelectorAll(`[${name}]`)) {
      each.setAttribute(name, each.getAttribute(name).split(/\s+/).map(named).join(' '));
    }
  }
  for (const each of content.querySelectorAll('a[href^="#"]')) {
    each.setAttribute('href', `#${named(each.getAttribute('href').slice(1))}`);
  }
}

/** Links within what the drawer shows lead there, and leave the address as it is. */
function within(event) {
  const link = event.target.closest('a[href^="#"]');
  if (link === null) return;
  event.preventDefault();
  const target = document.getElementById(link.getAttribute('href').slice(1));
  target?.setAttribute('tabindex', '-1');
  target?.focus();
  target?.scrollIntoView();
}

/** The address without an entry. Goes back where the drawer came from, so that Back leads further. */
function leave() {
  if (!HASH.test(location.hash)) return;
  const depth = history.state?.drawer;
  if (depth > 0) history.go(-depth);
  else history.replaceState(null, '', location.pathname + location.search);
}

function make() {
  const made = document.createElement('dialog');
  made.className = 'drawer';
  const bar = document.createElement('p');
  const page = document.createElement('a');
  Object.assign(page, { className: 'as-page', textContent: 'Open as a page' });
  const close = document.createElement('button');
  Object.assign(close, { type: 'button', textContent: 'Close' });
  close.addEventListener('click', () => made.close());
  bar.append(page, close);
  const content = document.createElement('div');
  content.className = 'content';
  made.append(bar, content);
  made.addEventListener('click', (event) => {
    if (event.target === made) made.close();
    else within(event);
  });
  made.addEventListener('close', () => {
    const followed = made.returnValue === FOLLOWED;
    made.returnValue = '';
    // The event comes late: whoever goes back and at once forward has opened the next by now.
    if (followed) return;
    forget();
    leave();
  });
  document.body.append(made);
  return made;
}

/** Nothing is shown any more, and what is on its way is not wanted. */
function forget() {
  shown = undefined;
  loading.abort();
}

/** Puts the content of an entry's page into the drawer. */
function fill(main, address) {
  dialog ??= make();
  rename(main);
  dialog.querySelector('.as-page').setAttribute('href', address);
  const content = dialog.querySelector('.content');
  content.replaceChildren(...main.childNodes);
  const heading = content.querySelector('h1');
  if (heading !== null) {
    heading.id = 'in-title';
    heading.tabIndex = -1;
    dialog.setAttribute('aria-labelledby', 'in-title');
  }
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  heading?.focus();
  void offerChecks(content);
}

async function open(address) {
  loading.abort();
  loading = new AbortController();
  shown = address;
  try {
    const { signal } = loading;
    const answer = await fetch(address, { signal, headers: { accept: 'text/html' } });
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    fill(next.getElementById('main'), address);
  } catch (error) {
    if (error.name !== 'AbortError') location.assign(address);
  }
}

/** Where the entry is that the address of this page names, or undefined. */
function named() {
  const [, id] = HASH.exec(location.hash) ?? [];
  if (id === undefined) return undefined;
  const said = [...new URLSearchParams(location.search)].filter(([name]) => SIGHT.includes(name));
  const search = new URLSearchParams(said).toString();
  return history.state?.entry ?? `/entries/${id}${search === '' ? '' : `?${search}`}`;
}

/** Opens and closes the drawer as the address says. */
export function followAddress() {
  const address = named();
  if (address === undefined) {
    forget();
    dialog?.close(FOLLOWED);
  } else if (address !== shown) void open(address);
}

/** The entry that a click asks for here, as an address; a click for another window asks for none. */
function clicked(event) {
  const other = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  const link = event.target.closest('a[href]:not(.as-page)');
  if (event.defaultPrevented || event.button !== 0 || other || link === null) return undefined;
  const { origin, pathname, search, hash } = new URL(link.href);
  const [, id] = ENTRY.exec(pathname) ?? [];
  const here = origin === location.origin && link.target === '' && hash === '';
  return here && id !== undefined ? { id, entry: pathname + search } : undefined;
}

/** Has links to entries open beside the page, unless that is itself of an entry; tells before it does. */
export function openEntries(opening) {
  if (location.pathname.startsWith('/entries/')) return;
  document.addEventListener('click', (event) => {
    const asked = clicked(event);
    if (asked === undefined) return;
    event.preventDefault();
    opening();
    const { id, entry } = asked;
    const before = history.state?.drawer ?? 0;
    // How far back the page is without a drawer; 0 where its address came with one.
    const drawer = !dialog?.open ? 1 : before > 0 ? before + 1 : 0;
    history.pushState({ entry, drawer }, '', `#entry-${id}`);
    void open(entry);
  });
  followAddress();
}
