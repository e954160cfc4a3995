import { idBytes } from '../../../projections/columns.ts';
import type { AuditStore } from '../../store/audit-store.ts';
import type { Receipt } from '../../store/event-store.ts';
import { type ReceiptAnswer, readReceipt } from '../receipt.ts';
import { type Faults, messageOf } from './fault.ts';

const PAGE = 1000;
const FIRST = new Uint8Array(0);

/** Ids of entries as texts of 16 characters, each one byte, and the key of the receipt that names them. */
interface Named {
  readonly key: string;
  readonly ids: readonly string[];
}

const placeOf = (key: string): string => `the receipt ${key}`;

const idKey = (id: string): string => Buffer.from(idBytes(id)).toString('latin1');

/** What is wrong with what a receipt says, whatever the ledger holds. */
function misfit({ appended, entries, warnings }: ReceiptAnswer): string | undefined {
  if (appended > entries.length) {
    return `says that ${appended} entries were new, and names ${entries.length}`;
  }
  if (new Set(entries).size < entries.length) return 'names an entry twice';
  const beyond = warnings.find(({ index }) => index >= entries.length);
  return beyond === undefined
    ? undefined
    : `has a warning of entry ${beyond.index + 1}, and names ${entries.length}`;
}

/** Checks the receipts of appends: their bytes at once, and the entries that they name once all are known. */
export class ReceiptCheck {
  readonly #faults: Faults;
  readonly #named: Named[] = [];
  #count = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  /** How many receipts there are. */
  get count(): number {
    return this.#count;
  }

  /** Reads all receipts. Throws what the store throws. */
  read(store: AuditStore): void {
    for (let after = FIRST; ; ) {
      const page = store.receipts(after, PAGE);
      for (const receipt of page) this.#check(receipt);
      const last = page.at(-1);
      if (page.length < PAGE || last === undefined) return;
      after = Uint8Array.from(last.key);
    }
  }

  #check(receipt: Receipt): void {
    this.#count += 1;
    const key = Buffer.from(receipt.key).toString('hex').slice(0, 16);
    try {
      const said = readReceipt(receipt);
      const problem = misfit(said);
      if (problem !== undefined) this.#faults.beside(placeOf(key), problem);
      this.#named.push({ key, ids: said.entries.map(idKey) });
    } catch (error) {
      this.#faults.beside(placeOf(key), `is not as it was stored (${messageOf(error)})`);
    }
  }

  /** Compares the entries that are named with the ids that there are, each as 16 characters. */
  finish(ids: Iterable<string>): void {
    const missing = new Set(this.#named.flatMap((named) => named.ids));
    if (missing.size === 0) return;
    for (const id of ids) missing.delete(id);
    if (missing.size === 0) return;
    for (const { key, ids: named } of this.#named) {
      const gone = named.findIndex((id) => missing.has(id));
      if (gone < 0) continue;
      const hex = Buffer.from(named[gone] ?? '', 'latin1').toString('hex');
      const problem = `names an entry that is not there, the ${gone + 1}. of its answer, with the id ${hex}`;
      this.#faults.beside(placeOf(key), problem);
    }
  }
}
