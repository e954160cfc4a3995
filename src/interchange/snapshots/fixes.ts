import type { Draft } from '../../../events/entry.ts';
import { type Copy, MENDED, sourcesOf } from './copy.ts';
import {
  dayOf,
  draftOf,
  mend,
  newAct,
  sourceOf,
  strike,
  type Telling,
  versionOf,
} from './drafts.ts';
import type { ToldAct } from './history.ts';
import type { LiveAct, LiveRecord } from './live.ts';
import { loosened } from './loosening.ts';

type Sealed = Draft & { readonly id: string };

/** What the list's own withdrawal or strike of an act would be, or null where it goes on. */
function endOf(telling: Telling, { end }: ToldAct, id: string): Draft | null {
  if (end === null) return null;
  const { copy, on, how } = end;
  const sources = [sourceOf(telling, copy)];
  if (how === 'struck') {
    return strike(id, sources, `The copy of ${dayOf(telling, copy)} does not list it any more.`);
  }
  const type = telling.type === 'EndorsementMade' ? 'EndorsementWithdrawn' : 'NominationWithdrawn';
  const reason = `Gone from the list between two of its copies; the reason is unknown.`;
  return draftOf(type, { on, data: { act: id, reason }, sources });
}

/** What brings the end of an act in line with all copies. */
function endFixes(telling: Telling, act: ToldAct, id: string, live: LiveAct | undefined): Draft[] {
  const wanted = endOf(telling, act, id);
  const day = act.end === null ? '' : dayOf(telling, act.end.copy);
  const isStrike = wanted?.type === 'EntryStruck';
  const [held, others] = isStrike
    ? [live?.strikes ?? [], live?.withdrawals ?? []]
    : [live?.withdrawals ?? [], live?.strikes ?? []];
  const stale = others.map((each) => strike(each.id));
  if (wanted === null) return [...stale, ...held.map((each) => strike(each.id))];
  const [kept, ...rest] = held;
  const extra = rest.map((each) => strike(each.id));
  if (kept === undefined) return [...stale, wanted];
  const isKept = kept.byHand || (kept.day === day && (isStrike || kept.on === wanted.on));
  if (isKept) return [...stale, ...extra];
  if (isStrike) return [...stale, ...extra, strike(kept.id), wanted];
  const { on, sources } = wanted;
  return [...stale, ...extra, mend({ entry: kept.id, why: MENDED, on, sources })];
}

/** What brings the later dates of an act in line; `moved`: its first date was mended after they were recorded. */
function dateFixes(
  telling: Telling,
  act: ToldAct,
  id: string,
  live: readonly LiveRecord[],
  moved: boolean,
): Draft[] {
  const same = (at: number) => {
    const [have, want] = [live[at], act.dates[at]];
    if (have === undefined || want === undefined) return false;
    const isDated = want.said.on !== null;
    return have.on === want.on && have.day === dayOf(telling, want.copy) && have.dated === isDated;
  };
  let kept = 0;
  while (!moved && kept < live.length && kept < act.dates.length && same(kept)) kept += 1;
  const added = act.dates.slice(kept).map(({ on, copy, said }) => {
    const why = `The copy of ${dayOf(telling, copy)} gives another day.`;
    const sources = sourcesOf(telling.copies[copy] as Copy, said, true);
    return draftOf('EntryCorrected', { data: { entry: id, why, on }, sources });
  });
  return [...live.slice(kept).map((each) => strike(each.id)), ...added];
}

/** What mends an act that is told already: it began in another copy than was known. */
function beginFixes(telling: Telling, act: ToldAct, live: LiveAct): Draft[] {
  const day = dayOf(telling, act.from);
  // What an editor corrected by hand stands.
  const isMoved = live.on !== act.on && !live.byHand;
  if (live.day === day && !isMoved) return [];
  const { on, sources } = newAct(telling, act, null, false);
  return [
    mend({
      entry: live.id,
      why: MENDED,
      ...(isMoved ? { on } : {}),
      ...(live.day === day ? {} : { sources }),
    }),
  ];
}

/** What mends which act it is that a told one takes the place of. */
function tieFixes(
  telling: Telling,
  act: ToldAct,
  replaces: string | null,
  live: LiveAct,
  again: boolean,
): Draft[] {
  if (live.replaces === replaces || live.byHand) return [];
  const { data: told } = newAct(telling, act, replaces, again && live.retells === null);
  const data = { ...told, ...(live.retells === null ? {} : { act: live.retells }) };
  return [mend({ entry: live.id, why: MENDED, data, dataVersion: versionOf(telling.type) })];
}

/** The live act that an act is: of its candidate, first told by one of the copies that tell it. */
const liveOf = (telling: Telling, act: ToldAct, live: readonly LiveAct[]): LiveAct | undefined =>
  live.find(
    ({ candidate, day }) =>
      candidate === act.said.candidate &&
      day >= dayOf(telling, act.from) &&
      day <= dayOf(telling, act.until),
  );

/** What brings one act in line, which the ledger has. */
function heldFixes(
  telling: Telling,
  act: ToldAct,
  held: LiveAct,
  replaces: string | null,
  again: boolean,
): Draft[] {
  const dates = held.byHand ? [] : dateFixes(telling, act, held.id, held.dates, held.on !== act.on);
  return [
    ...beginFixes(telling, act, held),
    ...dates,
    ...tieFixes(telling, act, replaces, held, again),
    ...endFixes(telling, act, held.id, held),
  ];
}

/** What brings acts in line, one after another. */
function actFixes(
  telling: Telling,
  history: readonly ToldAct[],
  live: readonly LiveAct[],
  add: (draft: Draft) => string,
): void {
  const ids: string[] = [];
  for (const act of history) {
    const held = liveOf(telling, act, live);
    const { candidate } = act.said;
    const again =
      history.some((other) => other !== act && other.said.candidate === candidate) ||
      live.some((other) => other !== held && other.candidate === candidate);
    const replaces = act.replaces === null ? null : (ids[act.replaces] as string);
    if (held === undefined) {
      const id = add(newAct(telling, act, replaces, again));
      ids.push(id);
      dateFixes(telling, act, id, [], false).forEach(add);
      endFixes(telling, act, id, undefined).forEach(add);
    } else {
      ids.push(held.id);
      heldFixes(telling, act, held, replaces, again).forEach(add);
    }
  }
  const used = new Set(ids);
  for (const { id } of live) if (!used.has(id)) add(strike(id));
}

/** What brings the ledger in line with all that copies tell of one endorser; nothing where it is. */
export function fixesFor(
  telling: Telling,
  history: readonly ToldAct[],
  live: readonly LiveAct[],
): Sealed[] {
  const fixes: Sealed[] = [];
  const add = (draft: Draft): string => {
    const id = telling.idOf(draft);
    fixes.push({ ...draft, id });
    return id;
  };
  actFixes(telling, history, live, add);
  if (fixes.length === 0 || live.length === 0) return fixes;
  const met = history.map((act) => ({ act, held: liveOf(telling, act, live) }));
  fixes.length = 0;
  const free = loosened(telling, met, live, add);
  actFixes(telling, history, free, add);
  return fixes;
}
