import { parentPort, workerData } from 'node:worker_threads';
import type { AuditStore, OpenedAudit } from '../../store/audit-store.ts';
import { runInBackground } from '../../threads/background.ts';
import { PageCheck } from './page-check.ts';
import type { PageFindings } from './page-findings.ts';

/** What a thread is asked: to check a page, or the store's own check. */
export type Request = { readonly from: number; readonly to: number } | 'problems';

/** What it answers. */
export type Answer = PageFindings | readonly string[];

runInBackground();
const { module, place } = workerData as NonNullable<AuditStore['elsewhere']>;
// The adapter says which module of its own opens the store again; nothing here knows one.
const adapter = (await import(module)) as { openAudit(place: string): OpenedAudit };
const store = adapter.openAudit(place);
const checker = new PageCheck(store);

const arraysOf = (found: PageFindings): ArrayBuffer[] =>
  Object.values(found).flatMap((value) =>
    ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : [],
  );

parentPort?.on('message', (request: Request) => {
  if (request === 'problems') {
    parentPort?.postMessage(store.problems());
    return;
  }
  const found = checker.check(request.from, request.to);
  parentPort?.postMessage(found, arraysOf(found));
});
