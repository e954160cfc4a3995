/** What dated copies of a list say, read in the simplest way. Shares no code with src/interchange. */

/** A row of a copy: whom an endorser backs, since when. Null: nobody; the list gives no day. */
export interface Row {
  readonly endorser: string;
  readonly category: string;
  readonly candidate: string | null;
  readonly on: string | null;
}

/** A copy of a list, and the day on which it was taken. */
export interface DatedCopy {
  readonly day: string;
  readonly rows: readonly Row[];
}

/** Copies in the order of their days. */
export const inOrder = (copies: readonly DatedCopy[]): DatedCopy[] =>
  [...copies].sort((one, other) => (one.day < other.day ? -1 : 1));

/** The first row of an endorser that backs somebody; a copy that names one twice is in error. */
const backing = ({ rows }: DatedCopy, endorser: string): Row | undefined =>
  rows.find((row) => row.endorser === endorser && row.candidate !== null);

/** Whom each endorser backs by a copy. */
export function backers(copy: DatedCopy): Map<string, string> {
  const found = new Map<string, string>();
  for (const { endorser, candidate } of copy.rows) {
    if (candidate !== null && !found.has(endorser)) found.set(endorser, candidate);
  }
  return found;
}

/**
 * The day of what an endorser says in a copy: its own, else the one that copies before it gave for the same
 * candidate without a gap. Null: no copy gave any.
 */
export function dayIn(
  copies: readonly DatedCopy[],
  index: number,
  endorser: string,
): string | null {
  const row = backing(copies[index] as DatedCopy, endorser);
  if (row === undefined) return null;
  if (row.on !== null) return row.on;
  const before = copies[index - 1];
  if (before === undefined || backing(before, endorser)?.candidate !== row.candidate) return null;
  return dayIn(copies, index - 1, endorser);
}

/** What differs of one endorser, as "what candidate on (was)"; null: nothing. */
function differs(was: Row | undefined, is: Row | undefined, before: string | null): string | null {
  if (was === undefined && is === undefined) return null;
  if (is === undefined) return `removed ${was?.candidate} ${was?.on} (${was?.candidate})`;
  if (was === undefined) {
    const late = before !== null && is.on !== null && is.on <= before;
    return `${late ? 'backdated' : 'added'} ${is.candidate} ${is.on}`;
  }
  if (was.candidate !== is.candidate) return `switched ${is.candidate} ${is.on} (${was.candidate})`;
  return is.on === was.on ? null : `redated ${is.candidate} ${is.on} (${was.on})`;
}

/** What differs between one copy and the one before it, as "endorser what candidate on (was)". */
export function differences(copies: readonly DatedCopy[], index: number): string[] {
  const [before, copy] = [copies[index - 1], copies[index] as DatedCopy];
  const names = new Set([...(before?.rows ?? []), ...copy.rows].map(({ endorser }) => endorser));
  const found: string[] = [];
  for (const name of names) {
    const was = before && backing(before, name);
    const line = differs(was, backing(copy, name), before?.day ?? null);
    if (line !== null) found.push(`${name} ${line}`);
  }
  return found.sort();
}
