import { cut } from '../../../projections/cut.ts';
import { standingsOn } from '../../../projections/on-day.ts';
import { type StandingsTimeline, standings } from '../../../projections/standings.ts';
import type { Expected } from '../../store/event-store.ts';
import type { Arriving } from '../arrival.ts';
import { type AskedClocks, BadQuestion, printClocks, resolveClocks } from '../clocks.ts';
import { digestOf } from '../digest.ts';
import type { Refusal, Warning } from '../refusals.ts';
import type { Service } from '../service.ts';
import { policyIn, printedOf } from './asking.ts';
import { type Standings, standingsOf } from './standings.ts';

/** What the effect of a batch is asked with. */
export interface EffectAsked {
  /** An effect is on what the ledger holds now: `knownAt` cannot be asked for. */
  readonly clocks: Pick<AskedClocks, 'asOf' | 'reportedBy'>;
  readonly counts?: string | undefined;
  readonly recordedBy: string;
  readonly expected?: Expected | undefined;
  readonly strict?: boolean | undefined;
}

/** The standings of a contest before and after a batch that is not stored. */
export type Effect =
  | {
      readonly ok: true;
      readonly before: Standings;
      readonly after: Standings;
      readonly warnings: readonly Warning[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * What a batch would change in the standings of its contest. Decided on as an append is, with the same
 * refusals and warnings; nothing is stored, and nothing is left behind. `after` is what the standings
 * are once the same batch is appended: where drafts bring no ids, but for the ids that they are given.
 * Refuses, as BadQuestion, an unknown clock or policy, and the register (`null`): its entries hold in
 * every contest, so they have no standings of their own.
 */
export async function askEffect(
  service: Service,
  contest: string | null,
  drafts: readonly Arriving[],
  {
    clocks: { asOf, reportedBy },
    counts,
    recordedBy,
    expected = 'any',
    strict = false,
  }: EffectAsked,
): Promise<Effect> {
  if (contest === null) {
    throw new BadQuestion(
      'contest',
      'The register holds in every contest, so the effect of its entries is on no standings of one; ask for the effect of a batch for a contest.',
    );
  }
  const asked = await resolveClocks(service.store, { asOf, reportedBy }, service.now());
  const tried = await service.ledger.try(contest, drafts, { recordedBy, expected, strict });
  if (!tried.ok) return tried;
  const policy = policyIn(tried.columns, contest, counts);
  const now = { ...asked, knownAt: tried.head };
  const then = { ...asked, knownAt: tried.head + tried.appended };
  const printed = await printedOf(service, now);
  const of = (timeline: StandingsTimeline, clocks: Standings['clocks']) => {
    const state = standingsOn(timeline, contest, asked.asOf);
    return standingsOf(state, clocks, policy, digestOf(state, policy));
  };
  const before = of(await service.views.timeline(contest, now, policy), printed);
  const after = of(
    standings(cut(tried.columns, tried.register, then), policy),
    tried.recordedAt === null ? printed : printClocks(then, tried.recordedAt),
  );
  return { ok: true, before, after, warnings: tried.warnings };
}
