import type { Draft } from '../../../events/entry.ts';
import type { Source } from '../../../events/source.ts';

/** What a list says of one endorser: whom it backs since when, by which sources of its own. */
export interface Said {
  readonly candidate: string;
  /** EDTF; null where the list gives no day. */
  readonly on: string | null;
  /** The data of the claim, without what ties it to other entries. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The sources that the row itself names. */
  readonly others: readonly Source[];
  /** Its row in the copy, where that is known. */
  readonly row: number | null;
}

/** One dated copy of a list, as far as it is about one contest. */
export interface Copy {
  /** The day that it was taken, YYYY-MM-DD. */
  readonly day: string;
  /** How it is cited. */
  readonly source: Source;
  /** How it enrols each endorser that it names; null where it was read before, and only its claims are known. */
  readonly roll: ReadonlyMap<string, Draft> | null;
  /** What it says of those who back somebody. */
  readonly said: ReadonlyMap<string, Said>;
}

/** The kinds of claim that a list can tell. */
export type ActType = 'EndorsementMade' | 'NominationMade';

/** The candidate that an act's data names. */
export const candidateIn = (type: string, data: Readonly<Record<string, unknown>>): string => {
  if (type === 'NominationMade') return `${data.candidate}`;
  const [choice] = (data.choices ?? []) as readonly { readonly candidate: string }[];
  return choice?.candidate ?? '';
};

/** What ties a claim to other entries, which no list says. */
export function bare(data: Draft['data']): Record<string, unknown> {
  const { act: _act, anew: _anew, replaces: _replaces, ...rest } = data;
  return rest;
}

/** Do two copies say the same of an endorser? Where the list gives no day, its candidate is all that it says. */
export const sameSaid = (one: Said | undefined, other: Said | undefined): boolean =>
  one?.candidate === other?.candidate && one?.on === other?.on;

/** Why record entries mend what copies told: by this they are told from what editors do by hand. */
export const MENDED = 'An earlier copy of the list came in.';

/** What a source says of a day that its list does not give. */
const NO_DAY = 'the list gives no day: some day since the copy before, by that of this one';
const NO_DAY_NOW = 'the list gives no day any more: the one that it gave before';

/** Does the list give the day of what cites it so? */
export const isDated = ({ dateBasis }: Source): boolean =>
  dateBasis !== NO_DAY && dateBasis !== NO_DAY_NOW;

/**
 * The sources of a claim of a copy: the copy itself, with the row where that is known, and what the row names.
 * `again`: another copy told the claim before.
 */
export function sourcesOf({ source }: Copy, { on, others, row }: Said, again = false): Source[] {
  const basis = again ? NO_DAY_NOW : NO_DAY;
  return [
    {
      ...source,
      ...(row === null ? {} : { locator: `row ${row}` }),
      ...(on === null ? { dateBasis: basis } : {}),
    },
    ...others,
  ];
}
