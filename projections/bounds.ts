import { type Day, dayOf, FOREVER, formatDay, LONG_AGO } from '../src/time/day.ts';

/** The last day that can be written. */
const LAST_DAY = dayOf(9999, 12, 31);

/** The days on which something may have happened: one of these, both ends included. */
export interface Bounds {
  readonly earliest: Day;
  readonly latest: Day;
}

/** What several claims of one happening agree on. */
export interface Meeting {
  readonly bounds: Bounds;
  /** False where the claims cannot all be true. */
  readonly met: boolean;
}

/** Takes in the bounds of claims of one happening, one after another. */
export class Gathering {
  #count = 0;
  #first: Day = FOREVER;
  #earliest: Day = LONG_AGO;
  #latest: Day = FOREVER;
  #last: Day = LONG_AGO;

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  add({ earliest, latest }: Bounds): void {
    this.#count += 1;
    this.#first = Math.min(this.#first, earliest);
    this.#earliest = Math.max(this.#earliest, earliest);
    this.#latest = Math.min(this.#latest, latest);
    this.#last = Math.max(this.#last, latest);
  }

  /** From the least earliest to the greatest latest. */
  hull(): Bounds {
    return { earliest: this.#first, latest: this.#last };
  }

  /** The days that all leave open; where they cannot meet, their hull. Refuses to tell of none. */
  meeting(): Meeting {
    if (this.isEmpty) throw new RangeError('no claim, no bounds');
    const bounds = { earliest: this.#earliest, latest: this.#latest };
    return bounds.earliest <= bounds.latest
      ? { bounds, met: true }
      : { bounds: this.hull(), met: false };
  }
}

/** The days that all of these leave open; where they cannot meet, their hull. Refuses an empty list. */
export function meet(all: readonly Bounds[]): Meeting {
  const gathering = new Gathering();
  for (const bounds of all) gathering.add(bounds);
  return gathering.meeting();
}

/** When the first of several happenings was: [least earliest, least latest]; null where none is known. */
export function earlier(...all: (Bounds | null)[]): Bounds | null {
  const known = all.filter((each) => each !== null);
  if (known.length === 0) return null;
  return {
    earliest: Math.min(...known.map((each) => each.earliest)),
    latest: Math.min(...known.map((each) => each.latest)),
  };
}

/** The same bounds, moved up where they lie before a day. */
export function notBefore(bounds: Bounds, day: Day): Bounds {
  if (bounds.earliest >= day) return bounds;
  return { earliest: day, latest: Math.max(bounds.latest, day) };
}

/** Bounds as the shortest EDTF string of the profile; null where nothing is known. */
export function formatBounds({ earliest, latest }: Bounds): string | null {
  if (latest === FOREVER) return null;
  const last = formatDay(latest);
  if (earliest === latest) return last;
  if (earliest === LONG_AGO) return `[..${last}]`;
  const first = formatDay(earliest);
  const [year, month] = [last.slice(0, 4), last.slice(0, 7)];
  if (first === `${year}-01-01` && last === `${year}-12-31`) return year;
  const nextDay = latest === LAST_DAY ? '' : formatDay(latest + 1);
  return first === `${month}-01` && nextDay.slice(0, 7) !== month ? month : `[${first}..${last}]`;
}
