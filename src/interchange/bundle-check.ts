import { shapeFault } from '../../events/json-shape.ts';
import { BadLog } from '../tlog/bad-log.ts';
import type { Checkpoint } from '../tlog/checkpoint.ts';
import { commitment } from '../tlog/commitment.ts';
import { leafHash, sha256 } from '../tlog/hash.ts';
import { parseVkey } from '../tlog/keys.ts';
import { openCheckpoint } from '../tlog/signing.ts';
import { HASH_SIZE, readBase64, readText } from '../tlog/strict.ts';
import { verifyInclusion } from '../tlog/verify.ts';
import { BUNDLE_FORMAT } from './bundle.ts';
import { checkAbout } from './bundle-about.ts';
import {
  areTexts,
  BadBundle,
  demand,
  hasKeys,
  isObject,
  isText,
  type ProvenEntry,
} from './bundle-fields.ts';
import { VERIFIER_SCRIPT } from './bundle-script.ts';

/** What a good bundle proves. */
export interface ProvenBundle {
  /** What it is about, in a few words. */
  readonly about: string;
  readonly vkey: string;
  /** How many entries the log had when its checkpoint was signed. */
  readonly size: number;
  readonly entries: readonly ProvenEntry[];
}

/** What the log's own checks refuse, told of the place at which they do. */
function proving<T>(what: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof BadLog) throw new BadBundle(`${what}: ${error.message}`);
    throw error;
  }
}

function json(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadBundle(`${what} is not JSON.`);
  }
}

/** An entry's fields, each of its kind. */
function fieldsOf(entry: unknown, place: number) {
  const what = `Entry ${place} of the bundle`;
  const whole = hasKeys(entry, 'index,leaf,salt,payload,proof');
  demand(
    whole || hasKeys(entry, 'index,leaf,proof'),
    `${what} has other fields than an entry has.`,
  );
  const { index, leaf, salt, payload, proof } = entry;
  const kinds = isText(leaf) && areTexts(proof) && (!whole || (isText(salt) && isText(payload)));
  const isPlace = Number.isSafeInteger(index) && (index as number) >= 0;
  demand(kinds && isPlace, `${what} has a field of another kind.`);
  const sealed = whole ? { salt: salt as string, payload: payload as string } : undefined;
  return { index: index as number, leaf, proof, sealed };
}

function provenEntry(entry: unknown, place: number, checkpoint: Checkpoint): ProvenEntry {
  const { index, leaf: text, proof, sealed } = fieldsOf(entry, place);
  const leaf = json(`The leaf of entry ${index}`, text);
  demand(isObject(leaf) && isText(leaf.id), `The leaf of entry ${index} has no id.`);
  const named = leaf as ProvenEntry['leaf'];
  const name = `Entry ${index} (${named.id})`;
  proving(`${name} is not in the log at this place`, () => {
    const hashes = proof.map((hash) => readBase64('A hash of its proof', hash));
    const odd = hashes.find((hash) => hash.length !== HASH_SIZE);
    if (odd !== undefined) throw new BadLog('A hash of its proof has another length.');
    verifyInclusion(sha256, leafHash(Buffer.from(text)), index, checkpoint, hashes);
  });
  if (sealed === undefined) return { index, leaf: named, payload: null };
  const salt = proving(name, () => readBase64('Its salt', sealed.salt));
  const kept = salt.length === 16 && commitment(salt, Buffer.from(sealed.payload));
  demand(
    kept === named.payloadHash,
    `${name} has another payload or salt than its leaf commits to.`,
  );
  return { index, leaf: named, payload: json(`The payload of ${name}`, sealed.payload) };
}

/** What has no payload was erased by law: an erasure in the bundle has to say so. */
function checkErased(entries: readonly ProvenEntry[]): void {
  const erasures = entries.filter(({ leaf, payload }) => {
    return leaf.type === 'PayloadErased' && payload !== null;
  });
  for (const { index, leaf, payload } of entries) {
    const erased = erasures.some(
      (each) => each.index > index && each.leaf.contest === leaf.contest,
    );
    demand(
      payload !== null || erased,
      `Entry ${index} (${leaf.id}) has no payload, and no erasure in the bundle says why.`,
    );
  }
}

/**
 * Verifies a bundle's bytes, without a ledger or a server; `trusted` is a public key that the reader has
 * from elsewhere. Refuses, as BadBundle, the first thing that is wrong, in the order in which the script
 * inside the bundle checks.
 */
export function checkBundle(bytes: Uint8Array, trusted?: string): ProvenBundle {
  const text = proving('The bundle', () => readText('It', bytes));
  const bundle = json('The bundle', text);
  demand(
    shapeFault(bundle) === undefined && `${JSON.stringify(bundle, null, 1)}\n` === text,
    'The bundle is not in the form in which bundles are written.',
  );
  demand(
    hasKeys(bundle, 'format,about,vkey,checkpoint,entries,verifier'),
    'The bundle has other fields than a bundle has.',
  );
  const { format, about, vkey, checkpoint: note, entries: given, verifier } = bundle;
  demand(format === BUNDLE_FORMAT, `The bundle is of another format than ${BUNDLE_FORMAT}.`);
  demand(
    verifier === VERIFIER_SCRIPT,
    'The verifier in the bundle is another than that of this Hustings: do not run it.',
  );
  demand(
    trusted === undefined || trusted === vkey,
    'The public key of the bundle is not the one that you trust.',
  );
  demand(isText(vkey) && isText(note), 'The bundle has no public key or no checkpoint.');
  const checkpoint = proving('The checkpoint', () => openCheckpoint(note, parseVkey(vkey)));
  demand(Array.isArray(given) && given.length > 0, 'The bundle has no entries.');
  const entries = given.map((entry, at) => provenEntry(entry, at + 1, checkpoint));
  const ordered = entries.every(
    (each, at) => at === 0 || (entries[at - 1]?.index ?? -1) < each.index,
  );
  demand(ordered, 'The entries of the bundle are not in order.');
  checkErased(entries);
  return { about: checkAbout(about, entries), vkey, size: checkpoint.size, entries };
}
