import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';

/**
 * What can go wrong by an answer: `dropped` is no answer at all, `cancelled` what a server that
 * shuts down says.
 */
export type FaultError =
  | 'unavailable'
  | 'timeout'
  | 'not-leader'
  | 'access-denied'
  | 'cancelled'
  | 'dropped';

/** Something that goes wrong with one call, or with one event on its way to a subscriber. */
export type Fault =
  /** The connection is destroyed: before anything is done, or after it, so that the answer is lost. */
  | { readonly cut: 'before' | 'after' }
  /** Another answer than the right one; of a write, `written` says that it is done all the same. */
  | { readonly error: FaultError; readonly written?: boolean }
  /** The answer comes later; a write is done `before` the wait, which is the default, or `after`. */
  | { readonly delayMs: number; readonly when?: 'before' | 'after' }
  /** The last n events of a subscription come again before the next; for `deliver` alone. */
  | { readonly duplicate: number };

/** The call that may go wrong. */
export interface FaultCall {
  readonly kind: 'append' | 'read' | 'subscribe' | 'deliver';
  readonly node: number;
  /** Which call of its kind it is since the start, on all nodes: the first is 1. */
  readonly attempt: number;
  /** The stream that is written or read, or of which an event is delivered; '$all' for all. */
  readonly stream: string;
}

/** Says what goes wrong with a call; nothing where it answers undefined. */
export type FaultHook = (call: FaultCall) => Fault | undefined;

/** Waits without keeping the process alive. */
export const wait = (ms: number): Promise<void> => delay(ms, undefined, { ref: false });

/** Enough turns of the loop for what was written to leave before its connection goes. */
const TURNS = 20;

/** Waits until what was written has left. */
export async function flushed(): Promise<void> {
  for (let count = 0; count < TURNS; count += 1) await turn();
}

export const cutOf = (fault: Fault | undefined): 'before' | 'after' | undefined =>
  fault !== undefined && 'cut' in fault ? fault.cut : undefined;

export const errorOf = (fault: Fault | undefined): FaultError | undefined =>
  fault !== undefined && 'error' in fault ? fault.error : undefined;

export const isWritten = (fault: Fault | undefined): boolean =>
  fault !== undefined && 'error' in fault && fault.written === true;

/** The wait of a fault, where it lies on that side of the write; 0 for none. */
export function delayOf(fault: Fault | undefined, side: 'before' | 'after'): number {
  if (fault === undefined || !('delayMs' in fault)) return 0;
  return (fault.when ?? 'before') === side ? fault.delayMs : 0;
}

export const duplicatesOf = (fault: Fault | undefined): number =>
  fault !== undefined && 'duplicate' in fault ? fault.duplicate : 0;
