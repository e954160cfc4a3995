import type { NominationMade } from '../../events/nomination-made.ts';
import type { StageOpened } from '../../events/stage-opened.ts';
import { detailOf, facetOf } from '../../projections/claims.ts';
import type { Told } from '../../projections/details.ts';
import { ENROLMENT } from '../../projections/facets.ts';
import { edtfBounds } from '../time/edtf.ts';
import type { KnownAct } from './desk.ts';
import type { Warning } from './refusals.ts';
import { otherActs } from './rules/act.ts';
import type { Surroundings } from './rules/rule.ts';

type Caution = Omit<Warning, 'index'>;

function future({ on }: Told, { today }: Surroundings): Caution[] {
  if (on === null || edtfBounds(on).earliest <= today) return [];
  return [{ code: 'future-date', message: `It is dated ${on}, which has not come yet.` }];
}

/** Does a day-range lie surely outside a stage's dates? */
function outside(on: string, stage: StageOpened): boolean {
  const { earliest, latest } = edtfBounds(on);
  const early = stage.opens !== undefined && latest < edtfBounds(stage.opens).earliest;
  const late = stage.closes !== undefined && earliest > edtfBounds(stage.closes).latest;
  return early || late;
}

function stage(data: NominationMade, on: string, { desk }: Surroundings): Caution[] {
  const opened = desk
    .framing('StageOpened')
    .map((row) => detailOf<StageOpened>(desk.claims, row))
    .filter((each) => each !== undefined)
    .filter((each) => each.stage === data.stage);
  if (opened.length === 0 || !opened.every((each) => outside(on, each))) return [];
  const message = `It is dated ${on}, outside the dates of stage ${data.stage}.`;
  return [{ code: 'outside-stage', message }];
}

/** Of several seats an endorser may fill them all: more than that is said once. */
function beyondSeats(endorser: string, others: readonly KnownAct[], seats: number): Caution[] {
  const backed = [...new Set(others.map((act) => act.candidate))].sort();
  if (backed.length < seats) return [];
  const message = `${endorser} has nominated ${backed.length} others already (${backed.join(', ')}) for ${seats} seats; if this replaces one of them, say so.`;
  return [{ code: 'second-nomination', message }];
}

function second(data: NominationMade, row: number, around: Surroundings): Caution[] {
  if (data.act !== undefined) return [];
  const others = otherActs(data, row, around);
  const seats = around.desk.contest()?.seats ?? 1;
  if (seats > 1) return beyondSeats(data.endorser, others, seats);
  return others.map((act) => ({
    code: 'second-nomination',
    message: `${data.endorser} has nominated ${act.candidate} already (act ${act.id}); if this replaces it, say so.`,
  }));
}

function power(data: NominationMade, { desk }: Surroundings): Caution[] {
  const row = desk.enrolment(data.endorser);
  if (row === undefined) return [];
  if ((facetOf(desk.claims, row) & ENROLMENT.nominates) !== 0) return [];
  return [
    {
      code: 'no-nominating-power',
      message: `${data.endorser} is enrolled as one who may not nominate.`,
    },
  ];
}

/**
 * What the world may contradict: recorded all the same, and said. `row` is that of the claim that is
 * corrected, NONE for a new one.
 */
export function warningsOf(told: Told, row: number, around: Surroundings): Caution[] {
  const dated = future(told, around);
  if (told.type !== 'NominationMade') return dated;
  const data = told.data as NominationMade;
  return [
    ...dated,
    ...(told.on === null ? [] : stage(data, told.on, around)),
    ...second(data, row, around),
    ...power(data, around),
  ];
}
