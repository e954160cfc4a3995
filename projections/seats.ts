import type { Cut } from './cut.ts';

/** How many candidates win, so how many one endorser may back; one where the opening does not say. */
export const seatsOf = ({ contest }: Pick<Cut, 'contest'>): number => contest?.seats ?? 1;
