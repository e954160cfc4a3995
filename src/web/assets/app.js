// What pages do beyond links and forms. Everything works without it: it only spares whole page loads.

import { followAddress, offerChecks, openEntries } from './drawer.js';
import { help } from './keys.js';
import { announce } from './news.js';

const PLAY_MILLISECONDS = 4000;
const LEAST_TICK = 120;
const SETTLE = 120;

const main = document.getElementById('main');
let loading = new AbortController();
/** The address whose content is shown, without its place within. */
let shown = location.pathname + location.search;

/** The form of the clocks on this page, if it has one. */
const clocks = () => main?.querySelector('form.clocks') ?? null;

/** An address without what its form left empty. */
function addressOf(form) {
  const url = new URL(form.getAttribute('action') ?? '', location.href);
  const said = [...new FormData(form)].filter(([, value]) => `${value}`.trim() !== '');
  url.search = new URLSearchParams(said).toString();
  return url;
}

/** Takes over a form that stays where it is: what it says, not what has the focus. */
function updateForm(form, next) {
  form.dataset.days = next.dataset.days ?? '';
  const stop = document.activeElement?.dataset.step;
  form.querySelector('.steps')?.replaceWith(next.querySelector('.steps') ?? '');
  if (stop !== undefined) {
    const again = form.querySelector(`a.step[data-step="${stop}"]`) ?? form.querySelector('a.step');
    again?.focus();
  }
  for (const field of form.querySelectorAll('input[name], select[name]')) {
    const other = next.elements.namedItem(field.name);
    if (other !== null && field !== document.activeElement) field.value = other.value;
  }
  form.elements.namedItem('asOf').value = next.elements.namedItem('asOf').value;
}

/** Puts the content of another page into this one; the form of the clocks stays, and so does the focus. */
function swap(next) {
  const [form, other] = [clocks(), next.querySelector('form.clocks')];
  document.title = next.title;
  const content = next.getElementById('main');
  if (form === null || other === null || content === null) {
    main.replaceChildren(...(content?.childNodes ?? []));
    enhance();
    return;
  }
  updateForm(form, other);
  // What is read out when it changes has to be the same element as before.
  const status = main.querySelector('p.clocks');
  for (const child of [...main.childNodes]) if (child !== form) child.remove();
  const nodes = [...content.childNodes];
  const at = nodes.indexOf(other);
  form.before(...nodes.slice(0, at));
  form.after(...nodes.slice(at + 1));
  const said = main.querySelector('p.clocks');
  if (status !== null && said !== null) {
    const text = said.textContent;
    said.replaceWith(status);
    status.textContent = text;
  }
  place(form);
}

