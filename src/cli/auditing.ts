import { auditThreads } from '../interchange/verification.ts';
import type { AuditStore } from '../store/audit-store.ts';
import { type AuditOptions, type AuditReport, audit } from '../tlog/audit/audit.ts';
import { withProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Checks every byte of a ledger by as many threads as help, and shows how far it is. */
export const auditShown = (
  terminal: Terminal,
  store: AuditStore,
  options: Pick<AuditOptions, 'keys' | 'signal' | 'since'>,
): Promise<AuditReport> =>
  withProgress(terminal, 'verifying', (progress) =>
    audit(store, { ...options, threads: auditThreads(), progress }),
  );
