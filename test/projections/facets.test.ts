import { describe, expect, it } from 'vitest';
import { EndorsementMade } from '../../events/endorsement-made.ts';
import { ExpectationReported } from '../../events/expectation-reported.ts';
import { NeutralityDeclared } from '../../events/neutrality-declared.ts';
import {
  ACT,
  AMENDS,
  DECIDED_BY,
  ENROLMENT,
  FACET_SHIFT,
  LIKELIHOODS,
  OUTCOMES,
  STANCES,
} from '../../projections/facets.ts';
import { factsOf } from '../../projections/facts.ts';
import { as, id, nominated, type Sent, source } from '../support/given.ts';

/** What a correction's entry is, as factsOf asks. */
type Target = ReturnType<Parameters<typeof factsOf>[1]>;

/** The facet of what is told, as a ledger keeps it. */
function facetOf({ type, data }: Sent, target?: Target): number {
  const told = { type, on: null, data, sources: [source('2010-05-01')] };
  return factsOf(told as Parameters<typeof factsOf>[0], () => target).facet;
}

describe('numbers that lie in ledgers', () => {
  it('never change their meaning', () => {
    expect(STANCES).toEqual(['neutral', 'declined', 'barred', 'undecided']);
    expect(LIKELIHOODS).toEqual(['expected', 'likely', 'rumoured']);
    expect(DECIDED_BY).toEqual([
      null,
      'individual',
      'executive',
      'committee',
      'conference',
      'member-ballot',
      'unknown',
    ]);
    expect({ ACT, ENROLMENT, AMENDS, FACET_SHIFT, OUTCOMES }).toEqual({
      ACT: { decidedBy: 7, ballot: 8 },
      ENROLMENT: { nominates: 1, members: 2 },
      AMENDS: { on: 1, data: 2, sources: 4, detail: 8 },
      FACET_SHIFT: 8,
      OUTCOMES: { rejected: 0, upheld: 1 },
    });
  });

  it('have a number for every word that an entry may say', () => {
    const ways = EndorsementMade.shape.decidedBy.unwrap().options;
    expect([...ways].sort()).toEqual(DECIDED_BY.slice(1).toSorted());
    expect([...NeutralityDeclared.shape.stance.options].sort()).toEqual([...STANCES].sort());
    expect([...ExpectationReported.shape.likelihood.options].sort()).toEqual(
      [...LIKELIHOODS].sort(),
    );
  });

  it('leave one another room', () => {
    expect(DECIDED_BY.length - 1).toBeLessThanOrEqual(ACT.decidedBy);
    expect(ACT.decidedBy & ACT.ballot).toBe(0);
    const own: readonly number[] = Object.values(AMENDS);
    expect(own.reduce((all, bit) => all | bit)).toBe(own.reduce((all, bit) => all + bit));
    expect(Math.max(...own)).toBeLessThan(2 ** FACET_SHIFT);
  });
});

describe('the facet of a claim of an act', () => {
  it.each(DECIDED_BY.map((way, number) => [way, number] as const))(
    'says %s as %i, beside the ballot',
    (way, number) => {
      const more = way === null ? {} : { decidedBy: way };
      expect(facetOf(nominated('t1', 'ann', '2010-07-10', more))).toBe(number);
      const voted = nominated('t1', 'ann', '2010-07-10', { ...more, ballot: 'b1' });
      expect(facetOf(voted)).toBe(number | ACT.ballot);
    },
  );

  it('stands above the own bits of a correction that replaces it', () => {
    const data = { endorser: 't1', candidate: 'ann', decidedBy: 'conference', ballot: 'b1' };
    const correction: Sent = as('c', {
      type: 'EntryCorrected',
      data: { entry: id('a'), why: 'Typed wrongly.', data },
    });
    const facet = facetOf(correction, { type: 'NominationMade', version: 1 });
    expect(facet >> FACET_SHIFT).toBe(4 | ACT.ballot);
    expect(facet & (2 ** FACET_SHIFT - 1)).toBe(AMENDS.data | AMENDS.detail);
  });
});

it.each([
  [true, undefined, 1],
  [false, undefined, 0],
  [true, 12, 3],
  [false, 0, 2],
])(
  'an enrolment that may nominate (%s) with %s members has facet %i',
  (nominates, members, facet) => {
    const more = members === undefined ? {} : { affiliatedMembers: members };
    const data = { endorser: 't1', name: 'T1', category: 'TU', nominates, ...more };
    expect(facetOf({ type: 'EndorserEnrolled', data })).toBe(facet);
  },
);
