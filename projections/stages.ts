import type { DataOf } from '../events/catalog.ts';
import type { Rule } from '../events/rule.ts';
import { type Day, LONG_AGO } from '../src/time/day.ts';
import { edtfBounds } from '../src/time/edtf.ts';
import { type Bounds, type Meeting, meet } from './bounds.ts';
import type { Cut } from './cut.ts';
import { keptWith } from './kept-with.ts';
import type { Policy } from './policy.ts';
import { type Told, toldOf } from './told.ts';

/** A rule as some sources state it; others may state it differently. */
export interface RuleVersion {
  readonly rule: Rule;
  readonly claims: readonly Told<DataOf<'StageOpened'>>[];
}

/** A stage of a contest, as all claims of it tell it. */
export interface Stage {
  readonly stage: string;
  readonly name: string;
  readonly opens: Meeting;
  readonly closes: Meeting | null;
  /** First the one that is used unless another is asked for. */
  readonly versions: readonly RuleVersion[];
}

const published = (version: RuleVersion): number =>
  Math.max(...version.claims.map((claim) => claim.published));

/** The rule that most claims state is used; of several the latest published, then that of the smallest id. */
function byWeight(one: RuleVersion, other: RuleVersion): number {
  const claims = other.claims.length - one.claims.length;
  if (claims !== 0) return claims;
  const later = published(other) - published(one);
  if (later !== 0) return later;
  return (one.claims[0]?.id ?? '') < (other.claims[0]?.id ?? '') ? -1 : 1;
}

/** A rule as text in which the order of what is joined or listed makes no difference. */
function meaning(rule: Rule): string {
  const joined = (rules: readonly Rule[]) => rules.map(meaning).sort();
  if ('anyOf' in rule) return JSON.stringify({ anyOf: joined(rule.anyOf) });
  if ('allOf' in rule) return JSON.stringify({ allOf: joined(rule.allOf) });
  const of = rule.of.toSorted().join(' ');
  if ('atLeast' in rule) return `${rule.atLeast} of ${of}`;
  return `${Number(rule.atLeastShare)} % by ${rule.weighedBy ?? 'endorsers'} of ${of}`;
}

function stageOf(claims: readonly Told<DataOf<'StageOpened'>>[], opening: Day): Stage {
  const bounded = (text: string): Bounds => {
    const { earliest, latest } = edtfBounds(text);
    return { earliest: earliest === LONG_AGO ? Math.min(opening, latest) : earliest, latest };
  };
  const opens = claims.map(({ data, bounds }) =>
    data.opens === undefined ? bounds : bounded(data.opens),
  );
  const closes = claims.flatMap(({ data }) =>
    data.closes === undefined ? [] : [bounded(data.closes)],
  );
  const versions = [...Map.groupBy(claims, (claim) => meaning(claim.data.rule)).values()].map(
    (same): RuleVersion => ({ rule: (same[0] as (typeof same)[0]).data.rule, claims: same }),
  );
  return {
    stage: claims[0]?.data.stage ?? '',
    name: claims.map((claim) => claim.data.name).sort()[0] ?? '',
    opens: meet(opens),
    closes: closes.length === 0 ? null : meet(closes),
    versions: versions.sort(byWeight),
  };
}

/** The stages of a contest, in the order in which they open. Disputed statements are left out. */
export const stagesOf: (view: Cut) => readonly Stage[] = keptWith((view: Cut) => {
  const told = toldOf(view.claims, view.opening, 'StageOpened').filter((each) => !each.disputed);
  return [...Map.groupBy(told, (each) => each.data.stage).values()]
    .map((claims) => stageOf(claims, view.opening))
    .sort(
      (one, other) =>
        one.opens.bounds.earliest - other.opens.bounds.earliest ||
        (one.stage < other.stage ? -1 : 1),
    );
});

/** The policy under which a stage counts: where a contest has one stage only, every nomination is of it. */
export const policyOfStage = (stages: readonly object[], stage: string): Policy =>
  stages.length === 1 ? 'nominations' : `stage:${stage}`;
