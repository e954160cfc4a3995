import { messageOf } from './audit/fault.ts';
import { BadLog } from './bad-log.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { sha256 } from './hash.ts';
import type { Verifier } from './keys.ts';
import type { TransparencyLog } from './log.ts';
import { parseNote } from './note.ts';
import { openNote } from './signing.ts';
import { sameBytes, writeBase64 } from './strict.ts';
import { type Tree, verifyConsistency } from './verify.ts';

/** One step of a check: what was looked at, and what came of it. */
export interface CheckStep {
  readonly what: 'form' | 'log' | 'signature' | 'size' | 'root' | 'proof';
  /** Null: it was not looked at, or could not be. */
  readonly holds: boolean | null;
  /** One sentence. */
  readonly says: string;
}

/** A checkpoint that somebody kept, against the log as it is now. */
export interface AgainstLog {
  /** Undefined where it cannot be read. */
  readonly kept: Checkpoint | undefined;
  readonly steps: readonly CheckStep[];
  /** Does the log begin with exactly what the checkpoint was signed for, by a known key of this log? */
  readonly holds: boolean;
}

const step = (what: CheckStep['what'], holds: boolean | null, says: string): CheckStep => ({
  what,
  holds,
  says,
});

function logStep({ origin }: Checkpoint, keys: readonly Verifier[]): CheckStep {
  if (keys.length === 0)
    return step('log', null, `It is of the log ${origin}; no key is known here.`);
  const names = [...new Set(keys.map(({ name }) => name))];
  return names.includes(origin)
    ? step('log', true, `It is of the log ${origin}, which is this one.`)
    : step('log', false, `It is of the log ${origin}, but this one is ${names.join(', ')}.`);
}

function signatureStep(note: string, keys: readonly Verifier[]): CheckStep {
  if (keys.length === 0) {
    return step('signature', null, 'Its signature was not checked, since no key is known here.');
  }
  try {
    const by = openNote(note, keys).signedBy.map(({ name, id }) => `${name}+${id}`);
    return step('signature', true, `It is signed by ${by.join(', ')}.`);
  } catch (error) {
    return step('signature', false, `It is not signed as it should be: ${messageOf(error)}`);
  }
}

function sizeStep({ size }: Checkpoint, now: Tree): CheckStep {
  return size <= now.size
    ? step('size', true, `It covers ${size} entries, and the log has ${now.size} now.`)
    : step(
        'size',
        false,
        `It covers ${size} entries, but the log has only ${now.size}: entries are gone.`,
      );
}

function rootStep(kept: Checkpoint, log: TransparencyLog): CheckStep {
  const root = log.rootAt(kept.size);
  if (sameBytes(root, kept.root)) {
    return step(
      'root',
      true,
      `The first ${kept.size} entries give its root, ${writeBase64(root)}.`,
    );
  }
  const says = `The first ${kept.size} entries give the root ${writeBase64(root)}, but it was signed for ${writeBase64(kept.root)}: at least one of them was changed, put in or taken out.`;
  return step('root', false, says);
}

function proofStep(kept: Checkpoint, now: Tree, log: TransparencyLog): CheckStep {
  if (kept.size === 0) return step('proof', true, 'Of no entries there is nothing to prove.');
  const proof = log.consistency(kept.size, now.size);
  const way = proof.length === 1 ? 'One hash leads' : `${proof.length} hashes lead`;
  try {
    verifyConsistency(sha256, kept, now, proof);
  } catch (error) {
    return step('proof', false, `No proof leads from it to the log as it is: ${messageOf(error)}`);
  }
  return kept.size === now.size
    ? step('proof', true, 'The log has grown by nothing since.')
    : step(
        'proof',
        true,
        `${way} from its root to the root of now: what came since was only added.`,
      );
}

/** What of a checkpoint rests on the hashes of the log. */
async function hashSteps(kept: Checkpoint, log: TransparencyLog): Promise<CheckStep[]> {
  try {
    const now = await log.catchUp();
    const size = sizeStep(kept, now);
    if (size.holds !== true) {
      const rest = (['root', 'proof'] as const).map((what) =>
        step(what, null, 'The log has fewer entries, so this cannot be looked at.'),
      );
      return [size, ...rest];
    }
    return [size, rootStep(kept, log), proofStep(kept, now, log)];
  } catch (error) {
    if (!(error instanceof BadLog)) throw error;
    return [step('size', false, `The log is damaged: ${error.message}`)];
  }
}

/**
 * Checks a checkpoint that somebody kept against the log as it is now, in a logarithmic number of hashes:
 * no byte of an entry is read, which is what a verification is for. What cannot be read fails its step.
 */
export async function againstLog(
  log: TransparencyLog,
  keys: readonly Verifier[],
  note: string,
): Promise<AgainstLog> {
  let kept: Checkpoint;
  try {
    kept = parseCheckpoint(parseNote(note).text);
  } catch (error) {
    const says = `It is no signed checkpoint: ${messageOf(error)}`;
    return { kept: undefined, steps: [step('form', false, says)], holds: false };
  }
  const steps = [
    step('form', true, `It is a signed checkpoint of ${kept.size} entries.`),
    logStep(kept, keys),
    signatureStep(note, keys),
    ...(await hashSteps(kept, log)),
  ];
  return { kept, steps, holds: steps.every(({ holds }) => holds !== false) };
}
