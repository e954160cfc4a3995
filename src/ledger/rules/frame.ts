import type { CandidateEntered } from '../../../events/candidate-entered.ts';
import type { ElectorateStated } from '../../../events/electorate-stated.ts';
import { EndorserEnrolled } from '../../../events/endorser-enrolled.ts';
import type { Draft } from '../../../events/entry.ts';
import { categoriesOf } from '../../../events/rule.ts';
import type { StageOpened } from '../../../events/stage-opened.ts';
import { detailOf } from '../../../projections/claims.ts';
import { at } from '../../../projections/columns.ts';
import { edtfBounds } from '../../time/edtf.ts';
import { fault } from '../refusals.ts';
import { first, knownCandidates, knownCategories, type Rule } from './rule.ts';

/** A stage's rule counts categories of the contest, and it does not close before it opens. */
export const stageOpened: Rule<StageOpened> = ({ told: { data } }, around) =>
  first(
    () => knownCategories(categoriesOf(data.rule), around),
    () => {
      if (data.opens === undefined || data.closes === undefined) return undefined;
      const backwards = edtfBounds(data.closes).latest < edtfBounds(data.opens).earliest;
      return backwards
        ? fault(
            'stage-closes-early',
            `Stage ${data.stage} closes (${data.closes}) before it opens (${data.opens}); correct one of the two.`,
          )
        : undefined;
    },
  );

/** An electorate is that of a category of the contest. */
export const electorateStated: Rule<ElectorateStated> = ({ told: { data } }, around) =>
  knownCategories([data.category], around);

/** Do two records say the same? Their keys may stand in any order. */
function same(one: object, other: object): boolean {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).sort());
  return sorted(one) === sorted(other);
}

/** A candidate enters once; a second source says the same. */
export const candidateEntered: Rule<CandidateEntered> = ({ told: { data }, row }, around) =>
  first(
    () => (data.sameAs === undefined ? undefined : knownCandidates([data.sameAs], around)),
    () => {
      const { desk } = around;
      const symbol = desk.symbol(data.candidate);
      const other = desk.framing('CandidateEntered').find((each) => {
        const from = at(desk.claims.dataFrom, each);
        return each !== row && at(desk.columns.candidate, from) === symbol;
      });
      if (other === undefined) return undefined;
      const entered = detailOf<CandidateEntered>(desk.claims, other);
      if (entered === undefined || same(entered, data)) return undefined;
      const id = desk.columns.idOf(other);
      return fault(
        'already-entered',
        `Candidate ${data.candidate} has entered with other data (entry ${id}); correct that entry, or enter under a new slug with sameAs.`,
        [id],
      );
    },
  );

/** An endorser is enrolled once, in a plain category; a second source says the same. */
export const endorserEnrolled: Rule<EndorserEnrolled> = ({ told: { data }, row }, around) =>
  first(
    () => knownCategories([data.category], around),
    () => {
      const category = around.desk.contest()?.categories.find((c) => c.category === data.category);
      if (category?.of === undefined) return undefined;
      return fault(
        'sum-category',
        `${data.category} is a sum; enrol ${data.endorser} in one of ${category.of.join(', ')}.`,
        category.of,
      );
    },
    () => enrolledOnce(data, row, around),
  );

const enrolledOnce = (
  data: EndorserEnrolled,
  row: number,
  { desk, enrolments }: Parameters<Rule<EndorserEnrolled>>[1],
) => {
  for (const other of desk.rowsOfEndorser(data.endorser)) {
    if (other === row || desk.typeOf(other) !== 'EndorserEnrolled') continue;
    const from = at(desk.claims.dataFrom, other);
    const id = desk.columns.idOf(other);
    const category = desk.name(at(desk.columns.category, from));
    if (category !== data.category) {
      return fault(
        'two-categories',
        `${data.endorser} is enrolled as ${category} already (entry ${id}), and one endorser has one category in a contest; correct that entry.`,
        [id],
      );
    }
    const enrolled = enrolments.get(data.endorser);
    const sameName = desk.name(at(desk.columns.endorser, from)) === data.endorser;
    if (sameName && enrolled !== undefined && !same(enrolled, data)) {
      return fault(
        'already-enrolled',
        `${data.endorser} is enrolled already with other data (entry ${id}); correct that entry.`,
        [id],
      );
    }
  }
  return undefined;
};

/** The enrolment that a draft makes, or would by the correction that it is. */
export function enrolledBy(draft: Pick<Draft, 'type' | 'data'>): EndorserEnrolled | undefined {
  const corrects = draft.type === 'EntryCorrected';
  if (!corrects && draft.type !== 'EndorserEnrolled') return undefined;
  const data = corrects ? draft.data.data : draft.data;
  const enrols = EndorserEnrolled.safeParse(data);
  return enrols.success ? enrols.data : undefined;
}
