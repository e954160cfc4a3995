import type { Entry } from '../../events/entry.ts';
import type { CorrectedField } from '../ledger/queries/entry-chain.ts';

/** What an entry says with corrections of it applied; its note cannot be corrected. */
export interface SaidNow {
  readonly on: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sources: readonly object[];
}

/** What an entry says once these corrections are applied to what it said. */
export function saysNow(entry: Entry, corrected: readonly CorrectedField[]): SaidNow {
  const now = new Map(corrected.map((each) => [each.field, each.now]));
  const data: Record<string, unknown> = { ...entry.data };
  for (const { field, now: value } of corrected) {
    if (!field.startsWith('data.')) continue;
    const key = field.slice('data.'.length);
    if (value === null) delete data[key];
    else data[key] = value;
  }
  return {
    on: now.has('on') ? (now.get('on') as string | null) : entry.on,
    data,
    sources: (now.get('sources') ?? entry.sources) as readonly object[],
  };
}
