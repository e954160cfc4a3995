import type { NumberedName } from '../../store/audit-store.ts';
import { contestOfStream, REGISTER_STREAM } from '../../store/event-store.ts';
import type { Faults } from './fault.ts';
import type { PageFindings } from './page-findings.ts';

/** What is wrong with the place of an entry in the whole and in its stream, page after page. */
export class OrderCheck {
  readonly #faults: Faults;
  readonly #last = new Map<number, number>();
  readonly #first = new Map<number, number>();
  #recordedMax = Number.NEGATIVE_INFINITY;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  /** Takes in the next page. */
  take(found: PageFindings): void {
    for (let place = 0; place < found.present.length; place += 1) {
      if (found.present[place] === 1) this.#one(found, place);
    }
  }

  #one({ from, streams, revisions, recordedAt, recordedMax }: PageFindings, place: number): void {
    const seq = from + place;
    const stream = streams[place] as number;
    const next = (this.#last.get(stream) ?? -1) + 1;
    const revision = revisions[place] as number;
    if (revision !== next) {
      this.#faults.entry(
        seq,
        `it is stored as revision ${revision} of its stream, where ${next} comes next`,
      );
    }
    this.#last.set(stream, next);
    if (next === 0) this.#first.set(stream, seq);
    this.#recorded(seq, recordedAt[place] as number, recordedMax[place] as number);
  }

  #recorded(seq: number, at: number, stored: number): void {
    const known = Number.isNaN(at) ? stored : at;
    const expected = Math.max(this.#recordedMax, known);
    if (stored !== expected) {
      this.#faults.entry(
        seq,
        `its recorded_max is ${stored}, but the greatest recordedAt up to it is ${expected}`,
      );
    }
    this.#recordedMax = expected;
  }

  /** Compares the table of streams, as it was before the first page, with what was seen. */
  checkStreams(streams: readonly NumberedName[]): void {
    const names = new Set<string>();
    let before = -1;
    streams.forEach(({ number, name }, index) => {
      const first = this.#first.get(number);
      const fault = (problem: string) =>
        this.#faults.beside('the table of streams', `${JSON.stringify(name)} ${problem}`);
      if (number !== index) fault(`has the number ${number}, where ${index} comes next`);
      if (contestOfStream(name) === null && name !== REGISTER_STREAM)
        fault('is no name of a stream');
      if (names.has(name)) fault('is there twice');
      if (first === undefined) fault('has no entry');
      else if (first < before) fault('began before the stream above it');
      names.add(name);
      before = first ?? before;
    });
  }
}

/** Are the names in the columns numbered densely from 0? */
export function checkSymbols(symbols: readonly NumberedName[], faults: Faults): void {
  const index = symbols.findIndex(({ number }, at) => number !== at);
  if (index === -1) return;
  const problem = `the number ${symbols[index]?.number} stands where ${index} comes next`;
  faults.beside('the table of names', problem);
}
