import { readFileSync } from 'node:fs';

/** The checks of the log, as a reader's browser makes them: one text for both. */
const PROOF = readFileSync(new URL('../web/assets/proof.js', import.meta.url), 'utf8').replace(
  /^export /gm,
  '',
);

/**
 * The verifier inside every evidence bundle: plain JavaScript that needs Node 18 or later and nothing
 * else, neither a ledger nor a server nor this program. It makes the checks of bundle-check.ts, in the
 * same order; a test holds the two against each other.
 */
export const VERIFIER_SCRIPT: string = String.raw`// Verifies a Hustings evidence bundle: node verify.mjs BUNDLE [VKEY]
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

${PROOF}
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const publicKey = (bytes) => createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' });
const tools = {
  sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  ed25519: (key, message, signature) => verify(null, message, publicKey(key), signature),
};
const hasKeys = (value, keys) => isObject(value) && Object.keys(value).join() === keys;

async function isIncluded(leaf, place, root) {
  try {
    return sameBytes(await rootFrom(tools, leaf, place), root);
  } catch (error) {
    if (error instanceof Wrong) return false;
    throw error;
  }
}

async function entryOf(entry, nth, checkpoint) {
  const what = 'Entry ' + nth + ' of the bundle';
  const whole = hasKeys(entry, 'index,leaf,salt,payload,proof');
  demand(whole || hasKeys(entry, 'index,leaf,proof'), what + ' has other fields than an entry has.');
  const texts = [entry.leaf, ...(whole ? [entry.salt, entry.payload] : [])];
  const hashes = Array.isArray(entry.proof) && entry.proof.every((each) => typeof each === 'string');
  demand(Number.isSafeInteger(entry.index) && hashes && texts.every((each) => typeof each === 'string'), what + ' has a field of another kind.');
  const leaf = readJson('The leaf of entry ' + entry.index, entry.leaf);
  demand(isObject(leaf) && typeof leaf.id === 'string', 'The leaf of entry ' + entry.index + ' has no id.');
  const name = 'Entry ' + entry.index + ' (' + leaf.id + ')';
  const path = entry.proof.map((each) => readHash('A hash in the proof of ' + name, each));
  const place = { index: entry.index, size: checkpoint.size, path };
  demand(await isIncluded(await hashLeaf(tools, utf8(entry.leaf)), place, checkpoint.root), name + ' is not in the log at this place: its leaf, its place or its proof was changed.');
  if (!whole) return { leaf, index: entry.index, payload: null, name };
  const salt = readBase64('The salt of ' + name, entry.salt);
  const made = await commitment(tools, salt, utf8(entry.payload));
  demand(salt.length === 16 && made === leaf.payloadHash, name + ' has another payload or salt than its leaf commits to.');
  return { leaf, index: entry.index, payload: readJson('The payload of ' + name, entry.payload), name };
}

function checkErased(entries) {
  for (const { leaf, index, name } of entries.filter((each) => each.payload === null)) {
    const erased = entries.some((each) => each.leaf.type === 'PayloadErased' && each.payload !== null && each.index > index && each.leaf.contest === leaf.contest);
    demand(erased, name + ' has no payload, and no erasure in the bundle says why.');
  }
}

const listOf = (value) => (Array.isArray(value) ? value.filter(isObject) : []);

/** What the entries tell, by the claims and by the corrections of them. */
function toldBy(entries) {
  const data = new Map();
  const add = (id, value) => data.set(id, [...(data.get(id) ?? []), value]);
  for (const { leaf, payload } of entries) {
    const own = isObject(payload) && isObject(payload.data) ? payload.data : {};
    add(leaf.id, own);
    if (leaf.type === 'EntryCorrected' && isObject(own.data)) add(own.entry, own.data);
  }
  const of = (id) => data.get(id) ?? [];
  const ofType = (type) => entries.flatMap(({ leaf }) => (leaf.type === type ? of(leaf.id) : []));
  const names = (endorser) => {
    const all = new Set([endorser]);
    for (let before = 0; before < all.size; ) {
      before = all.size;
      for (const merge of ofType('EndorserMerged')) if (all.has(merge.into)) all.add(merge.endorser);
    }
    return all;
  };
  const parts = (category) => {
    const sums = ofType('ContestOpened').flatMap((each) => listOf(each.categories)).filter((each) => each.category === category);
    return [category, ...sums.flatMap((each) => (Array.isArray(each.of) ? each.of : []))];
  };
  return { of, ofType, names, parts };
}

function checkEndorser(about, each, ids, told) {
  const held = each.entries.length > 0 && each.entries.every((id) => ids.get(id)?.leaf.contest === about.contest);
  demand(held, 'The bundle lists ' + each.endorser + ' by entries that are not in it.');
  const names = told.names(each.endorser);
  const backs = (data) => data.candidate === about.candidate || listOf(data.choices).some((choice) => choice.candidate === about.candidate && choice.rank === 1);
  const says = each.entries.every((id) => told.of(id).some((data) => names.has(data.endorser) && backs(data)));
  demand(says, 'The bundle lists ' + each.endorser + ' by entries that do not say so.');
  const parts = told.parts(about.category);
  const enrolled = told.ofType('EndorserEnrolled').some((data) => names.has(data.endorser) && parts.includes(data.category));
  demand(enrolled, 'The bundle lists ' + each.endorser + ', whom none of its entries enrols in the category.');
}

function checkAbout(about, entries) {
  const ids = new Map(entries.map((each) => [each.leaf.id, each]));
  if (hasKeys(about, 'entry')) {
    demand(ids.has(about.entry), 'The bundle is about an entry that is not in it.');
    return 'entry ' + about.entry;
  }
  demand(hasKeys(about, 'contest,title,candidate,category,policy,clocks,digest,certain,possible,lapsed,endorsers') && Array.isArray(about.endorsers), 'The bundle does not say what it is about.');
  const count = { certain: 0, possible: 0, none: 0, lapsed: 0 };
  const names = new Set();
  const told = toldBy(entries);
  for (const each of about.endorsers) {
    demand(hasKeys(each, 'endorser,stand,lapsed,entries') && typeof each.stand === 'string' && Object.hasOwn(count, each.stand) && Array.isArray(each.entries) && each.entries.every((id) => typeof id === 'string'), 'The bundle lists an endorser in another form.');
    count[each.stand] += 1;
    count.lapsed += each.lapsed === true ? 1 : 0;
    names.add(each.endorser);
    checkEndorser(about, each, ids, told);
  }
  demand(names.size === about.endorsers.length, 'The bundle lists an endorser twice.');
  const same = ['certain', 'possible', 'lapsed'].every((kind) => count[kind] === about[kind]);
  demand(same, 'The bundle lists other endorsers than it counts.');
  return about.category + ' for ' + about.candidate + ' in ' + about.contest + ': ' + count.certain + ' certain, ' + count.possible + ' possible, ' + count.lapsed + ' lapsed';
}

async function check(text, self, trusted) {
  const bundle = readJson('The bundle', text);
  demand(JSON.stringify(bundle, null, 1) + '\n' === text, 'The bundle is not in the form in which bundles are written.');
  demand(hasKeys(bundle, 'format,about,vkey,checkpoint,entries,verifier'), 'The bundle has other fields than a bundle has.');
  demand(bundle.format === 'hustings-bundle/1', 'The bundle is of another format than hustings-bundle/1.');
  demand(bundle.verifier === self, 'The verifier in the bundle is another than this one: do not run it.');
  demand(trusted === undefined || trusted === bundle.vkey, 'The public key of the bundle is not the one that you trust.');
  const key = await readKey(tools, bundle.vkey);
  const checkpoint = readCheckpoint(bundle.checkpoint);
  await checkSigned(tools, checkpoint, key);
  demand(Array.isArray(bundle.entries) && bundle.entries.length > 0, 'The bundle has no entries.');
  const entries = [];
  for (const entry of bundle.entries) entries.push(await entryOf(entry, entries.length + 1, checkpoint));
  demand(entries.every((each, at) => at === 0 || entries[at - 1].index < each.index), 'The entries of the bundle are not in order.');
  checkErased(entries);
  const about = checkAbout(bundle.about, entries);
  return { about, entries, size: checkpoint.size, vkey: bundle.vkey };
}

const [file, trusted] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node verify.mjs BUNDLE [VKEY]');
  process.exit(2);
}
try {
  const self = readFileSync(fileURLToPath(import.meta.url), 'utf8');
  const { about, entries, size, vkey } = await check(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file)), self, trusted);
  const erased = entries.filter((each) => each.payload === null).length;
  console.log('about: ' + about);
  console.log('proven: ' + entries.length + ' entries are in the log of ' + size + ', and none was rewritten since its checkpoint was signed' + (erased > 0 ? '; ' + erased + ' were erased by law' : ''));
  for (const { index, leaf, payload } of entries) {
    console.log('  ' + [index, leaf.id, leaf.type, payload?.on ?? ''].join(' ').trimEnd());
  }
  console.log('signed with: ' + vkey + (trusted === undefined ? ' (compare it with one that you have from elsewhere)' : ''));
  console.log('not proven: that a claim is true, that no other entry matters, nor what was counted: replay the ledger for that');
} catch (error) {
  console.error('wrong: ' + error.message);
  process.exit(1);
}
`;
