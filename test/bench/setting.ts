import { join } from 'node:path';
import { parseDraft } from '../../events/entry.ts';
import { Ledger, type World } from '../../src/ledger/ledger.ts';
import { Reader } from '../../src/read/reader.ts';
import { Views } from '../../src/read/views.ts';
import type { StoredEntry } from '../../src/store/event-store.ts';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/store.ts';
import type { Sent } from './load/sent.ts';
import type { Now } from './measure.ts';

/** What a run is given from outside. */
export interface Setting {
  readonly now: Now;
  readonly world: World;
  readonly seed: number;
  readonly small: boolean;
  /** A folder on disk that is empty at first. */
  readonly folder: string;
  /** Collects garbage. */
  gc(): void;
  /** Tells people what is going on. */
  say(text: string): void;
}

/** Large enough that nothing is dropped while it is measured. */
export const BUDGET = 2 ** 30;

/**
 * Reads what was sent, decides and stores it, as a client's entries are. Throws where anything is refused, or
 * is not new unless it is sent `again`.
 */
export async function appendTo(
  ledger: Ledger,
  contest: string | null,
  sent: readonly Sent[],
  again = false,
): Promise<readonly StoredEntry[]> {
  const drafts = sent.map((each) => {
    const parsed = parseDraft(each);
    if (!parsed.ok) throw new Error(`${contest}: ${parsed.problem}: ${JSON.stringify(each)}`);
    return parsed.draft;
  });
  const done = await ledger.append(contest, drafts, { recordedBy: 'bench' });
  if (!done.ok) {
    const { code, message, index } = done.refusal;
    throw new Error(`${contest}: ${code}: ${message}: ${JSON.stringify(sent[index])}`);
  }
  if (done.appended !== sent.length && !again) throw new Error(`${contest}: not all were new`);
  return done.entries;
}

/** A ledger in a file, as the service puts one together. */
export class Desk {
  readonly file: string;
  readonly store: SqliteStore;
  readonly reader: Reader;
  readonly views: Views;
  readonly ledger: Ledger;

  constructor(setting: Setting) {
    this.file = join(setting.folder, 'ledger.db');
    this.store = openSqliteStore(this.file);
    this.reader = new Reader(this.store, BUDGET);
    this.views = new Views(this.reader, BUDGET);
    this.ledger = new Ledger(this.store, this.reader, setting.world);
  }

  /** The whole path: reads what was sent, decides and stores it. Nothing may be refused. */
  append(contest: string | null, sent: readonly Sent[]): Promise<readonly StoredEntry[]> {
    return appendTo(this.ledger, contest, sent);
  }
}
