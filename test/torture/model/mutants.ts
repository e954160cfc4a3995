/** Small faults that the model must notice: what no law about one ledger in one process can see. */
import type { Mutant } from '../../laws/mutants.ts';

const into = (file: string, what: string, search: string, replace: string): Mutant => ({
  what,
  file,
  search,
  replace,
  by: 'model',
});

export const MODEL_MUTANTS: readonly Mutant[] = [
  into(
    'src/time/day.ts',
    'today is the day of the host',
    'return Math.floor(milliseconds / MILLISECONDS_A_DAY);',
    'return Math.floor(milliseconds / MILLISECONDS_A_DAY - new Date(milliseconds).getTimezoneOffset() / 1440);',
  ),
  into(
    'src/time/calendar.ts',
    'every fourth year leaps',
    '(year % 100 !== 0 || year % 400 === 0)',
    'year >= 0',
  ),
  into(
    'src/time/calendar.ts',
    'February has 28 days',
    'month === 2 && isLeapYear(year) ? 29',
    'month === 2 && isLeapYear(year) ? 28',
  ),
  into(
    'src/store/sqlite/append-batch.ts',
    'a clock set back sets the ledger back',
    'const recordedMax = Math.max(this.#recordedMax, recordedAt);',
    'const recordedMax = recordedAt;',
  ),
  into(
    'src/store/sqlite/entry-reads.ts',
    'what was recorded at an instant is not known at it',
    'recorded <= instant',
    'recorded < instant',
  ),
  into(
    'src/ledger/clocks.ts',
    'an instant that has not come is answered',
    'if (instant > now) {',
    'if (instant > now + 1) {',
  ),
  into(
    'src/store/sqlite/append-batch.ts',
    'another writer is not noticed',
    'if (version === this.#seen) return;',
    'if (this.#seen !== undefined) return;',
  ),
  into(
    'src/store/sqlite/change-count.ts',
    'what another process stores changes nothing',
    'if (version !== this.#counted) this.#count += 1;',
    'if (this.#counted === undefined) this.#count += 1;',
  ),
  into(
    'src/ledger/receipts.ts',
    'what was answered under a key is not looked for',
    'if (kept === undefined) return undefined;',
    'if (kept !== undefined || kept === undefined) return undefined;',
  ),
  into(
    'src/store/sqlite/erasure.ts',
    'who has read what is erased keeps it',
    '  db.exec(NEXT_GENERATION);\n',
    '',
  ),
  into(
    'src/store/sqlite/erasure.ts',
    'an erasure forgets names that tables say',
    '!isUsed && !isSaid(symbol)',
    '!isUsed',
  ),
  into(
    'src/store/sqlite/derived-facts.ts',
    'a rebuild drops the stages',
    'const row = factRow(facts, entry.seq, {',
    'const row = factRow({ ...facts, stage: null }, entry.seq, {',
  ),
  into(
    'src/read/views.ts',
    'a view is kept for every reported day',
    '...seen, sight.reportedBy, policy]',
    '...seen, policy]',
  ),
  into(
    'src/ledger/arrival.ts',
    'an id says the same whatever its body',
    '(committed || Buffer.compare(stored.payload, payload) === 0)',
    '(committed || payload.length > 0)',
  ),
  into(
    'src/ledger/arrival.ts',
    'an import seals entries anew',
    'if (draft.sealed === undefined) return seal(',
    'if (draft.sealed?.erased !== true) return seal(',
  ),
  into(
    'src/ledger/deciding.ts',
    'whatever revision is expected will do',
    "const stale = expected !== 'any' && ",
    "const stale = expected === 'any' && ",
  ),
  into(
    'src/store/sqlite/followers.ts',
    'who follows is told one entry in two',
    'next = entry.seq + 1;',
    'next = entry.seq + 2;',
  ),
  into(
    'src/store/kurrentdb/store.ts',
    'a second copy does not look for what the first wrote',
    'await this.#appender.refresh();',
    'this.#demandOpen();',
  ),
];
