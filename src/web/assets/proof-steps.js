// An entry checked step by step, each told in words: what held, what did not, and what was not checked.

import { checkConsistent, consistencyPath } from './consistency.js';
import {
  base64Of,
  checkSigned,
  commitment,
  demand,
  hashLeaf,
  isObject,
  readBase64,
  readCheckpoint,
  readHash,
  readJson,
  readKey,
  rootFrom,
  sameBytes,
  utf8,
  Wrong,
} from './proof.js';

/** What cannot be checked here, and why. */
class Open extends Error {}

/** The entry of a bundle, and its leaf. */
function entryOf({ bundle, id }) {
  const entries = isObject(bundle) && Array.isArray(bundle.entries) ? bundle.entries : [];
  const read = (entry) => {
    const leaf = isObject(entry) ? readJson('A leaf', entry.leaf) : undefined;
    return { entry, leaf };
  };
  const found = entries.map(read).find(({ leaf }) => isObject(leaf) && leaf.id === id);
  demand(found !== undefined, 'What the server sent has no leaf with the id of this entry.');
  return found;
}

async function payloadStep({ tools, asked }) {
  const { entry, leaf } = entryOf(asked);
  if (entry.payload === undefined)
    throw new Open('What it said was erased by law, so there is nothing left to hash.');
  const salt = readBase64('The salt', entry.salt);
  const made = await commitment(tools, salt, utf8(entry.payload));
  const same = made === leaf.payloadHash && salt.length === 16;
  demand(same, `Salt and payload give ${made}, but the leaf holds ${leaf.payloadHash}.`);
  return {
    says: 'SHA-256 of its salt and its payload is the payload hash that its leaf holds.',
    values: [
      ['Payload hash', made],
      ['Payload', entry.payload],
    ],
  };
}

async function leafStep({ tools, asked }) {
  const { entry } = entryOf(asked);
  const made = base64Of(await hashLeaf(tools, utf8(entry.leaf)));
  demand(made === asked.leafHash, `The leaf gives ${made}; this page shows ${asked.leafHash}.`);
  return {
    says: 'SHA-256 of a zero byte and its leaf is the leaf hash that this page shows.',
    values: [
      ['Leaf hash', made],
      ['Leaf', entry.leaf],
    ],
  };
}

async function pathStep({ tools, asked }) {
  const { entry } = entryOf(asked);
  const { size, root } = readCheckpoint(asked.bundle.checkpoint);
  const path = entry.proof.map((hash, at) => readHash(`Hash ${at + 1} of its path`, hash));
  const { index } = entry;
  const made = await rootFrom(tools, await hashLeaf(tools, utf8(entry.leaf)), {
    index,
    size,
    path,
  });
  const [led, held] = [base64Of(made), base64Of(root)];
  demand(led === held, `Its path leads to the root ${led}, but the checkpoint says ${held}.`);
  return {
    says: `${path.length} hashes lead from its leaf, at index ${index}, to the root that the checkpoint says of ${size} entries.`,
    values: [['Root', led]],
  };
}

async function signatureStep({ tools, asked }) {
  const { vkey, checkpoint } = asked.bundle;
  const key = await readKey(tools, vkey);
  try {
    await checkSigned(tools, readCheckpoint(checkpoint), key);
  } catch (error) {
    if (error.name !== 'NotSupportedError') throw error;
    throw new Open('This browser has no Ed25519, so it cannot check the signature.');
  }
  return {
    says: 'The checkpoint is signed with the key of the log. Compare the key with one that you have from elsewhere.',
    values: [['Public key', vkey]],
  };
}

async function earlierStep({ tools, asked, steps }) {
  const [, , , signature] = steps;
  if (signature.state !== 'held' || steps.some(({ state }) => state === 'failed'))
    throw new Open('Left out, since the checkpoint, or the way to it, was not shown to hold.');
  const { seen, others, tile } = asked;
  const now = readCheckpoint(asked.bundle.checkpoint);
  if (seen === undefined && others)
    throw new Open(
      'This browser saw this log signed with another key before: the key was changed, or it is another log. Ask whoever runs it.',
    );
  if (seen === undefined)
    throw new Open('This browser saw no checkpoint of this log before. It keeps this one.');
  const older = { size: seen.size, root: readHash('The root that was kept', seen.root) };
  const between = older.size > 0 && older.size < now.size;
  const path = between ? await consistencyPath(tools, tile, older.size, now.size) : [];
  try {
    await checkConsistent(tools, older, now, path);
  } catch (error) {
    error.message += ' Keep both checkpoints: together they show it to anybody.';
    error.values = [
      [`Checkpoint of ${seen.day}`, seen.note],
      ['Checkpoint of now', asked.bundle.checkpoint],
    ];
    throw error;
  }
  const same = sameBytes(older.root, now.root) && older.size === now.size;
  return {
    says: same
      ? `It is the checkpoint that this browser saw on ${seen.day}.`
      : `The log still begins with the ${older.size} entries of the checkpoint that this browser saw on ${seen.day}, by ${path.length} hashes of the log.`,
    values: [['Root of then', seen.root]],
  };
}

const STEPS = [
  ['What it says', payloadStep],
  ['Its leaf', leafStep],
  ['Its place in the log', pathStep],
  ['The signature', signatureStep],
  ['What this browser saw before', earlierStep],
];

async function told(step, given) {
  try {
    return { state: 'held', ...(await step(given)) };
  } catch (error) {
    if (error instanceof Open) return { state: 'open', says: error.message, values: [] };
    // Fields of another kind than they should be make errors of the language's own.
    const known = error instanceof Wrong || error instanceof TypeError;
    if (known) return { state: 'failed', says: error.message, values: error.values ?? [] };
    throw error;
  }
}

/**
 * Checks what was fetched of an entry: `id` and `leafHash` as the page shows them, its evidence `bundle`, the
 * checkpoint of this log `seen` before, whether `others` of another key were, and `tile(path)` of the log.
 */
export async function checkEntry(tools, asked) {
  const steps = [];
  for (const [name, step] of STEPS) {
    steps.push({ name, ...(await told(step, { tools, asked, steps })) });
  }
  return steps;
}

/** What is to be kept of a checkpoint, where no step fails: what it says, and its words. */
export function kept(bundle, day) {
  const { size, root } = readCheckpoint(bundle.checkpoint);
  return { size, root: base64Of(root), day, note: bundle.checkpoint };
}
