/** The stances in the order of their numbers in the columns. */
export const STANCES = ['neutral', 'declined', 'barred', 'undecided'] as const;
export type Stance = (typeof STANCES)[number];

/** How sure a source was of what it expected, in the order of their numbers in the columns. */
export const LIKELIHOODS = ['expected', 'likely', 'rumoured'] as const;
export type Likelihood = (typeof LIKELIHOODS)[number];

/** How an endorser came to its act, in the order of their numbers in the columns; 0 where a claim does not say. */
export const DECIDED_BY = [
  null,
  'individual',
  'executive',
  'committee',
  'conference',
  'member-ballot',
  'unknown',
] as const;
export type DecidedBy = (typeof DECIDED_BY)[number];

/** A claim of an act has how it was decided in its facet's low bits, and whether it names a ballot. */
export const ACT = { decidedBy: 7, ballot: 8 } as const;

/** An enrolment's facet: may the endorser nominate, and is its membership known? */
export const ENROLMENT = { nominates: 1, members: 2 } as const;

/** The facet of an entry whose payload the law has had erased: nothing else is known of it. */
export const ERASED = -2;

/** What a correction replaces, as bits of its facet; DETAIL marks what lies in no column. */
export const AMENDS = { on: 1, data: 2, sources: 4, detail: 8 } as const;

/** How far a correction's replaced facet stands above its own bits. */
export const FACET_SHIFT = 8;

/** How a dispute ended, as the facet of its resolution. */
export const OUTCOMES = { rejected: 0, upheld: 1 } as const;
