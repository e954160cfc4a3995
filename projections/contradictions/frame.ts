import { FOREVER } from '../../src/time/day.ts';
import { formatBounds } from '../bounds.ts';
import { isIn, plainOf, rollOf, sizeOf, sizesOf } from '../roll.ts';
import { span } from '../spans.ts';
import type { Stage } from '../stages.ts';
import type { StandingsTimeline } from '../standings.ts';
import { ruleText } from '../ways.ts';
import { type Contradiction, disagreeing, type Showing, showing } from './contradiction.ts';

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
function sizes({ view }: StandingsTimeline): Showing[] {
  // Bounds that are written alike are of one day.
  const dated = view.electorates.filter((each) => each.day !== FOREVER);
  const same = Map.groupBy(dated, ({ data, bounds }) => `${data.category} ${formatBounds(bounds)}`);
  return [...same.values()].flatMap((all) => {
    const [first] = all as [(typeof all)[0]];
    const about = `how many ${first.data.category} there are on ${first.on}`;
    const said = all.map(({ row, data }) => ({ says: `${data.size}`, rows: [row] }));
    return showing([disagreeing('size', about, said) ?? []].flat(), first.day);
  });
}

/** More endorsers by name than a source says that there are. */
function rolls(timeline: StandingsTimeline): Showing[] {
  const { columns } = timeline.view;
  const roll = rollOf(timeline.view).filter((each) => each.nominates);
  return timeline.categories.flatMap(({ category }): Showing[] => {
    const plain = plainOf(timeline.categories, [category]);
    const named = roll.filter((each) => isIn(plain, columns.symbols, each.category));
    const own = {
      says: `${named.length} enrolled by name`,
      rows: named.flatMap(({ rows }) => rows),
    };
    // A sum without a size of its own says nothing that its parts do not.
    const { periods = [] } = timeline.undeclared.get(category)?.sizes ?? {};
    return periods.flatMap(({ day }, index): Showing[] => {
      const size = sizeOf(timeline, [category], day);
      if (size === null || named.length <= size.most) return [];
      const rows = sizesOf(timeline, [category], day).map((each) => each.row);
      const about = `how many ${category} could nominate`;
      const sides = [{ says: `${size.most}`, rows }, own];
      const contradiction: Contradiction = { kind: 'roll', about, sides };
      return [{ contradiction, days: span(day, periods[index + 1]?.day ?? FOREVER) }];
    });
  });
}

/** What sources say against one another of the frame of a contest: its stages and its electorates. */
export const inFrame = (timeline: StandingsTimeline, stages: readonly Stage[]): Showing[] => [
  ...showing(stages.flatMap(inStage)),
  ...sizes(timeline),
  ...rolls(timeline),
];
