import type { DataOf } from '../events/catalog.ts';
import type { Act } from './acts.ts';
import { NONE, type Symbols } from './columns.ts';

/** Which acts count: a view, never a deletion. */
export type Policy = 'acts' | 'nominations' | 'endorsements' | `stage:${string}`;

/** Reads a policy's name; undefined where it is none. */
export function parsePolicy(name: string): Policy | undefined {
  if (name === 'acts' || name === 'nominations' || name === 'endorsements') return name;
  return /^stage:[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) ? (name as Policy) : undefined;
}

/** Does an act count under a policy? */
export function countsUnder(policy: Policy, symbols: Symbols): (act: Act) => boolean {
  if (policy === 'acts') return () => true;
  if (policy === 'nominations') return (act) => act.nomination;
  if (policy === 'endorsements') return (act) => !act.nomination;
  const stage = symbols.of(policy.slice('stage:'.length));
  // A stage that no entry names has no number, and an act without a stage is in none.
  return (act) => stage !== NONE && act.nomination && act.stage === stage;
}

/** Does a policy admit a tally? `acts` admits all, the others what the tally itself counts. */
export function admits(policy: Policy, tally: DataOf<'TallyReported'>): boolean {
  if (policy === 'acts') return true;
  if (policy === 'nominations' || policy === 'endorsements') return tally.of === policy;
  return tally.of === 'nominations' && tally.stage === policy.slice('stage:'.length);
}
