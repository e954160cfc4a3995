import type { BackupOptions } from '../../src/store/ledger-store.ts';

/** A backup of all that there is, of which nobody hears. */
export const WHOLE: BackupOptions = {
  until: null,
  signed: null,
  course: { progress: () => undefined, signal: new AbortController().signal },
};
