import type { PassedOver } from '../store/copy-store.ts';
import type { Origin } from '../store/ledger-store.ts';
import type { NamedEntry } from '../tlog/audit/around.ts';
import type { AuditReport } from '../tlog/audit/audit.ts';
import type { CheckedCheckpoint } from '../tlog/audit/checkpoint-check.ts';
import type { Fault } from '../tlog/audit/fault.ts';
import type { Verifier } from '../tlog/keys.ts';
import { writeBase64 } from '../tlog/strict.ts';
import type { Examined } from './verification.ts';

/** A number of things in words: `1 entry`, `1,200 entries`. */
export const many = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`;

/** An entry as a sentence names it. */
export function named({ seq, id, contest, revision, type }: NamedEntry): string {
  const place = contest === null ? 'the register or an unknown stream' : contest;
  return `entry ${seq} (${id ?? 'id unreadable'}, ${type ?? 'type unreadable'}, ${place}, revision ${revision ?? 'unreadable'})`;
}

/** A fault as a sentence, by the entry that it is about where that is known. */
export function faultText({ seq, place, problem }: Fault, around: readonly NamedEntry[]): string {
  if (seq === null) return `${place}: ${problem}`;
  const entry = around.find((each) => each.seq === seq);
  return `${entry === undefined ? `entry ${seq}` : named(entry)}: ${problem}`;
}

/** The sentence for a ledger in which something is wrong. */
export function failureOf({ count, faults }: AuditReport): string {
  const seq = faults[0]?.seq ?? null;
  const where = seq === null ? 'none of them in an entry' : `the first in entry ${seq}`;
  return `the ledger is not as it was recorded: ${many(count, 'fault')}, ${where}.`;
}

/**
 * One sentence on what was checked, and on what nothing here can prove. `noKey` is said where there are
 * signatures and no key to check them by.
 */
export function verdictOf(report: AuditReport, keys: readonly Verifier[], noKey: string): string {
  const { entries, checkpoints, since, cuts, count } = report;
  const covered = Math.max(0, ...checkpoints.map(({ checkpoint }) => checkpoint.size));
  const uncovered = entries - Math.min(entries, Math.max(covered, since?.checkpoint.size ?? 0));
  const parts = [`${many(entries, 'entry', 'entries')} checked, ${many(count, 'fault')}`];
  if (keys.length === 0 && checkpoints.length + (since === null ? 0 : 1) > 0) {
    parts.push(`no signature was checked, since ${noKey}`);
  }
  if (uncovered > 0) parts.push(`${many(uncovered, 'entry', 'entries')} not in any checkpoint yet`);
  if (since?.holds === true) {
    parts.push(
      `the ledger begins with the ${since.checkpoint.size} entries of the checkpoint given`,
    );
  }
  for (const { origin, size, signed } of cuts) {
    parts.push(`it was cut to ${size} of the ${signed} entries that the log ${origin} has signed`);
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

/** One line of what was checked: what, how many of them, and what came of it. */
export type CheckedRow = readonly [what: string, checked: number, result: string];

function standingsRow(standings: NonNullable<Examined['standings']>): CheckedRow {
  const equal = standings.filter(({ live, rebuilt }) => live === rebuilt).length;
  return ['standings', standings.length, `${equal} with the digest that their bytes give`];
}

const WHY: Readonly<Record<PassedOver['why'], string>> = {
  foreign: 'Hustings did not write it',
  repeated: 'all of it was there already',
  'key-used': 'its key was used before',
  'id-reused': 'its id was used before',
  'wrong-revision': 'others were first',
};

/** How many writes that are no entries are told one by one. */
const PASSED_TOLD = 5;

/** One sentence on what of the database is no entry, which is no fault; undefined where all of it is. */
export function passedOverText({ origin }: Pick<Examined, 'origin'>): string | undefined {
  const all = origin?.passedOver ?? [];
  if (all.length === 0) return undefined;
  const told = all
    .slice(0, PASSED_TOLD)
    .map(({ stream, position, why }) => `${stream} at position ${position} (${WHY[why]})`);
  const rest = all.length > PASSED_TOLD ? [`and ${all.length - PASSED_TOLD} more`] : [];
  const are = all.length === 1 ? 'is no entry' : 'are no entries';
  return `${many(all.length, 'write')} of the database ${are}: ${[...told, ...rest].join(', ')}.`;
}

const originRow = ({ difference, passedOver }: Origin, entries: number): CheckedRow => {
  const result = difference === null ? 'the copy holds the same' : 'the copy differs';
  const passed = passedOver.length === 0 ? '' : `, ${many(passedOver.length, 'write')} passed over`;
  return ['database', entries, `read again: ${result}${passed}`];
};

/** What was checked of the ledger itself, line by line. */
export function ledgerRows(report: Examined): CheckedRow[] {
  const { entries, bytes, erased, streams, names, root, tiles, standings, receipts } = report;
  const { origin } = report;
  const sizes = `size ${entries}, root ${writeBase64(root)}`;
  const kept: CheckedRow[] =
    receipts === 0 ? [] : [['receipts', receipts, 'bytes and entries compared']];
  return [
    ['entries', entries, `${many(bytes, 'byte')} hashed, ${many(erased, 'payload')} erased`],
    ['streams', streams, 'revisions dense'],
    ['names', names, 'columns compared with the bytes'],
    ['tiles', tiles.count, `over ${many(tiles.size, 'entry', 'entries')}`],
    ...kept,
    ...(standings === undefined ? [] : [standingsRow(standings)]),
    ...(origin === undefined ? [] : [originRow(origin, entries)]),
    ['log', entries, sizes],
  ];
}

/** What came of checkpoints, a line each. */
export const checkpointRows = (
  checkpoints: readonly CheckedCheckpoint[],
  keys: readonly Verifier[],
): CheckedRow[] =>
  checkpoints.map((each) => [each.place, each.checkpoint.size, signed(each, keys)]);

/** All that was checked, line by line. */
export function checkedRows(report: Examined, keys: readonly Verifier[]): CheckedRow[] {
  const { checkpoints, since, count } = report;
  return [
    ...ledgerRows(report),
    ...checkpointRows(since === null ? checkpoints : [...checkpoints, since], keys),
    ['faults', count, count === 0 ? 'none' : 'see below'],
  ];
}
