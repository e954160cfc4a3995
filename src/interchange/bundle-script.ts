/**
 * The verifier inside every evidence bundle: plain JavaScript that needs Node 18 or later and nothing
 * else, neither a ledger nor a server nor this program. It makes the checks of bundle-check.ts, in the
 * same order; a test holds the two against each other.
 */
export const VERIFIER_SCRIPT: string = String.raw`// Verifies a Hustings evidence bundle: node verify.mjs BUNDLE [VKEY]
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

class Wrong extends Error {}
const demand = (holds, sentence) => {
  if (!holds) throw new Wrong(sentence);
};
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

function base64(what, text) {
  const bytes = Buffer.from(String(text), 'base64');
  demand(bytes.toString('base64') === text, what + ' is not in strict base64.');
  return bytes;
}
function decimal(what, text) {
  const value = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : NaN;
  demand(Number.isSafeInteger(value), what + ' is no decimal number.');
  return value;
}
function json(what, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Wrong(what + ' is not JSON.');
  }
}
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const hasKeys = (value, keys) => isObject(value) && Object.keys(value).join() === keys;

function keyOf(vkey) {
  const [name, id, ...rest] = String(vkey).split('+');
  const key = base64('The public key', rest.join('+'));
  demand(/^[^\p{White_Space}+]+$/u.test(name) && /^[0-9a-f]{8}$/.test(id), 'The public key is not of the form name+id+base64.');
  demand(key.length === 33 && key[0] === 1, 'The public key is no Ed25519 key.');
  demand(sha256(name + '\n', key).toString('hex', 0, 4) === id, 'The public key has an id that its name and bytes do not make.');
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.subarray(1)]);
  return { name, id, publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }) };
}

function checkpointOf(note, key) {
  const blank = String(note).lastIndexOf('\n\n');
  const lines = blank === -1 ? [''] : note.slice(blank + 2).split('\n');
  const plain = ![...String(note)].some((char) => char < ' ' && char !== '\n');
  demand(plain && lines.pop() === '' && lines.length > 0, 'The checkpoint is no signed note.');
  const text = note.slice(0, blank + 1);
  let signed = false;
  for (const line of lines) {
    const [name, bytes, ...more] = line.startsWith('\u2014 ') ? line.slice(2).split(' ') : [];
    demand(bytes && more.length === 0 && /^[^\p{White_Space}+]+$/u.test(name), 'A signature of the checkpoint is malformed.');
    const signature = base64('A signature of the checkpoint', bytes);
    demand(signature.length > 4, 'A signature of the checkpoint is too short.');
    if (name !== key.name || signature.toString('hex', 0, 4) !== key.id) continue;
    demand(verify(null, Buffer.from(text), key.publicKey, signature.subarray(4)), 'The signature of the checkpoint is bad.');
    signed = true;
  }
  demand(signed, 'The checkpoint is not signed by ' + key.name + '+' + key.id + '.');
  const [origin, size, root, ...rest] = text.split('\n');
  demand(root && rest.length > 0 && !text.slice(0, -1).split('\n').includes(''), 'The checkpoint is not three lines.');
  demand(origin === key.name, 'The checkpoint is of another log than its key.');
  const hash = base64('The root of the checkpoint', root);
  demand(hash.length === 32, 'The root of the checkpoint has another length than 32 bytes.');
  return { size: decimal('The size of the checkpoint', size), root: hash };
}

/** RFC 9162 section 2.1.3.2. */
function included(leaf, index, size, proof, root) {
  let [at, last, hash] = [index, size - 1, leaf];
  const half = (value) => Math.floor(value / 2);
  for (const next of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = sha256(Buffer.of(1), next, hash);
      for (; at % 2 === 0 && at !== 0; at = half(at)) last = half(last);
    } else hash = sha256(Buffer.of(1), hash, next);
    at = half(at);
    last = half(last);
  }
  return last === 0 && hash.equals(root);
}

function entryOf(entry, place, checkpoint) {
  const what = 'Entry ' + place + ' of the bundle';
  const whole = hasKeys(entry, 'index,leaf,salt,payload,proof');
  demand(whole || hasKeys(entry, 'index,leaf,proof'), what + ' has other fields than an entry has.');
  const texts = [entry.leaf, ...(whole ? [entry.salt, entry.payload] : [])];
  const hashes = Array.isArray(entry.proof) && entry.proof.every((each) => typeof each === 'string');
  demand(Number.isSafeInteger(entry.index) && hashes && texts.every((each) => typeof each === 'string'), what + ' has a field of another kind.');
  const leaf = json('The leaf of entry ' + entry.index, entry.leaf);
  demand(isObject(leaf) && typeof leaf.id === 'string', 'The leaf of entry ' + entry.index + ' has no id.');
  const name = 'Entry ' + entry.index + ' (' + leaf.id + ')';
  const proof = entry.proof.map((each) => base64('A hash in the proof of ' + name, each));
  demand(proof.every((each) => each.length === 32), 'A hash in the proof of ' + name + ' has another length than 32 bytes.');
  const leafHash = sha256(Buffer.of(0), entry.leaf);
  const inTree = entry.index >= 0 && entry.index < checkpoint.size;
  demand(inTree && included(leafHash, entry.index, checkpoint.size, proof, checkpoint.root), name + ' is not in the log at this place: its leaf, its place or its proof was changed.');
  if (!whole) return { leaf, index: entry.index, payload: null, name };
  const salt = base64('The salt of ' + name, entry.salt);
  const commitment = 'sha256:' + sha256(salt, entry.payload).toString('hex');
  demand(salt.length === 16 && commitment === leaf.payloadHash, name + ' has another payload or salt than its leaf commits to.');
  return { leaf, index: entry.index, payload: json('The payload of ' + name, entry.payload), name };
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

function check(text, self, trusted) {
  const bundle = json('The bundle', text);
  demand(JSON.stringify(bundle, null, 1) + '\n' === text, 'The bundle is not in the form in which bundles are written.');
  demand(hasKeys(bundle, 'format,about,vkey,checkpoint,entries,verifier'), 'The bundle has other fields than a bundle has.');
  demand(bundle.format === 'hustings-bundle/1', 'The bundle is of another format than hustings-bundle/1.');
  demand(bundle.verifier === self, 'The verifier in the bundle is another than this one: do not run it.');
  demand(trusted === undefined || trusted === bundle.vkey, 'The public key of the bundle is not the one that you trust.');
  const checkpoint = checkpointOf(bundle.checkpoint, keyOf(bundle.vkey));
  demand(Array.isArray(bundle.entries) && bundle.entries.length > 0, 'The bundle has no entries.');
  const entries = bundle.entries.map((entry, place) => entryOf(entry, place + 1, checkpoint));
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
  const { about, entries, size, vkey } = check(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file)), self, trusted);
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
