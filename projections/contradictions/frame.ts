import type { Day } from '../../src/time/day.ts';
import { formatBounds } from '../bounds.ts';
import { isIn, plainOf, rollOf, sizeOf, sizesOf } from '../roll.ts';
import type { Stage } from '../stages.ts';
import type { StandingsTimeline } from '../standings.ts';
import { ruleText } from '../ways.ts';
import { type Contradiction, disagreeing } from './contradiction.ts';

/** Sources that state the rule of a stage differently, or days for it that cannot both be. */
function inStage(stage: Stage): Contradiction[] {
  const rules = disagreeing(
    'rule',
    `what stage ${stage.stage} asks for`,
    stage.versions.map(({ rule, claims }) => ({
      says: ruleText(rule),
      rows: claims.map((claim) => claim.row),
    })),
  );
  const claims = stage.versions.flatMap((version) => version.claims);
  const dated = (which: 'opens' | 'closes') =>
    stage[which]?.met === false
      ? disagreeing(
          'stage-dates',
          `when stage ${stage.stage} ${which}`,
          claims.flatMap(({ row, data, on }) => {
            const says = data[which] ?? (which === 'opens' ? on : null);
            return says === null ? [] : [{ says, rows: [row] }];
          }),
        )
      : undefined;
  return [rules, dated('opens'), dated('closes')].filter((each) => each !== undefined);
}

/** Sources that print different sizes of one electorate for one day. */
function sizes(timeline: StandingsTimeline, day: Day): Contradiction[] {
  const past = timeline.view.electorates.filter((each) => each.day <= day);
  const same = Map.groupBy(past, ({ data, bounds }) => `${data.category} ${formatBounds(bounds)}`);
  return [...same.values()].flatMap((all) => {
    const [first] = all;
    const about = `how many ${first?.data.category} there are on ${first?.on}`;
    const said = all.map(({ row, data }) => ({ says: `${data.size}`, rows: [row] }));
    return disagreeing('size', about, said) ?? [];
  });
}

/** More endorsers by name than a source says that there are. */
function rolls(timeline: StandingsTimeline, day: Day): Contradiction[] {
  const { columns } = timeline.view;
  const roll = rollOf(timeline.view).filter((each) => each.nominates);
  return timeline.categories.flatMap(({ category }): Contradiction[] => {
    const sizes = timeline.undeclared.get(category)?.sizes.on(day);
    // A sum without a size of its own says nothing that its parts do not.
    const size = sizes === undefined ? null : sizeOf(timeline, [category], day);
    const plain = plainOf(timeline.categories, [category]);
    const named = roll.filter((each) => isIn(plain, columns.symbols, each.category));
    if (size === null || named.length <= size.most) return [];
    const rows = sizesOf(timeline, [category], day).map((each) => each.row);
    const sides = [
      { says: `${size.most}`, rows },
      { says: `${named.length} enrolled by name`, rows: named.flatMap((each) => each.rows) },
    ];
    return [{ kind: 'roll', about: `how many ${category} could nominate`, sides }];
  });
}

/** What sources say against one another of the frame of a contest: its stages and its electorates. */
export const inFrame = (
  timeline: StandingsTimeline,
  stages: readonly Stage[],
  day: Day,
): Contradiction[] => [
  ...stages.flatMap(inStage),
  ...sizes(timeline, day),
  ...rolls(timeline, day),
];
