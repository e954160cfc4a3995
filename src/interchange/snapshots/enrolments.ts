import type { Draft } from '../../../events/entry.ts';
import { canonical } from '../../tlog/commitment.ts';
import type { Copy } from './copy.ts';
import { draftOf, strike } from './drafts.ts';
import type { LiveEnrolment } from './live.ts';
import type { CopyRead } from './read-copies.ts';

type Data = Readonly<Record<string, unknown>>;
type Sealed = Draft & { readonly id: string };

/** That a copy enrols an endorser otherwise than was known by then. */
interface Change {
  readonly copy: Copy;
  readonly data: Data;
}

const same = (one: Data, other: Data): boolean =>
  Buffer.compare(canonical(one), canonical(other)) === 0;

/** How an endorser was enrolled by the day of a copy. */
const dataBy = ({ data, changes }: LiveEnrolment, day: string): Data =>
  changes.findLast((change) => change.day <= day)?.data ?? data;

/**
 * How the copies that have an endorser back somebody enrol it, in their order. Of the others the ledger does not
 * know later what they said, and who backs nobody is counted in no category.
 */
function toldIn(
  copies: readonly Copy[],
  endorser: string,
  known: LiveEnrolment | undefined,
): Change[] {
  return copies.flatMap((copy) => {
    if (!copy.said.has(endorser)) return [];
    const before = known === undefined ? undefined : dataBy(known, copy.day);
    const data = copy.roll?.get(endorser)?.data ?? before;
    return data === undefined ? [] : [{ copy, data }];
  });
}

/** Where what copies tell is not what was told before. */
function changesIn(told: readonly Change[], start: Data): Change[] {
  let now = start;
  return told.filter(({ data }) => {
    if (same(now, data)) return false;
    now = data;
    return true;
  });
}

/** What brings the changes of an enrolment in line with what copies tell. */
function changeFixes(entry: string, wanted: readonly Change[], live: LiveEnrolment['changes']) {
  let kept = 0;
  while (kept < wanted.length && kept < live.length) {
    const [want, have] = [wanted[kept] as Change, live[kept] as LiveEnrolment['changes'][number]];
    if (want.copy.day !== have.day || !same(want.data, have.data)) break;
    kept += 1;
  }
  const added = wanted.slice(kept).map(({ copy, data }): Draft => {
    const why = `The copy of ${copy.day} gives it so.`;
    const sources = [copy.source];
    return draftOf('EntryCorrected', { data: { entry, why, data }, sources });
  });
  return [...live.slice(kept).map(({ id }) => strike(id)), ...added];
}

/** What enrols the endorsers of copies, and tells how later copies enrol them. What others enrolled stays as it is. */
export function enrolmentsOf(
  all: readonly Copy[],
  read: readonly CopyRead[],
  roll: ReadonlyMap<string, LiveEnrolment>,
  idOf: (draft: Draft) => string,
): Sealed[] {
  const named = (draft: Draft): Sealed => ({ ...draft, id: idOf(draft) });
  const endorsers = new Set([
    ...read.flatMap((copy) => [...copy.roll.keys()]),
    ...[...roll].filter(([, { changes }]) => changes.length > 0).map(([endorser]) => endorser),
  ]);
  return [...endorsers].flatMap((endorser) => {
    const known = roll.get(endorser);
    if (known?.isOurs === false) return [];
    const told = toldIn(all, endorser, known);
    if (known !== undefined) {
      return changeFixes(known.id, changesIn(told, known.data), known.changes).map(named);
    }
    const draft = read.find((copy) => copy.roll.has(endorser))?.roll.get(endorser);
    if (draft === undefined) return [];
    const first = named(draft);
    return [first, ...changeFixes(first.id, changesIn(told, draft.data), []).map(named)];
  });
}
