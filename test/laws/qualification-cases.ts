/** Small cases of one stage for the laws of qualification: drawn, told to a ledger, and judged by it. */
import fc from 'fast-check';
import type { Rule } from '../../events/rule.ts';
import { type Qualification, StageJudge } from '../../projections/qualification.ts';
import { stagesOf } from '../../projections/stages.ts';
import {
  as,
  Bench,
  disputed,
  electorate,
  endNomination,
  enrolled,
  entered,
  id,
  left,
  nominated,
  opened,
  type Sent,
  stage,
  tally,
} from '../support/given.ts';
import type { Case, CaseEndorser, CaseRule } from './oracle-qualification.ts';
import type { Candidate, CaseAct, Days } from './oracle-qualification-acts.ts';

const FIRST = Date.UTC(2020, 0, 1);
const DAY = 86_400_000;

/** The days that are looked at: some before anything can happen, some after all of it. */
export const LOOKS: readonly number[] = Array.from({ length: 18 }, (_, day) => day - 1);
export const CANDIDATES: readonly Candidate[] = ['ann', 'bob'];

/** A day as it is written. */
export const dayText = (day: number) => new Date(FIRST + day * DAY).toISOString().slice(0, 10);
const text = ({ from, to }: Days) =>
  from === to ? dayText(from) : `[${dayText(from)}..${dayText(to)}]`;

const ENDORSERS = ['m1 MP', 'm2 MP', 'c1 CLP', 'c2 CLP', 't1 TU', 't2 TU', 's1 SS'];
const days = (max: number): fc.Arbitrary<Days> =>
  fc.tuple(fc.nat(max), fc.nat(3)).map(([from, more]) => ({ from, to: from + more }));
const rarely = <T>(what: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight, arbitrary: what });

const someOf = (...names: string[]) => fc.subarray(names, { minLength: 1, maxLength: 3 });
const share = fc.constantFrom('0.000001', '5', '33.333333', '50', '66.7', '99.999999', '100');
const threshold: fc.Arbitrary<CaseRule> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      atLeast: fc.constantFrom(1, 1, 2, 2, 3),
      of: someOf('MP', 'CLP', 'TU', 'SS', 'AFF'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ atLeastShare: share, of: someOf('MP', 'CLP', 'TU', 'AFF') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      atLeastShare: share,
      of: someOf('TU', 'SS', 'AFF', 'CLP'),
      weighedBy: fc.constant('affiliatedMembers'),
    }),
  },
);
const joined = (inner: fc.Arbitrary<CaseRule>): fc.Arbitrary<CaseRule> => {
  const some = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(inner, fc.record({ anyOf: some }), fc.record({ allOf: some }));
};
const rule = joined(joined(threshold));

const size = fc.oneof(
  fc.constant<number[]>([]),
  fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }),
);

/** Who nominates; most are for Ann, so that what they do adds up. */
const act: fc.Arbitrary<CaseAct> = fc.record({
  who: fc.nat(ENDORSERS.length - 1),
  whom: fc.constantFrom<Candidate>('ann', 'ann', 'ann', 'bob'),
  on: days(8),
  end: rarely(fc.oneof(days(10), fc.constant('some-day' as const))),
  replaces: fc.boolean(),
  disputed: fc.nat(7).map((one) => one === 0),
});

/** An endorser acts once for each candidate; the second act may replace the first. */
function possible(acts: readonly CaseAct[]): CaseAct[] {
  const kept: CaseAct[] = [];
  for (const { end, ...rest } of acts) {
    const before = kept.filter((each) => each.who === rest.who);
    if (before.some((each) => each.whom === rest.whom)) continue;
    const late =
      end === null || end === 'some-day'
        ? end
        : { from: end.from + rest.on.from, to: end.to + rest.on.from };
    kept.push({ ...rest, end: late, replaces: rest.replaces && before.length > 0 });
  }
  return kept;
}

export const acts = fc.array(act, { minLength: 3, maxLength: 5 }).map(possible);

