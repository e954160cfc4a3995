import type { Effect } from '../../../projections/happening.ts';
import type { Timeline } from '../../ledger/queries/timeline.ts';
import type { Value } from './row.ts';

/** The columns of a timeline as rows. */
export const TIMELINE_COLUMNS = [
  'on',
  'kind',
  'endorser',
  'category',
  'candidate',
  'how',
  'changed',
  'entries',
];

/** An effect in a few signs: the certain count before and after, what is possible (`+1?`), what lapsed. */
export function effectSigns(effect: Effect): readonly string[] {
  const parts: string[] = [];
  const { certain } = effect.after;
  if (effect.certain !== 0) parts.push(`${certain - effect.certain}→${certain}`);
  const maybe = effect.possible - effect.certain;
  if (maybe !== 0) parts.push(`${maybe > 0 ? '+' : '−'}${Math.abs(maybe)}?`);
  if (effect.lapsed !== 0) parts.push(`${effect.lapsed} lapsed`);
  return parts;
}

type Told = Timeline['happenings'][number];

/** What a happening changed; for a reader its own candidate and category go without saying. */
export function changed(told: Told, brief: boolean): string {
  return told.effects
    .flatMap((effect) => {
      const { candidate, category } = effect;
      const own = brief && candidate === told.candidate && category === told.category;
      const text = effectSigns(effect).join(' ');
      if (text === '') return [];
      return [own ? text : `${candidate} ${category} ${text}`];
    })
    .join('; ');
}

/** A timeline as rows, one a happening. */
export function timelineRows(timeline: Timeline): Value[][] {
  return timeline.happenings.map((each) => [
    each.on,
    each.kind,
    each.endorser,
    each.category,
    each.candidate,
    each.how,
    changed(each, false),
    each.entries.join(' '),
  ]);
}
