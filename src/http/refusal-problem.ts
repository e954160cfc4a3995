import type { Entry } from '../../events/entry.ts';
import { contestsOf, nearest } from '../ledger/queries/asking.ts';
import type { Refusal, RefusalCode } from '../ledger/refusals.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEntry } from '../store/decode.ts';
import { pointerToEntry } from './pointer.ts';
import { Problem } from './problem.ts';
import { statusOf } from './status.ts';

/** Remedies that differ from those of the command line. */
const OWN: { readonly [C in RefusalCode]?: string } = {
  'erase-instead':
    'An erasure removes bytes for good, so it is not appended like a claim: erase the entry by POST of the legalBasis to /api/v1/entries/{id}/erasure, or strike it to stop it counting.',
};

/** The refusals whose candidates are entries of the ledger, for a client to choose from. */
const OF_ENTRIES: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'same-act-or-anew',
  'act-mismatch',
]);

async function detailOf(
  { store }: Service,
  { code, message }: Refusal,
  contest: string | null,
): Promise<string> {
  if (code !== 'unknown-contest' || contest === null) return OWN[code] ?? message;
  return `${message} ${nearest(contest, await contestsOf(store), '')}`.trimEnd();
}

/** What the acts are that a refusal names; those of the refused batch itself are not stored. */
async function actsIn(
  { store }: Service,
  { code, candidates = [] }: Refusal,
): Promise<readonly Entry[]> {
  if (!OF_ENTRIES.has(code)) return [];
  const stored = await Promise.all(candidates.map((id) => store.byId(id)));
  return stored.flatMap((each) => (each === undefined ? [] : [decodeEntry(each)]));
}

/** A refusal as problem details: its pointer names the entry, and `acts` shows what the candidates are. */
export async function problemOfRefusal(
  service: Service,
  refusal: Refusal,
  { contest, isList }: { readonly contest: string | null; readonly isList: boolean },
): Promise<Problem> {
  const detail = await detailOf(service, refusal, contest);
  const errors = [{ pointer: pointerToEntry(refusal.index, isList), detail }];
  const acts = await actsIn(service, refusal);
  return new Problem(statusOf(refusal.code), refusal.code, detail, errors, {
    ...(refusal.candidates === undefined ? {} : { candidates: refusal.candidates }),
    ...(acts.length === 0 ? {} : { acts }),
  });
}
