import { randomUUID } from 'node:crypto';
import { isOver, type ReadCall, send } from './calls.ts';
import { cutOf, delayOf, duplicatesOf, type Fault, flushed, wait } from './faults.ts';
import type { Host } from './host.ts';
import type { Log, LoggedEvent } from './log.ts';
import type { ReadPlan } from './plan.ts';
import {
  type CaughtUpAt,
  caughtUpMessage,
  checkpointMessage,
  confirmationMessage,
  eventMessage,
} from './wire.ts';

/** Events that a fault may have a subscription deliver again. */
const KEPT = 1_000;

/** Keeps a subscription: what lies behind its start, one caught-up, then what comes. */
export async function subscribe(
  host: Host,
  call: ReadCall,
  plan: ReadPlan,
  fault?: Fault,
): Promise<void> {
  await send(call, confirmationMessage(randomUUID()));
  if (cutOf(fault) === 'after') {
    await flushed();
    return host.cut(call.getPeer());
  }
  const cursor = new Cursor(host.log, plan);
  const pass = passing(host, call, plan);
  for (let isCaughtUp = false; !isOver(call); isCaughtUp = true) {
    for (let event = cursor.next(); event !== undefined; event = cursor.next()) {
      if (!(await pass(event))) return;
    }
    const at = host.tellsCaughtUp ? cursor.at : undefined;
    if (!isCaughtUp) await send(call, caughtUpMessage(at));
    await changed(host.log, call, cursor);
  }
}

/** Takes one event after another: delivers those that are asked for and counts them all. */
function passing(host: Host, call: ReadCall, { matches, subscription }: ReadPlan) {
  const delivery = new Delivery(host, call);
  const every = subscription?.checkpointEvery ?? 0;
  let scanned = 0;
  return async (event: LoggedEvent): Promise<boolean> => {
    scanned += 1;
    if (matches(event) && !(await delivery.deliver(event))) return false;
    if (every === 0 || scanned % every !== 0) return !isOver(call);
    return await send(call, checkpointMessage(event.position));
  };
}

/** Where a subscription is: it starts behind the place that the client names. */
class Cursor {
  readonly #log: Log;
  readonly #stream: string | undefined;
  #last: bigint;

  constructor(log: Log, { stream, from }: ReadPlan) {
    this.#log = log;
    this.#stream = stream;
    const end = stream === undefined ? log.head : BigInt(log.stream(stream).length - 1);
    this.#last = from === 'start' ? -1n : from === 'end' ? end : from;
  }

  peek(): LoggedEvent | undefined {
    if (this.#stream !== undefined) return this.#log.stream(this.#stream)[Number(this.#last) + 1];
    return this.#log.events[this.#log.indexFrom(this.#last + 1n)];
  }

  next(): LoggedEvent | undefined {
    const event = this.peek();
    if (event === undefined) return undefined;
    this.#last = this.#stream === undefined ? event.position : BigInt(event.revision);
    return event;
  }

  get at(): CaughtUpAt {
    if (this.#last < 0n) return {};
    if (this.#stream === undefined) return { position: this.#last };
    return { revision: Number(this.#last) };
  }
}

/** Waits until there is more to deliver, or the call is over. */
async function changed(log: Log, call: ReadCall, cursor: Cursor): Promise<void> {
  if (isOver(call) || cursor.peek() !== undefined) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      forget();
      call.off('cancelled', go);
      call.off('error', go);
      resolve();
    };
    const forget = log.onChange(go);
    call.on('cancelled', go);
    call.on('error', go);
  });
}

/** Delivers events, with what goes wrong on the way. */
class Delivery {
  readonly #host: Host;
  readonly #call: ReadCall;
  readonly #delivered: LoggedEvent[] = [];

  constructor(host: Host, call: ReadCall) {
    this.#host = host;
    this.#call = call;
  }

  /** False: the call is over. */
  async deliver(event: LoggedEvent): Promise<boolean> {
    const fault = this.#host.faultFor('deliver', event.stream);
    const late = delayOf(fault, 'before') + delayOf(fault, 'after');
    const again = duplicatesOf(fault);
    const cut = cutOf(fault);
    if (cut === 'before') return await this.#cut();
    if (late > 0) await wait(late);
    for (const old of again > 0 ? this.#delivered.slice(-again) : []) {
      if (!(await send(this.#call, eventMessage(old)))) return false;
    }
    if (!(await send(this.#call, eventMessage(event)))) return false;
    this.#delivered.push(event);
    if (this.#delivered.length > KEPT) this.#delivered.shift();
    if (cut === undefined) return true;
    return await this.#cut();
  }

  /** What is delivered already arrives before the connection goes. */
  async #cut(): Promise<false> {
    await flushed();
    this.#host.cut(this.#call.getPeer());
    return false;
  }
}
