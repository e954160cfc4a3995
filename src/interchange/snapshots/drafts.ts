import type { Draft } from '../../../events/entry.ts';
import type { Source } from '../../../events/source.ts';
import { type ActType, type Copy, MENDED, sourcesOf } from './copy.ts';
import type { ToldAct } from './history.ts';

/** How copies are told in a contest. */
export interface Telling {
  readonly copies: readonly Copy[];
  readonly type: ActType;
  /** An id for a draft, made of what it says. */
  idOf(draft: Draft): string;
}

/** How a copy is cited. */
export const sourceOf = ({ copies }: Telling, copy: number): Source =>
  (copies[copy] as Copy).source;

/** The day of a copy. */
export const dayOf = ({ copies }: Telling, copy: number): string => (copies[copy] as Copy).day;

/** A draft without an id. */
export const draftOf = (
  type: Draft['type'],
  rest: Omit<Draft, 'type' | 'version'>,
  version = 1,
): Draft => ({
  type,
  version,
  ...rest,
});

/** Version 2 tells choices; the other types have one version. */
export const versionOf = (type: ActType): number => (type === 'EndorsementMade' ? 2 : 1);

/** Mends the record: a change that holds whatever had been reported. */
export const mend = (data: Record<string, unknown>): Draft => draftOf('EntryCorrected', { data });

/** Strikes an entry: it mends the record where no source says it. */
export const strike = (entry: string, sources?: readonly Source[], why = MENDED): Draft =>
  draftOf('EntryStruck', { data: { entry, why }, ...(sources === undefined ? {} : { sources }) });

/** The act as an entry, where no copy told it before. */
export function newAct(
  telling: Telling,
  act: ToldAct,
  replaces: string | null,
  again: boolean,
): Draft {
  const { said, on, from } = act;
  const ties = { ...(again ? { anew: true } : {}), ...(replaces === null ? {} : { replaces }) };
  const sources = sourcesOf(telling.copies[from] as Copy, said);
  return draftOf(
    telling.type,
    { on, data: { ...said.data, ...ties }, sources },
    versionOf(telling.type),
  );
}
