import type { Random } from './random.ts';

export const START_OF_IDS = 1_700_000_000_000;
const MILLISECONDS_APART = 40;

/** The id (RFC 9562 version 7) of the entry that is made as the `place`-th. */
export function idAt(place: number, random: Random): string {
  const made = START_OF_IDS + Math.floor(place * MILLISECONDS_APART);
  const time = made.toString(16).padStart(12, '0');
  const tail = random.hex(18);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(6)}`;
}
