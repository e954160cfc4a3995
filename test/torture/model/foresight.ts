/** What the model foresees of an append: the plain rules, before the ledger is asked. */

import { isDeepStrictEqual } from 'node:util';
import type { Expected } from '../../../src/store/event-store.ts';
import type { Sent } from '../../laws/sheet.ts';
import { isDated } from './dates.ts';
import type { Held, Model, Offer } from './model.ts';

/** How an append is asked for. */
export interface Terms {
  readonly expected: Expected;
  readonly dryRun?: boolean;
}

/** What must become of it; `open` where the ledger's rules decide, and the model takes its word. */
export type Foreseen =
  | { readonly must: 'accept'; readonly appended: number }
  | { readonly must: 'refuse'; readonly codes: readonly string[] }
  | { readonly must: 'open' };

const refuse = (...codes: readonly string[]): Foreseen => ({ must: 'refuse', codes });

const NAMES = ['entry', 'act', 'replaces'] as const;

/** Is this what an entry said when it was accepted? An erased one says nothing any more. */
const saysTheSame = (held: Held, contest: string | null, sent: Sent): boolean =>
  held.contest === contest && !held.erased && isDeepStrictEqual(held.sent, sent);

/** What must become of one new entry, whatever else the ledger holds. */
function ofOne(model: Model, contest: string | null, sent: Sent): Foreseen {
  const stream = model.stream(contest);
  const opened = stream.length > 0;
  const { type, data } = sent;
  if (contest !== null && type === 'ContestOpened') {
    return opened ? refuse('already-opened') : { must: 'accept', appended: 1 };
  }
  if (contest !== null && !opened) return refuse('unknown-contest');
  const named = NAMES.flatMap((name) => data[name] ?? []);
  if (named.some((id) => !stream.some((each) => each.id === id))) {
    return refuse('unknown-entry', 'unknown-act', 'unknown-endorser', 'unknown-candidate');
  }
  if (named.some((id) => model.byId(id)?.erased === true)) return { must: 'refuse', codes: [] };
  return { must: isPlain(model, contest, sent) ? 'accept' : 'open', appended: 1 };
}

/** Nothing but their enrolment or entrance was ever said of those whom an entry names, and no rule is about more. */
function isPlain(model: Model, contest: string | null, { type, data }: Sent): boolean {
  if (type !== 'NeutralityDeclared' && type !== 'ExpectationReported') return false;
  const changed = model
    .stream(contest)
    .some((each) => /^Entry(?:Corrected|Struck)$|^PayloadErased$/.test(each.sent.type));
  const isHeld = (kind: string, name: string) =>
    data[name] === undefined ||
    model.stream(contest).some(({ sent }) => sent.type === kind && sent.data[name] === data[name]);
  return (
    !changed && isHeld('EndorserEnrolled', 'endorser') && isHeld('CandidateEntered', 'candidate')
  );
}

/** What an id comes to that is given twice, or stands for something else already. */
function ofIds(
  model: Model,
  contest: string | null,
  offers: readonly Offer[],
): Foreseen | undefined {
  const ids = offers.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size < ids.length) return refuse('id-reused');
  for (const { id, sent } of offers) {
    const held = id === undefined ? undefined : model.byId(id);
    if (held === undefined || saysTheSame(held, contest, sent)) continue;
    return refuse('id-reused', 'erased');
  }
  return undefined;
}

/** Foresees an append of offers to one stream. */
export function foresee(
  model: Model,
  contest: string | null,
  offers: readonly Offer[],
  { expected }: Terms,
): Foreseen {
  if (!offers.every(({ sent }) => isDated(sent))) return refuse('malformed');
  const reused = ofIds(model, contest, offers);
  if (reused !== undefined) return reused;
  const fresh = offers.filter(({ id }) => id === undefined || model.byId(id) === undefined);
  if (fresh.length === 0) return { must: 'accept', appended: 0 };
  const revision = model.stream(contest).length - 1;
  const wanted = expected === 'no-stream' ? -1 : expected;
  if (wanted !== 'any' && wanted !== revision) return refuse('wrong-revision');
  const [first, ...more] = fresh;
  const foreseen = first === undefined ? refuse() : ofOne(model, contest, first.sent);
  return more.length === 0 || foreseen.must === 'refuse' ? foreseen : { must: 'open' };
}
