import { keptWith } from './kept-with.ts';
import type { EndorserHoldings } from './pairs.ts';
import type { StandingsTimeline } from './standings.ts';

/** The acts and stances of each endorser who has any, by its symbol. */
export const heldBy: (timeline: StandingsTimeline) => ReadonlyMap<number, EndorserHoldings> =
  keptWith(
    ({ endorsers }: StandingsTimeline) => new Map(endorsers.map((each) => [each.endorser, each])),
  );
