// The checks of a transparency log: in a reader's browser, and in the script of evidence bundles, into which
// this text is put. `tools` is what the place has: sha256(bytes), ed25519(key, message, signature), or promises.

export class Wrong extends Error {}

/** Refuses what does not hold. */
export function demand(holds, sentence) {
  if (!holds) throw new Wrong(sentence);
}

export const isObject = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const utf8 = (text) => new TextEncoder().encode(text);
export const hexOf = (bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
export const base64Of = (bytes) => btoa(String.fromCharCode(...bytes));
export const sameBytes = (one, other) =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

/** Bytes one after another. */
export function joined(...parts) {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The bytes of a text in base64, in the one form that base64Of gives them. */
export function readBase64(what, text) {
  const form = typeof text === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  demand(form && text.length % 4 === 0, `${what} is not in strict base64.`);
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  demand(base64Of(bytes) === text, `${what} is not in strict base64.`);
  return bytes;
}

/** A hash of 32 bytes from its base64. */
export function readHash(what, text) {
  const bytes = readBase64(what, text);
  demand(bytes.length === 32, `${what} has another length than 32 bytes.`);
  return bytes;
}

export function readDecimal(what, text) {
  const value = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  demand(Number.isSafeInteger(value), `${what} is no decimal number.`);
  return value;
}

export function readJson(what, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Wrong(`${what} is not JSON.`);
  }
}

const isKeyName = (name) => /^[^\p{White_Space}+]+$/u.test(name);

/** A public key of the form name+id+base64 (c2sp.org/signed-note). */
export async function readKey(tools, vkey) {
  const [name, id, ...rest] = String(vkey).split('+');
  const typed = readBase64('The public key', rest.join('+'));
  const formed = isKeyName(name) && /^[0-9a-f]{8}$/.test(id);
  demand(formed, 'The public key is not of the form name+id+base64.');
  demand(typed.length === 33 && typed[0] === 1, 'The public key is no Ed25519 key.');
  const made = hexOf(await tools.sha256(joined(utf8(`${name}\n`), typed))).slice(0, 8);
  demand(made === id, 'The public key has an id that its name and bytes do not make.');
  return { name, id, bytes: typed.subarray(1) };
}

function readSignature(line) {
  const [name, text, ...more] = line.startsWith('\u2014 ') ? line.slice(2).split(' ') : [];
  const formed = text && more.length === 0 && isKeyName(name);
  demand(formed, 'A signature of the checkpoint is malformed.');
  const bytes = readBase64('A signature of the checkpoint', text);
  demand(bytes.length > 4, 'A signature of the checkpoint is too short.');
  return { name, id: hexOf(bytes.subarray(0, 4)), bytes: bytes.subarray(4) };
}

/** What a checkpoint says (c2sp.org/tlog-checkpoint), and its signatures, of which none is checked. */
export function readCheckpoint(note) {
  const blank = String(note).lastIndexOf('\n\n');
  const lines = blank === -1 ? [''] : note.slice(blank + 2).split('\n');
  const plain = ![...String(note)].some((char) => char < ' ' && char !== '\n');
  const whole = lines.pop() === '' && lines.length > 0;
  demand(plain && whole, 'The checkpoint is no signed note.');
  const text = note.slice(0, blank + 1);
  const [origin, size, root, ...rest] = text.split('\n');
  const empty = text.slice(0, -1).split('\n').includes('');
  demand(root && rest.length > 0 && !empty, 'The checkpoint is not three lines.');
  return {
    text,
    origin,
    size: readDecimal('The size of the checkpoint', size),
    root: readHash('The root of the checkpoint', root),
    signatures: lines.map(readSignature),
  };
}

/** Checks that a checkpoint is of the log of a key, and signed with it. */
export async function checkSigned(tools, { text, origin, signatures }, key) {
  const own = signatures.filter(({ name, id }) => name === key.name && id === key.id);
  demand(own.length > 0, `The checkpoint is not signed by ${key.name}+${key.id}.`);
  for (const { bytes } of own) {
    const good = await tools.ed25519(key.bytes, utf8(text), bytes);
    demand(good, 'The signature of the checkpoint is bad.');
  }
  demand(origin === key.name, 'The checkpoint is of another log than its key.');
}

/** The hash of an entry's leaf, and that of two subtrees (RFC 9162 section 2.1.1). */
export const hashLeaf = (tools, leaf) => tools.sha256(joined([0], leaf));
export const hashNode = (tools, left, right) => tools.sha256(joined([1], left, right));

/** The commitment to a payload: of its salt, then its bytes. */
export const commitment = async (tools, salt, payload) =>
  `sha256:${hexOf(await tools.sha256(joined(salt, payload)))}`;

/**
 * Climbs from a place at the bottom of a tree to its top: `join(next, left)` is told of each hash of the
 * path, and whether it stands at the left (RFC 9162 sections 2.1.3.2 and 2.1.4.2).
 */
export async function climb(place, size, path, join) {
  let [at, last] = [place, size - 1];
  // Not >> 1: that works on 32 bits, and sizes go up to 2^53 - 1.
  const half = (value) => Math.floor(value / 2);
  for (const next of path) {
    demand(last !== 0, 'The path has more hashes than the tree has levels.');
    const left = at % 2 === 1 || at === last;
    await join(next, left);
    for (; left && at % 2 === 0 && at !== 0; at = half(at)) last = half(last);
    at = half(at);
    last = half(last);
  }
  demand(last === 0, 'The path has fewer hashes than its place in the tree needs.');
}

/** The root to which a path leads from the hash of the leaf at a place. */
export async function rootFrom(tools, leaf, { index, size, path }) {
  const inTree = Number.isSafeInteger(index) && index >= 0 && index < size;
  demand(inTree, `A tree of ${size} has no entry ${index}.`);
  let hash = leaf;
  await climb(index, size, path, async (next, left) => {
    hash = await (left ? hashNode(tools, next, hash) : hashNode(tools, hash, next));
  });
  return hash;
}