/** Shows another address in place; the last one asked for wins. */
async function show(url, how) {
  loading.abort();
  loading = new AbortController();
  try {
    const answer = await fetch(url, { signal: loading.signal, headers: { accept: 'text/html' } });
    swap(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    const { pathname, search } = new URL(url, location.href);
    shown = pathname + search;
    if (how === 'push') history.pushState(null, '', url);
    if (how === 'replace') history.replaceState(null, '', url);
  } catch (error) {
    if (error.name !== 'AbortError') location.assign(url);
  }
}

const daysOf = (form) => (form.dataset.days ?? '').split(' ').filter((day) => day !== '');
const LONG = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const inWords = (day) => LONG.format(new Date(`${day}T00:00:00Z`));

/** Has the slider say where the form is. */
function place(form) {
  const slider = form.querySelector('input[type="range"]');
  if (slider === null) return;
  const days = daysOf(form);
  const asOf = form.elements.namedItem('asOf').value;
  const index = days.findLastIndex((day) => day <= asOf);
  slider.max = `${days.length - 1}`;
  if (slider !== document.activeElement || slider.dataset.dragged !== 'yes') {
    slider.value = `${Math.max(0, index)}`;
  }
  slider.setAttribute(
    'aria-valuetext',
    `${inWords(asOf)}, after change ${index + 1} of ${days.length}`,
  );
}

/** Looks at the day of a stop. */
function go(form, index, how) {
  const day = daysOf(form)[index];
  if (day === undefined) return undefined;
  form.elements.namedItem('asOf').value = day;
  place(form);
  return show(addressOf(form), how);
}

/** The stop that is looked at; -1 before the first. */
function stopOf(form) {
  const asOf = form.elements.namedItem('asOf').value;
  return daysOf(form).findLastIndex((day) => day <= asOf);
}

/** One stop on or back. */
function step(form, by) {
  const days = daysOf(form);
  const asOf = form.elements.namedItem('asOf').value;
  const index =
    by > 0 ? days.findIndex((day) => day > asOf) : days.findLastIndex((day) => day < asOf);
  return go(form, index, 'push');
}

let playing = false;

/** Goes on from stop to stop; about four seconds for all of them. */
async function play(form, button) {
  playing = !playing;
  button.textContent = playing ? 'Pause' : 'Play';
  const count = daysOf(form).length;
  let index = stopOf(form) + 1 < count ? stopOf(form) + 1 : 0;
  const tick = Math.max(LEAST_TICK, PLAY_MILLISECONDS / count);
  // Back leads to where it began, whatever was passed.
  for (let how = 'push'; playing && index < count; index += 1, how = 'replace') {
    const waited = new Promise((resolve) => setTimeout(resolve, tick));
    await go(form, index, how);
    await waited;
  }
  playing = false;
  button.textContent = 'Play';
}

/** Gives a form of the clocks its slider and its play button. */
function slide(form) {
  if (daysOf(form).length < 2) return;
  const line = document.createElement('div');
  line.className = 'slider';
  const slider = document.createElement('input');
  Object.assign(slider, { type: 'range', min: '0', step: '1' });
  slider.setAttribute('aria-label', 'Day, from change to change');
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', textContent: 'Play' });
  button.addEventListener('click', () => void play(form, button));
  let settle = 0;
  slider.addEventListener('input', () => {
    slider.dataset.dragged = 'yes';
    form.elements.namedItem('asOf').value = daysOf(form)[Number(slider.value)];
    place(form);
    clearTimeout(settle);
    settle = setTimeout(() => void go(form, Number(slider.value), 'none'), SETTLE);
  });
  slider.addEventListener('change', () => {
    clearTimeout(settle);
    slider.dataset.dragged = 'no';
    void go(form, Number(slider.value), 'push');
  });
  line.append(button, slider);
  form.prepend(line);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void show(addressOf(form), 'push');
  });
  form.addEventListener('click', (event) => {
    const link = event.target.closest('a.step');
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void show(link.href, 'push');
  });
  place(form);
}

/** Opens the numbers of the chart, or closes them. */
function turn(numbers) {
  numbers.open = !numbers.open;
  const summary = numbers.querySelector('summary');
  summary?.focus();
  summary?.scrollIntoView({ block: 'nearest' });
}

/** What each key does, with the first element of the page that it is for. */
const KEYS = new Map([
  ['?', ['body', help]],
  ['/', ['input[type="search"]', (field) => field.focus()]],
  [',', ['main form.clocks', (form) => void step(form, -1)]],
  ['.', ['main form.clocks', (form) => void step(form, 1)]],
  ['p', ['main form.clocks .slider button', (button) => button.click()]],
  ['t', ['main details.chart', turn]],
]);

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typed = event.target.closest('input, select, textarea, dialog[open]');
  if (typed !== null && event.target.type !== 'range') return;
  const [selector, act] = KEYS.get(event.key) ?? [];
  const element = selector === undefined ? null : document.querySelector(selector);
  if (element === null) return;
  act(element);
  event.preventDefault();
});

addEventListener('popstate', () => {
  if (location.pathname + location.search !== shown) void show(location.href, 'none');
  else loading.abort();
  followAddress();
});

function enhance() {
  const form = clocks();
  if (form !== null) slide(form);
  if (main !== null) void offerChecks(main);
}

/** What only pages that have such an element need. */
const MORE = new Map([
  ['form.draft', './form.js'],
  ['[data-run]', './verify.js'],
]);
for (const [selector, script] of MORE) {
  if (document.querySelector(selector) !== null) void import(script);
}

enhance();
openEntries(() => {
  playing = false;
  loading.abort();
});
const contest = /^\/contests\/([a-z0-9-]+)/.exec(location.pathname)?.[1];
const pinned = new URLSearchParams(location.search).has('knownAt');
// Only where there is such a contest: then the page has its clocks.
if (contest !== undefined && !pinned && clocks() !== null)
  announce(contest, () => void show(location.href, 'none'));
