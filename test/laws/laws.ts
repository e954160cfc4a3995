import { BATCHED } from './batch-law.ts';
import { BOUNDARIES } from './boundary-law.ts';
import { BOUNDS } from './bounds-law.ts';
import { TRIED } from './effect-law.ts';
import { FIGURES } from './figures-law.ts';
import { WORKED } from './formula-law.ts';
import type { Law } from './law.ts';
import { NARROWED } from './narrow-law.ts';
import { ORDER } from './order-law.ts';
import { REBUILT } from './rebuild-law.ts';
import { WRITTEN } from './text-law.ts';
import { DATED, RECORDED, REPORTED } from './time-laws.ts';

/** All laws: the first eight as the project states them, then the oracle's counting, batches, what is written ahead, and trials. */
export const LAWS: readonly Law[] = [
  ORDER,
  RECORDED,
  DATED,
  REPORTED,
  NARROWED,
  BOUNDS,
  REBUILT,
  BOUNDARIES,
  WORKED,
  FIGURES,
  BATCHED,
  WRITTEN,
  TRIED,
];

/** The law of a name. Refuses a name that no law has. */
export function lawNamed(name: string): Law {
  const law = LAWS.find((each) => each.name === name);
  if (law === undefined) throw new RangeError(`there is no law ${name}`);
  return law;
}
