import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { BadSetting, type Config } from '../config.ts';
import type { Context } from './context.ts';
import { Failure } from './failure.ts';

/** The flags that say from where to where. */
export interface PlaceFlags {
  readonly from?: string;
  readonly to?: string;
}

/** Where a ledger is moved from and to. */
export interface Places {
  readonly from: Config;
  readonly to: Config;
}

/** The configuration of the ledger that a flag names; what is refused names that flag. */
function placeOf(context: Context, flag: string, place: string): Config {
  try {
    return context.configure({ ledger: place });
  } catch (error) {
    if (!(error instanceof BadSetting)) throw error;
    throw new BadSetting(
      error.message.replaceAll('--ledger FILE', flag).replaceAll('--ledger', flag),
    );
  }
}

function targetOf(context: Context, { from, to }: PlaceFlags): Config {
  if (to !== undefined) return placeOf(context, '--to', to);
  const usual = from === undefined ? undefined : context.configure({});
  if (usual?.database) return usual;
  throw new Failure(
    '--to is missing: name a file or the address of a database; HUSTINGS_STORE does that where --from is given.',
    2,
  );
}

const real = (file: string): string => (existsSync(file) ? realpathSync(file) : resolve(file));

/** The file that a command reads a ledger from: its own, or that of the copy of a database. */
export const fileOf = ({ ledger, database }: Config): string => database?.copy ?? ledger;

/** The copy of a second database lies beside the copy of the first. */
function beside({ database, logKey, tokens, ...rest }: Config): Config {
  if (database === null) return { ...rest, database, logKey, tokens };
  const copy = `${database.copy}.to`;
  const moved = (file: string): string =>
    file.startsWith(`${database.copy}.`) ? file.replace(database.copy, copy) : file;
  return {
    ...rest,
    database: { ...database, copy },
    logKey: moved(logKey),
    tokens: moved(tokens),
  };
}

/**
 * Where a ledger is moved from and to: the configured ledger without --from; without --to the database that
 * HUSTINGS_STORE names. Refuses, as Failure or BadSetting, places that cannot be told or are the same.
 */
export function placesOf(context: Context, flags: PlaceFlags): Places {
  const to = targetOf(context, flags);
  const from =
    flags.from === undefined ? context.configure({}) : placeOf(context, '--from', flags.from);
  const both = from.database !== null && to.database !== null;
  const neither = from.database === null && to.database === null;
  const isItself =
    (both && from.ledger === to.ledger) || (neither && real(from.ledger) === real(to.ledger));
  if (isItself) {
    throw new Failure(`${from.ledger} would be moved to itself; name another place.`, 2);
  }
  if (both) return { from, to: beside(to) };
  if (real(fileOf(from)) === real(fileOf(to))) {
    throw new Failure(
      `${fileOf(from)} cannot be the ledger of one side and the copy of the other; name another file with HUSTINGS_COPY.`,
      2,
    );
  }
  return { from, to };
}
