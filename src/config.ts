import { userInfo } from 'node:os';

/** Where the ledger lies and who writes to it, from flags and environment. */
export interface Config {
  /** The ledger's file. */
  readonly ledger: string;
  /** Whom new entries name as their recorder. */
  readonly recordedBy: string;
  /** The file of the transparency log's private keys: beside the ledger, unless another is named. */
  readonly logKey: string;
  /** The name of a log whose key is still to be made; null: one is made up. */
  readonly logOrigin: string | null;
}

/** A setting that cannot be used: one sentence that names it. */
export class BadSetting extends Error {}

function account(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

/** Reads the configuration; flags win over the environment. Refuses, as BadSetting, what is unusable. */
export function configure(
  flags: { readonly ledger?: string | undefined; readonly by?: string | undefined },
  env: Readonly<Record<string, string | undefined>>,
): Config {
  if (env.HUSTINGS_STORE !== undefined && env.HUSTINGS_STORE !== '') {
    throw new BadSetting(
      'HUSTINGS_STORE is set, but this version keeps ledgers in SQLite files only: unset it and use HUSTINGS_LEDGER or --ledger.',
    );
  }
  // A variable that is set to nothing counts as not set, as shells and containers have it.
  const ledger = flags.ledger ?? (env.HUSTINGS_LEDGER || './hustings.db');
  const recordedBy = (flags.by ?? (env.HUSTINGS_ACTOR || account())).trim().normalize('NFC');
  if (ledger.trim() === '') throw new BadSetting('The ledger has no name: give --ledger FILE.');
  if (recordedBy === '' || recordedBy.length > 200) {
    throw new BadSetting(
      `${flags.by === undefined ? 'HUSTINGS_ACTOR' : '--by'} must name who records, in at most 200 characters.`,
    );
  }
  const logKey = env.HUSTINGS_LOG_KEY || `${ledger}.key`;
  return { ledger, recordedBy, logKey, logOrigin: env.HUSTINGS_LOG_ORIGIN || null };
}
