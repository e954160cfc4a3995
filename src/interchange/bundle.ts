import { checkpointOver, type LoggedSources } from '../ledger/queries/entry-proof.ts';
import type { AskedCell } from '../ledger/queries/provenance.ts';
import { isErased } from '../store/decode.ts';
import type { StoredEntry } from '../store/event-store.ts';
import { BadLog } from '../tlog/bad-log.ts';
import { parseVkey } from '../tlog/keys.ts';
import { openCheckpoint } from '../tlog/signing.ts';
import { writeBase64 } from '../tlog/strict.ts';
import { VERIFIER_SCRIPT } from './bundle-script.ts';

/** The first field of every bundle; another shape gets another number. */
export const BUNDLE_FORMAT = 'hustings-bundle/1';

/** An entry of a bundle: its exact bytes as text, and its proof; salt and payload unless erased. */
export interface BundledEntry {
  readonly index: number;
  readonly leaf: string;
  readonly salt?: string;
  readonly payload?: string;
  readonly proof: readonly string[];
}

/** An endorser that a cell counts, and the entries that tell so. */
export interface BundledEndorser {
  readonly endorser: string;
  readonly stand: 'certain' | 'possible' | 'none';
  readonly lapsed: boolean;
  readonly entries: readonly string[];
}

/** What a bundle is evidence of: an entry, or a cell of a contest's standings. */
export type BundleAbout =
  | { readonly entry: string }
  | (Pick<
      AskedCell,
      'contest' | 'title' | 'candidate' | 'category' | 'policy' | 'clocks' | 'digest'
    > & {
      readonly certain: number;
      readonly possible: number;
      readonly lapsed: number;
      readonly endorsers: readonly BundledEndorser[];
    });

/** One file that proves entries offline. */
export interface Bundle {
  readonly format: typeof BUNDLE_FORMAT;
  readonly about: BundleAbout;
  readonly vkey: string;
  readonly checkpoint: string;
  /** In order of their places in the log. */
  readonly entries: readonly BundledEntry[];
  readonly verifier: string;
}

/** A bundle as it is written: there is one way only, so that a changed byte is a changed bundle. */
export const formatBundle = (bundle: Bundle): string => `${JSON.stringify(bundle, null, 1)}\n`;

/** What a cell's bundle says that it is about. */
export function aboutCell(cell: AskedCell): BundleAbout {
  const { contest, title, candidate, category, policy, clocks, digest } = cell;
  const { certain, possible, lapsed } = cell.cell;
  const endorsers = cell.endorsers.map(({ endorser, stand, lapsed: gone, acts }) => {
    const claims = acts.flatMap((act) => act.claims.filter((claim) => claim.role === 'tells'));
    const entries = [...new Set(claims.map((claim) => claim.entry))];
    return { endorser, stand, lapsed: gone, entries };
  });
  const counts = { certain, possible, lapsed, endorsers };
  return { contest, title, candidate, category, policy, clocks, digest, ...counts };
}

const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/**
 * Puts a bundle together: the entries of these sequence numbers, proven by the latest checkpoint that
 * covers them all. Refuses, as BadLog, where there is none or where it is not signed with this key.
 */
export async function bundleOf(
  { store, log }: LoggedSources,
  about: BundleAbout,
  seqs: readonly number[],
  vkey: string,
): Promise<Bundle> {
  await log.catchUp();
  const last = Math.max(...seqs);
  const signed = checkpointOver(log, last);
  if (signed === undefined) {
    throw new BadLog(
      `No signed checkpoint covers entry ${last} yet, so there is nothing to prove it by: hustings export --log DIR signs one.`,
    );
  }
  const { size } = openCheckpoint(signed.note, parseVkey(vkey));
  const bundled = ({ seq, leaf, salt, payload }: StoredEntry, erased: boolean): BundledEntry => ({
    index: seq,
    leaf: utf8(leaf),
    ...(erased ? {} : { salt: writeBase64(salt), payload: utf8(payload) }),
    proof: log.inclusion(seq, size).map(writeBase64),
  });
  const entries: BundledEntry[] = [];
  for (const seq of [...new Set(seqs)].sort((one, other) => one - other)) {
    const [stored] = await store.readAll(seq, 1);
    if (stored !== undefined) entries.push(bundled(stored, isErased(stored)));
  }
  const { note: checkpoint } = signed;
  return { format: BUNDLE_FORMAT, about, vkey, checkpoint, entries, verifier: VERIFIER_SCRIPT };
}
