import { CONTEST, candidate } from '../entries.ts';

export const WRITE: readonly string[] = ['append', CONTEST, '--ledger', 'LEDGER'];
export const SENT = { stdin: JSON.stringify(candidate('cat')) };

/** Root may do what others may not. */
export const asRoot = (): string | undefined =>
  process.getuid?.() === 0 ? 'root may use every file' : undefined;
