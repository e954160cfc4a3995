/** What may be chosen about a ledger's file. */
export interface SqliteStoreOptions {
  readonly readOnly?: boolean;
  /** Opens a ledger of an older version too: only to rebuild it. */
  readonly outdated?: boolean;
  /** How often a subscription looks for what other processes have appended. */
  readonly pollMilliseconds?: number;
  /** How long an append waits, with this process standing still, for another that is writing. */
  readonly busyMilliseconds?: number;
  /** At most so much memory for pages of the file; else 64 MiB. */
  readonly cacheKibibytes?: number;
  /** How many pages its log may have before they are copied into the file; else 10,000. */
  readonly logPages?: number;
}
