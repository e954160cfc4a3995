import type { EventStore } from '../store/event-store.ts';
import { type Day, dayOfInstant, FOREVER, formatDay, parseDay } from '../time/day.ts';
import { formatInstant, parseInstant } from '../time/instant.ts';

/** The three clocks as they are asked for: strings, all optional. */
export interface AskedClocks {
  readonly asOf?: string | undefined;
  readonly reportedBy?: string | undefined;
  readonly knownAt?: string | undefined;
}

/** The three clocks as they were resolved. */
export interface Clocks {
  readonly asOf: Day;
  /** FOREVER where it is unbounded. */
  readonly reportedBy: Day;
  /** The last sequence number that counts; -1 is the empty ledger. */
  readonly knownAt: number;
}

/** The clocks as every answer repeats them. */
export interface PrintedClocks {
  readonly asOf: string;
  readonly reportedBy: string | null;
  readonly knownAt: { readonly seq: number; readonly recordedAt: string | null };
}

/** A question that cannot be answered: one sentence, and the parameter at fault. */
export class BadQuestion extends Error {
  readonly parameter: string;

  constructor(parameter: string, message: string) {
    super(message);
    this.parameter = parameter;
  }
}

/** Reads a clock that is a day. Refuses, as BadQuestion, what is none, naming the parameter. */
export function dayAsked(parameter: string, text: string): Day {
  const found = parseDay(text);
  if (found === undefined) {
    throw new BadQuestion(
      parameter,
      `${parameter} must be a day that exists, as in 2010-07-14 (got ${JSON.stringify(text)}).`,
    );
  }
  return found;
}

/**
 * The sequence number that a clock of recorded time means: itself, or of a full UTC instant the last entry recorded by
 * then, -1 before the first. Refuses, as BadQuestion that names the parameter, what is neither, and what is beyond the
 * head or the clock.
 */
export async function seqAsked(
  parameter: string,
  { store, text, now }: { readonly store: EventStore; readonly text: string; readonly now: number },
): Promise<number> {
  const refusal = (problem: string) => new BadQuestion(parameter, `${parameter} ${problem}.`);
  if (/^\d{1,15}$/.test(text)) {
    const seq = Number(text);
    const head = await store.head();
    if (seq <= head.seq) return seq;
    const end =
      head.seq < 0
        ? 'the end of this ledger, which is empty'
        : `the head of this ledger, which is ${head.seq}`;
    throw refusal(`${seq} is beyond ${end}`);
  }
  const instant = parseInstant(text);
  if (instant === undefined) {
    throw refusal(
      `must be a sequence number, as in 411, or a full UTC instant, as in 2026-01-31T12:00:00Z (got ${JSON.stringify(text)})`,
    );
  }
  if (instant <= now) return store.seqAt(instant);
  throw refusal(`${text} has not come yet: this ledger's clock says ${formatInstant(now)}`);
}

/**
 * Resolves the clocks of a question: asOf to today (the UTC date of `now`), the others unbounded where
 * they are not asked for. Refuses, as BadQuestion: malformed days and instants, and a knownAt beyond
 * the head or the clock.
 */
export async function resolveClocks(
  store: EventStore,
  asked: AskedClocks,
  now: number,
): Promise<Clocks> {
  const { knownAt: text } = asked;
  return {
    asOf: asked.asOf === undefined ? dayOfInstant(now) : dayAsked('asOf', asked.asOf),
    reportedBy: asked.reportedBy === undefined ? FOREVER : dayAsked('reportedBy', asked.reportedBy),
    knownAt:
      text === undefined
        ? (await store.head()).seq
        : await seqAsked('knownAt', { store, text, now }),
  };
}

/** Clocks as they are printed, with the instant at which the last known entry was recorded. */
export function printClocks(clocks: Clocks, recordedAt: string | null): PrintedClocks {
  return {
    asOf: formatDay(clocks.asOf),
    reportedBy: clocks.reportedBy === FOREVER ? null : formatDay(clocks.reportedBy),
    knownAt: { seq: clocks.knownAt, recordedAt },
  };
}
