import { type Rule, type Threshold, waysOf } from '../events/rule.ts';
import type { Category } from './counter.ts';
import { plainOf } from './roll.ts';
import { type Has, MET, type Measured } from './thresholds.ts';

/** What is still missing of one threshold, beside what the other needs of the same way bring. */
export interface Need {
  readonly threshold: Threshold;
  readonly has: Has | null;
  /** How many more: `least` if all that is possible is so. Null where nobody says how many there are. */
  readonly more: { readonly least: number; readonly most: number } | null;
}

/** One way to pass: all of these are still needed. */
export interface Way {
  readonly needs: readonly Need[];
  /** The same in words: "1 more TU and 1 more AFF of any kind". */
  readonly text: string;
}

type Counted = Measured & { readonly threshold: { atLeast: number; of: string[] } };

const isCount = (each: Measured): each is Counted => 'atLeast' in each.threshold;

const within = (inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean =>
  [...inner].every((name) => outer.has(name));

/**
 * What each number asks for beside what narrower ones bring: of "3 affiliates, 2 of them unions" who
 * has none needs 2 unions and 1 affiliate more. Numbers that overlap and hold neither are left as they are.
 */
function reduced(counts: readonly Counted[], categories: readonly Category[]): Need[] {
  const parts = (each: Counted) => plainOf(categories, each.threshold.of);
  const key = (each: Counted) => [...parts(each)].sort().join(' ');
  // Of several numbers of the same endorsers the greatest asks for all that the others do.
  const greatest = [...Map.groupBy(counts, key).values()].map((same) => {
    const [first] = same.toSorted((one, other) => other.threshold.atLeast - one.threshold.atLeast);
    return first as Counted;
  });
  const left: (Need & { readonly of: ReadonlySet<string>; least: number; most: number })[] = [];
  for (const each of greatest.toSorted((one, other) => parts(one).size - parts(other).size)) {
    const of = parts(each);
    const brought = left.filter((narrower) => within(narrower.of, of));
    const beside = (how: 'least' | 'most') =>
      Math.max(0, (each.more?.[how] ?? 0) - brought.reduce((sum, other) => sum + other[how], 0));
    const most = beside('most');
    const least = Math.min(most, beside('least'));
    const { threshold, has } = each;
    left.push({ threshold, has, more: { least, most }, of, least, most });
  }
  return left
    .filter((each) => each.most > 0)
    .map(({ threshold, has, more }) => ({ threshold, has, more }));
}

/** A threshold in words: "33 CLP", "5 % of the members affiliated through AFF". */
export function thresholdText(threshold: Threshold): string {
  const of = threshold.of.join(' or ');
  if ('atLeast' in threshold) return `${threshold.atLeast} ${of}`;
  return threshold.weighedBy === 'affiliatedMembers'
    ? `${threshold.atLeastShare} % of the members affiliated through ${of}`
    : `${threshold.atLeastShare} % of ${of}`;
}

function needText({ threshold, more }: Need, categories: readonly Category[]): string {
  if (more === null) return `${thresholdText(threshold)} (of how many is not known)`;
  const isSum = plainOf(categories, threshold.of).size > 1;
  const members = 'weighedBy' in threshold && threshold.weighedBy === 'affiliatedMembers';
  const of = threshold.of.join(' or ');
  const kind = isSum ? ' of any kind' : '';
  const what = members ? `members affiliated through ${of}` : `${of}${kind}`;
  const perhaps = more.least < more.most ? ` (perhaps ${more.least})` : '';
  return `${more.most} more ${what}${perhaps}`;
}

/** A rule in words: its ways, each with what does together. */
export const ruleText = (rule: Rule): string =>
  waysOf(rule)
    .map((way) => way.map(thresholdText).join(' and '))
    .join('; or ');

/** What one way still needs, in the order in which the rule names it; shares come after numbers. */
export function wayOf(measured: readonly Measured[], categories: readonly Category[]): Way {
  const open = measured.filter((each) => each.met < MET.printed);
  const numbers = reduced(open.filter(isCount), categories);
  const shares = open.filter((each) => !isCount(each));
  const needs = [
    ...numbers,
    ...shares.map(({ threshold, has, more }) => ({ threshold, has, more })),
  ];
  return { needs, text: needs.map((need) => needText(need, categories)).join(' and ') };
}
