// The proof of an entry, checked in the reader's own browser.

import { checkEntry, kept } from './proof-steps.js';

const KEPT = 'hustings.checkpoints';
const WORDS = { held: 'holds', failed: 'does not hold', open: 'not checked' };
const PLAIN =
  'This browser checks proofs only over HTTPS or on this machine itself: elsewhere it gives scripts no SHA-256. The commands below do the same.';
const HONEST =
  'The scripts that checked this came from the server that they check: one that lies can lie here, too. So keep the checkpoint somewhere else, and check the evidence with hustings verify-bundle on a machine that you trust. None of it says that a claim is true.';

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className !== undefined) made.className = className;
  return made;
}

const tools = {
  sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
  ed25519: async (key, message, signature) => {
    const known = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    return crypto.subtle.verify('Ed25519', known, signature, message);
  },
};

/** The checkpoints that this browser keeps, by the key of their log. */
function remembered() {
  try {
    return new Map(Object.entries(JSON.parse(localStorage.getItem(KEPT)) ?? {}));
  } catch {
    return new Map();
  }
}

/** Keeps a checkpoint. A browser that keeps nothing goes without. */
function remember(all) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(all)));
  } catch {}
}

async function got(address) {
  const answer = await fetch(address);
  if (answer.ok) return answer;
  throw new Error(`${address} answered ${answer.status}`);
}

async function tile(path) {
  return new Uint8Array(await (await got(`/log/${path}`)).arrayBuffer());
}

/** Fetches the evidence and goes through the steps. */
async function steps({ entry: id, leaf: leafHash }) {
  const bundle = await (await got(`/api/v1/entries/${id}/bundle`)).json();
  const all = remembered();
  const seen = all.get(bundle.vkey);
  const name = `${bundle.vkey}`.split('+').at(0);
  const others = [...all.keys()].some((vkey) => vkey.startsWith(`${name}+`));
  const done = await checkEntry(tools, { id, leafHash, bundle, seen, others, tile });
  const bad = done.some(({ state }) => state === 'failed');
  const signed = done.find(({ name: step }) => step === 'The signature')?.state === 'held';
  if (!bad && signed) {
    remember(all.set(bundle.vkey, kept(bundle, new Date().toISOString().slice(0, 10))));
  }
  return done;
}

function stepItem({ name, state, says, values }) {
  const item = element('li', undefined, state);
  const bad = state === 'failed' ? 'wrong' : undefined;
  item.append(element('b', `${name}: ${WORDS[state]}. `, bad), says);
  if (values.length === 0) return item;
  const list = element('dl', undefined, 'fields');
  for (const [term, value] of values) {
    const text = element('dd');
    text.append(element('code', value));
    list.append(element('dt', term), text);
  }
  const details = element('details');
  details.append(element('summary', values.map(([term]) => term).join(', ')), list);
  item.append(details);
  return item;
}

/** All steps in one sentence. */
function verdict(done) {
  const named = (state) => done.filter((step) => step.state === state).map(({ name }) => name);
  const failed = named('failed');
  if (failed.length > 0) return `It does not hold. ${failed.join('; ')}: see below.`;
  const open = named('open');
  const rest = open.length === 0 ? '' : ` Not checked: ${open.join('; ').toLowerCase()}.`;
  return `${done.length - open.length} of ${done.length} checks hold, and none fails.${rest}`;
}

/** Checks, and says in the status whether all holds; what each step gave stands below. */
async function run(asked, status, below) {
  status.textContent = 'Checking…';
  status.className = '';
  below.replaceChildren();
  try {
    const done = await steps(asked);
    const list = element('ol', undefined, 'checks');
    list.append(...done.map(stepItem));
    if (done.some(({ state }) => state === 'failed')) status.className = 'notice';
    status.textContent = verdict(done);
    below.replaceChildren(list, element('p', HONEST, 'faint'));
  } catch (error) {
    status.className = 'notice';
    status.textContent = `The evidence could not be had, so nothing was checked: ${error.message}. Try again later.`;
  }
}

/** Offers the check where the page of an entry has a place for it. */
export function offerCheck(place) {
  if (globalThis.crypto?.subtle === undefined) {
    place.replaceChildren(element('p', PLAIN, 'faint'));
    return;
  }
  const button = element('button', 'Check it in this browser');
  button.type = 'button';
  const [status, below] = [element('p'), element('div')];
  status.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    await run(place.dataset, status, below);
    button.removeAttribute('aria-disabled');
  });
  place.replaceChildren(button, status, below);
}
