import { contestsOf, nearest } from '../ledger/queries/asking.ts';
import type { Refusal } from '../ledger/refusals.ts';
import type { Service } from '../ledger/service.ts';

/** What a refusal says; of a contest that is not there, also which was meant. */
export async function refusalText(
  { store }: Service,
  { code, message }: Refusal,
  contest: string | null,
): Promise<string> {
  if (code !== 'unknown-contest' || contest === null) return message;
  return `${message} ${nearest(contest, await contestsOf(store), '')}`.trimEnd();
}
