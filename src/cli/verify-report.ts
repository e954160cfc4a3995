import type { Value } from '../interchange/rows/row.ts';
import { type Examined, verificationBody } from '../interchange/verification.ts';
import type { BothDigests } from '../ledger/queries/rebuilt-standings.ts';
import type { NamedEntry } from '../tlog/audit/around.ts';
import type { AuditReport } from '../tlog/audit/audit.ts';
import type { CheckedCheckpoint } from '../tlog/audit/checkpoint-check.ts';
import type { Fault } from '../tlog/audit/fault.ts';
import type { Verifier } from '../tlog/keys.ts';
import { writeBase64 } from '../tlog/strict.ts';
import type { Answer } from './answer.ts';

/** How many faults are told one by one. */
const TOLD = 20;

const COLUMNS = ['what', 'checked', 'result'];

const many = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`;

/** An entry as a sentence names it. */
function named({ seq, id, contest, revision, type }: NamedEntry): string {
  const place = contest === null ? 'the register or an unknown stream' : contest;
  return `entry ${seq} (${id ?? 'id unreadable'}, ${type ?? 'type unreadable'}, ${place}, revision ${revision ?? 'unreadable'})`;
}

/** A fault as a sentence, by the entry that it is about where that is known. */
function sentence({ seq, place, problem }: Fault, around: readonly NamedEntry[]): string {
  if (seq === null) return `${place}: ${problem}`;
  const entry = around.find((each) => each.seq === seq);
  return `${entry === undefined ? `entry ${seq}` : named(entry)}: ${problem}`;
}

/** What is wrong: the first fault, its neighbours, and the other faults. */
export function complaintOf({ faults, count, around }: AuditReport): string[] {
  const [first, ...others] = faults;
  if (first === undefined) return [];
  const beside = around.filter(({ seq }) => seq !== first.seq);
  const untold = count - Math.min(faults.length, TOLD);
  return [
    sentence(first, around),
    ...beside.map(
      (entry) => `${entry.seq < (first.seq ?? 0) ? 'before it' : 'after it'}: ${named(entry)}`,
    ),
    ...others.slice(0, TOLD - 1).map((fault) => `also ${sentence(fault, around)}`),
    ...(untold > 0 ? [`… and ${many(untold, 'fault')} more`] : []),
  ];
}

/** The sentence that the command ends with where something is wrong. */
export function failureOf({ count, faults }: AuditReport): string {
  const seq = faults[0]?.seq ?? null;
  const where = seq === null ? 'none of them in an entry' : `the first in entry ${seq}`;
  return `the ledger is not as it was recorded: ${many(count, 'fault')}, ${where}.`;
}

/** One sentence on what was checked, and on what nothing here can prove. */
export function verdictOf(report: AuditReport, keys: readonly Verifier[]): string {
  const { entries, checkpoints, since, count } = report;
  const covered = Math.max(0, ...checkpoints.map(({ checkpoint }) => checkpoint.size));
  const uncovered = entries - Math.min(entries, Math.max(covered, since?.checkpoint.size ?? 0));
  const parts = [`${many(entries, 'entry', 'entries')} checked, ${many(count, 'fault')}`];
  if (keys.length === 0 && checkpoints.length + (since === null ? 0 : 1) > 0) {
    parts.push('no signature was checked, since no key was given (--vkey)');
  }
  if (uncovered > 0) parts.push(`${many(uncovered, 'entry', 'entries')} not in any checkpoint yet`);
  if (since?.holds === true) {
    parts.push(
      `the ledger begins with the ${since.checkpoint.size} entries of the checkpoint given`,
    );
  }
  return `${parts.join('; ')}.`;
}

function signed(
  { signedBy, vouched, holds }: CheckedCheckpoint,
  keys: readonly Verifier[],
): string {
  const root = holds ? 'holds' : 'does NOT hold';
  if (keys.length === 0) return `${root}, signature not checked`;
  return `${root}, ${vouched ? `signed by ${signedBy.join(', ')}` : 'NOT signed by a given key'}`;
}

function standingsRow(standings: readonly BothDigests[]): Value[] {
  const equal = standings.filter(({ live, rebuilt }) => live === rebuilt).length;
  return ['standings', standings.length, `${equal} with the digest that their bytes give`];
}

/** What was checked, for the formats of an answer. */
export function answerOf(report: Examined, keys: readonly Verifier[]): Answer {
  const { entries, bytes, erased, streams, names, root, tiles, checkpoints, since } = report;
  const { standings, receipts } = report;
  const all = since === null ? checkpoints : [...checkpoints, since];
  const sizes = `size ${entries}, root ${writeBase64(root)}`;
  const rows: Value[][] = [
    ['entries', entries, `${many(bytes, 'byte')} hashed, ${many(erased, 'payload')} erased`],
    ['streams', streams, 'revisions dense'],
    ['names', names, 'columns compared with the bytes'],
    ['tiles', tiles.count, `over ${many(tiles.size, 'entry', 'entries')}`],
    ...(receipts === 0 ? [] : [['receipts', receipts, 'bytes and entries compared']]),
    ...(standings === undefined ? [] : [standingsRow(standings)]),
    ['log', entries, sizes],
    ...all.map((each): Value[] => [each.place, each.checkpoint.size, signed(each, keys)]),
    ['faults', report.count, report.count === 0 ? 'none' : 'see below'],
  ];
  return { body: verificationBody(report, keys), columns: COLUMNS, rows };
}
