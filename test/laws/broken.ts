import { DAY_ZERO, iso } from './dates.ts';
import type { History } from './histories.ts';
import type { PlainEntry } from './oracle.ts';
import type { Sent } from './sheet.ts';

/** Why an entry's ids are shown by their first letters: they are long, and differ early. */
const short = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /"([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"/g,
    '#$1',
  );

function line({ seq, id, type, contest, on, data, sources }: PlainEntry): string {
  const said = sources
    .map(({ published, retrieved }) => published ?? retrieved ?? 'never')
    .join(', ');
  const place = contest === null ? ' (register)' : '';
  return `${seq} #${id.slice(0, 8)} ${type}${place} on ${on ?? '-'} ${short(data)}, said ${said || '-'}`;
}

/** A law that does not hold, with the history that shows it. */
export class LawBroken extends Error {
  constructor(what: string, entries: readonly PlainEntry[], detail: object = {}) {
    super(`${what}\n${short(detail)}\n${entries.map(line).join('\n')}`);
    this.name = 'LawBroken';
  }
}

/** A day of the calendar, as people write it. */
export const printDay = (day: number): string =>
  Number.isFinite(day) && Math.abs(day) < 1_000_000 ? iso(day - DAY_ZERO) : String(day);

/** A law is broken, too, where the ledger throws. */
export function asBroken(
  error: unknown,
  script: readonly { readonly id: string; readonly sent: Sent }[] = [],
): LawBroken {
  if (error instanceof LawBroken) return error;
  const entries = script.map(({ id, sent }, index) => plain(index, id, sent));
  return new LawBroken(error instanceof Error ? (error.stack ?? '') : String(error), entries);
}

/** Refuses what should have been equal. */
export function demandEqual(
  what: string,
  history: Pick<History, 'entries'>,
  pair: { readonly one: string; readonly other: string },
  detail: object,
): void {
  if (pair.one !== pair.other) throw new LawBroken(what, history.entries, { ...detail, ...pair });
}

/** The entry as plain JSON, at its place in the ledger. */
export const plain = (seq: number, id: string, sent: Sent): PlainEntry => ({
  seq,
  id,
  contest: sent.contest,
  type: sent.type,
  on: sent.on ?? null,
  data: sent.data,
  sources: (sent.sources ?? []) as PlainEntry['sources'],
});
