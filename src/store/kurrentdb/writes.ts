import type { BareEntry, Logged, LogPlace } from '../copy-store.ts';
import type { Receipt } from '../event-store.ts';
import { StoreError } from '../store-error.ts';
import { type EventRead, type Piece, pieceOf } from './event.ts';

/** An event, and the position of the one before it. */
interface Come {
  readonly event: EventRead;
  readonly before: number | null;
}

type Begun = Come & { readonly piece: Piece };

const placeOf = ({ event: { stream, position, id, revision }, before }: Come): LogPlace => ({
  stream,
  position,
  event: id,
  before,
  logRevision: revision,
});

/**
 * Puts the events of `$all` together to the writes that they were made by: an append's events stand next
 * to one another, all of them or none. What is no whole write of Hustings is foreign.
 */
export class Writes {
  #begun: Begun[] = [];
  #before: number | null;

  /** Begins after a position; null: at the beginning. */
  constructor(after: number | null) {
    this.#before = after;
  }

  /** Takes the next event; answers with what is whole by it. */
  take(event: EventRead): Logged[] {
    const come = { event, before: this.#before };
    this.#before = event.position;
    const piece = pieceOf(event);
    if (piece === 'newer') {
      throw new StoreError(
        'newer-entries',
        `${event.stream} holds events of a newer version of Hustings (position ${event.position}); update Hustings to go on`,
      );
    }
    const first = this.#begun[0];
    const goesOn =
      piece !== undefined &&
      piece.index === this.#begun.length &&
      (first === undefined ||
        (first.event.stream === event.stream &&
          first.piece.of === piece.of &&
          first.piece.expected === piece.expected));
    const broken = goesOn ? [] : this.#breakOff();
    if (piece === undefined || (!goesOn && piece.index !== 0)) {
      return [...broken, { kind: 'foreign', ...placeOf(come) }];
    }
    this.#begun.push({ ...come, piece });
    return this.#begun.length < piece.of ? broken : [...broken, this.#whole()];
  }

  /** The last event of a write that is not whole yet; null without one. */
  get unended(): string | null {
    return this.#begun.at(-1)?.event.id ?? null;
  }

  #breakOff(): Logged[] {
    const begun = this.#begun;
    this.#begun = [];
    return begun.map((come) => ({ kind: 'foreign', ...placeOf(come) }));
  }

  #whole(): Logged {
    const begun = this.#begun;
    this.#begun = [];
    const place = placeOf(begun.at(-1) as Begun);
    const entries: BareEntry[] = [];
    let receipt: Receipt | undefined;
    for (const { piece } of begun) {
      const { holds } = piece;
      if (holds.kind === 'checkpoint') return { ...holds, ...place };
      if (holds.kind === 'receipt') receipt = holds.receipt;
      else entries.push(holds.entry);
    }
    const { expected } = (begun[0] as Begun).piece;
    return { kind: 'append', expected, entries, receipt, ...place };
  }
}
