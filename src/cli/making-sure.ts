import { faultText } from '../interchange/verification-words.ts';
import type { AuditStore } from '../store/audit-store.ts';
import { auditShown } from './auditing.ts';
import { Failure } from './failure.ts';
import { say, type Terminal } from './terminal.ts';

/** A ledger that may be in doubt; opened, its log is in its file, every page written anew. */
export interface Doubted {
  readonly audit: AuditStore;
  inDoubt(): boolean;
  endDoubt(): void;
}

/**
 * Has a ledger whose disk failed to keep what was written take entries again once every byte of it is verified; says so,
 * and shows how far it is. Refuses, as a Failure, one that has faults: it stays as it is, to be read.
 */
export async function makeSure(terminal: Terminal, store: Doubted, place: string): Promise<void> {
  if (!store.inDoubt()) return;
  say(
    terminal,
    `The disk of ${place} has failed to keep what was written; every byte is verified first.`,
  );
  const { signal } = new AbortController();
  const report = await auditShown(terminal, store.audit, { keys: [], signal });
  const [first] = report.faults;
  if (first !== undefined) {
    throw new Failure(
      `${place} takes nothing more, since its disk has not kept what was written: ${faultText(first, report.around)}; restore it from a backup.`,
    );
  }
  store.endDoubt();
  say(terminal, `All ${report.entries} entries are as they were stored; it takes entries again.`);
}
