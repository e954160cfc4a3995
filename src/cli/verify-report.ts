import { type Examined, verificationBody } from '../interchange/verification.ts';
import { checkedRows, faultText, many, named } from '../interchange/verification-words.ts';
import type { AuditReport } from '../tlog/audit/audit.ts';
import type { Verifier } from '../tlog/keys.ts';
import type { Answer } from './answer.ts';

/** How many faults are told one by one. */
const TOLD = 20;

const COLUMNS = ['what', 'checked', 'result'];

/** What is wrong: the first fault, its neighbours, and the other faults. */
export function complaintOf({ faults, count, around }: AuditReport): string[] {
  const [first, ...others] = faults;
  if (first === undefined) return [];
  const beside = around.filter(({ seq }) => seq !== first.seq);
  const untold = count - Math.min(faults.length, TOLD);
  return [
    faultText(first, around),
    ...beside.map(
      (entry) => `${entry.seq < (first.seq ?? 0) ? 'before it' : 'after it'}: ${named(entry)}`,
    ),
    ...others.slice(0, TOLD - 1).map((fault) => `also ${faultText(fault, around)}`),
    ...(untold > 0 ? [`… and ${many(untold, 'fault')} more`] : []),
  ];
}

/** What was checked, for the formats of an answer. */
export function answerOf(report: Examined, keys: readonly Verifier[]): Answer {
  const rows = checkedRows(report, keys).map((row) => [...row]);
  return { body: verificationBody(report, keys), columns: COLUMNS, rows };
}