/** The endorsers, with the members that those of the affiliates are known to stand for. */
const endorsers = fc
  .array(fc.constantFrom(null, 0, 1, 50, 1000), { minLength: 3, maxLength: 3 })
  .map((members): CaseEndorser[] =>
    ENDORSERS.map((each, index) => {
      const [name = '', category = ''] = each.split(' ');
      return { name, category, members: index < 4 ? 10 : (members[index - 4] ?? null) };
    }),
  );

/** Small cases: at most five acts, each on one of at most four days. */
export const cases: fc.Arbitrary<Case> = fc.record({
  endorsers,
  acts,
  gone: rarely(days(12)),
  closes: rarely(days(10), 4),
  sizes: fc.record({ MP: size, CLP: size, TU: size, SS: size }),
  rule,
});

const figure = fc.record({
  category: fc.constantFrom('MP', 'CLP', 'TU', 'SS', 'AFF'),
  value: fc.integer({ min: 1, max: 3 }),
  on: days(9),
});

/** Cases with printed tables of Ann's nominations; most rules ask for about what the first prints. */
export const printedCases: fc.Arbitrary<[Case, Sent[]]> = fc
  .tuple(cases, fc.array(figure, { minLength: 1, maxLength: 2 }), fc.nat(3))
  .map(([told, figures, more]) => {
    const [first] = figures;
    const asks = first !== undefined && more < 3;
    const needs = asks ? { atLeast: first.value + (more % 2), of: [first.category] } : told.rule;
    const tables = figures.map(({ category, value, on }) =>
      tally({ [`ann ${category}`]: value }, text(on), {}, { of: 'nominations' }),
    );
    return [{ ...told, rule: needs }, tables];
  });

const actId = ({ who, whom }: CaseAct) => `act of ${who} for ${whom}`;

/** The entries that tell of an act. */
export function entriesOf(
  told: CaseAct,
  all: readonly CaseAct[],
  names: readonly CaseEndorser[],
): Sent[] {
  const replaced = all.find((each) => each.who === told.who && each.whom !== told.whom);
  const more = told.replaces && replaced !== undefined ? { replaces: id(actId(replaced)) } : {};
  const name = names[told.who]?.name ?? '';
  const end = told.end === 'some-day' ? [undefined] : told.end === null ? [] : [text(told.end)];
  return [
    as(actId(told), nominated(name, told.whom, text(told.on), more)),
    ...end.map((on) => endNomination(actId(told), on)),
    ...(told.disputed ? [disputed(actId(told))] : []),
  ];
}

/** A case as an editor enters it. */
const entries = ({
  endorsers: names,
  acts: all,
  gone,
  closes,
  sizes,
  rule: needs,
}: Case): Sent[] => [
  opened(dayText(0)),
  ...CANDIDATES.map((candidate) => entered(candidate, dayText(0))),
  ...names.map(({ name, category, members }) =>
    enrolled(name, category, members === null ? {} : { affiliatedMembers: members }),
  ),
  ...Object.entries(sizes).flatMap(([category, some]) =>
    some.map((each) => electorate(category, each, '2019-12-01')),
  ),
  stage('first', { rule: needs, ...(closes === null ? {} : { closes: text(closes) }) }, dayText(0)),
  ...all.flatMap((each) => entriesOf(each, all, names)),
  ...(gone === null ? [] : [left('ann', text(gone))]),
];

/** What a ledger says of a candidate on a day. */
export type Judged = (whom: Candidate, day: number) => Qualification;

/** How a ledger judges the candidates of a case; undefined where it refuses the case. */
export async function judged(
  told: Case,
  tables: readonly Sent[] = [],
): Promise<Judged | undefined> {
  const bench = new Bench();
  try {
    const outcome = await bench.append([...entries(told), ...tables]);
    if (!outcome.ok) return undefined;
    const timeline = await bench.timeline({ counts: 'nominations' });
    const [only] = stagesOf(timeline.view);
    if (only === undefined) throw new Error('the stage is lost');
    const judge = new StageJudge(only, timeline);
    const { symbols } = timeline.view.columns;
    return (whom, day) => judge.on(symbols.of(whom), told.rule as Rule, FIRST / DAY + day);
  } finally {
    await bench.store.close();
  }
}
