import { CATALOG } from '../../events/catalog.ts';
import { boundsOf } from '../agreement.ts';
import { formatBounds } from '../bounds.ts';
import { facetOf } from '../claims.ts';
import { at, NONE } from '../columns.ts';
import type { Conflict } from '../conflicts.ts';
import type { Cut } from '../cut.ts';
import { decisionsOf } from '../decisions.ts';
import { ACT, DECIDED_BY, STANCES } from '../facets.ts';
import type { StandingsTimeline } from '../standings.ts';
import { disagreeing, type Showing, type Side, showing } from './contradiction.ts';

function about({ kind, endorser, candidates }: Conflict): string {
  const whom = candidates.join(' or ');
  if (kind === 'acts') return `whom ${endorser} backs`;
  if (kind === 'stance') return `whether ${endorser} backs ${whom}`;
  if (endorser === null) return `when ${whom} withdrew`;
  return kind === 'dates'
    ? `when ${endorser} backed ${whom}`
    : `when ${endorser} ceased to back ${whom}`;
}

/** What a claim of an act, an end or a stance says. */
function saying(view: Cut, row: number): Side {
  const { claims, columns, opening } = view;
  const candidate = at(columns.candidate, at(claims.dataFrom, row));
  const isStance = at(columns.type, row) === CATALOG.NeutralityDeclared.code;
  const stance = isStance ? (STANCES[facetOf(claims, row)] ?? '') : 'ended';
  const what = candidate === NONE ? stance : columns.symbols.name(candidate);
  const on = formatBounds(boundsOf(claims, row, opening)) ?? 'no day';
  return { says: `${what} ${on}`.trim(), rows: [row] };
}

/** The conflicts that the standings list, each side with what it says. */
const listed = ({ view, conflicts }: StandingsTimeline): Showing[] =>
  conflicts.map(({ conflict, rows, days }) => {
    const sides = rows.map((row) => saying(view, row));
    return { contradiction: { kind: conflict.kind, about: about(conflict), sides }, days };
  });

/** Sources that differ in how an act was decided. */
function deciding({ view }: StandingsTimeline): Showing[] {
  return decisionsOf(view).flatMap(({ bounds, endorser, candidate, kind, rows }) => {
    if (candidate === null) return [];
    // A person who decides alone is no body: that is what the act is anyway, and no contradiction.
    const said = rows.flatMap((row) => {
      const says = DECIDED_BY[facetOf(view.claims, row) & ACT.decidedBy] ?? 'unknown';
      return says === 'unknown' ? [] : [{ says, rows: [row] }];
    });
    const what = `who decided on ${endorser}'s ${kind} of ${candidate}`;
    return showing([disagreeing('decided-by', what, said) ?? []].flat(), bounds.earliest);
  });
}

/** What sources say against one another of acts: their days, whom they back, how they were decided. */
export const inActs = (timeline: StandingsTimeline): Showing[] => [
  ...deciding(timeline),
  ...listed(timeline),
];
