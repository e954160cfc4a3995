// That a log still begins with all that an older checkpoint of it covers, shown by the log's own tiles.

import { climb, demand, hashNode, sameBytes } from './proof.js';

const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
const HASH_SIZE = 32;

/** The path of a tile below the log's own (c2sp.org/tlog-tiles), in a log of a size. */
function tilePath(level, index, size) {
  const there = Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH;
  const digits = `${index}`;
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g);
  const place = groups.map((each, at) => (at < groups.length - 1 ? `x${each}` : each)).join('/');
  return `tile/${level}/${place}${there < TILE_WIDTH ? `.p/${there}` : ''}`;
}

/** The hash of 2^level entries, which a tile holds or makes. `tile(path)` gives a tile's bytes. */
async function subtree(tools, tile, { level, index, size }) {
  const height = level % TILE_HEIGHT;
  const first = index * 2 ** height;
  const place = Math.floor(first / TILE_WIDTH);
  const path = tilePath(Math.floor(level / TILE_HEIGHT), place, size);
  const bytes = await tile(path);
  const at = (first % TILE_WIDTH) * HASH_SIZE;
  const end = at + 2 ** height * HASH_SIZE;
  demand(bytes.length >= end && bytes.length % HASH_SIZE === 0, `The log's ${path} is too short.`);
  let hashes = [];
  for (let from = at; from < end; from += HASH_SIZE) {
    hashes.push(bytes.subarray(from, from + HASH_SIZE));
  }
  while (hashes.length > 1) {
    const pairs = hashes.filter((_, each) => each % 2 === 0);
    const rights = hashes.filter((_, each) => each % 2 === 1);
    hashes = await Promise.all(pairs.map((left, each) => hashNode(tools, left, rights[each])));
  }
  return hashes[0];
}

/** The hash of a range of entries that the tree has as a subtree, from full ones, the smallest first. */
async function rangeHash(tools, tile, { from, to, size }) {
  let hash;
  let end = to;
  let rest = to - from;
  for (let level = 0, span = 1; rest > 0; level += 1, span *= 2, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 0) continue;
    end -= span;
    const left = await subtree(tools, tile, { level, index: end / span, size });
    hash = hash === undefined ? left : await hashNode(tools, left, hash);
  }
  return hash;
}

/** Where RFC 6962 splits a tree of a size over 1. */
function split(size) {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** The hashes that prove that a tree begins with an older one (RFC 6962 section 2.1.2), from tiles. */
export async function consistencyPath(tools, tile, older, newer) {
  const ranges = [];
  let [from, to] = [0, newer];
  while (to !== older) {
    const middle = from + split(to - from);
    ranges.push(older <= middle ? [middle, to] : [from, middle]);
    if (older <= middle) to = middle;
    else from = middle;
  }
  // Where the old tree is itself this subtree, its root is known and stands in no proof.
  if (from > 0) ranges.push([from, to]);
  const path = [];
  for (const [start, end] of ranges.reverse()) {
    path.push(await rangeHash(tools, tile, { from: start, to: end, size: newer }));
  }
  return path;
}

function isPowerOfTwo(value) {
  let rest = value;
  while (rest > 0 && rest % 2 === 0) rest /= 2;
  return rest === 1;
}

/** Checks that the newer tree begins with all of the older one (RFC 9162 section 2.1.4.2). */
export async function checkConsistent(tools, older, newer, path) {
  demand(older.size > 0, 'There is nothing to prove of an empty log.');
  demand(older.size <= newer.size, `The log shrank from ${older.size} entries to ${newer.size}.`);
  if (older.size === newer.size) {
    demand(path.length === 0, 'The path has more hashes than the tree has levels.');
    const same = sameBytes(older.root, newer.root);
    demand(same, `The log has two roots for one size, ${older.size}.`);
    return;
  }
  demand(path.length > 0, 'The path is empty, but the trees differ in size.');
  const [first, ...others] = isPowerOfTwo(older.size) ? [older.root, ...path] : path;
  let [at, last] = [older.size - 1, newer.size - 1];
  for (; at % 2 === 1; at = Math.floor(at / 2)) last = Math.floor(last / 2);
  let [oldRoot, newRoot] = [first, first];
  await climb(at, last + 1, others, async (next, left) => {
    if (left) oldRoot = await hashNode(tools, next, oldRoot);
    newRoot = await (left ? hashNode(tools, next, newRoot) : hashNode(tools, newRoot, next));
  });
  const rewritten = (which) =>
    `Its hashes lead to another root than that of the ${which} checkpoint: entries were rewritten.`;
  demand(sameBytes(oldRoot, older.root), rewritten('older'));
  demand(sameBytes(newRoot, newer.root), rewritten('newer'));
}
