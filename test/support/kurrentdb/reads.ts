import type { Refusal } from './answers.ts';
import { isOver, type ReadCall, refuse, send } from './calls.ts';
import { cutOf, delayOf, errorOf, type Fault, flushed, wait } from './faults.ts';
import type { Host } from './host.ts';
import type { Log, LoggedEvent } from './log.ts';
import { planOf, type ReadPlan } from './plan.ts';
import { subscribe } from './subscriptions.ts';
import { eventMessage, missingMessage } from './wire.ts';

/** Reads and subscriptions are the same method. */
export function readCall(host: Host) {
  return (call: ReadCall): void => {
    call.on('error', () => undefined);
    const plan = planOf(call.request);
    void begin(host, call, plan);
  };
}

async function begin(host: Host, call: ReadCall, plan: ReadPlan): Promise<void> {
  const kind = plan.subscription === undefined ? 'read' : 'subscribe';
  const fault = host.faultFor(kind, plan.stream ?? '$all');
  const refused = host.refusalFor(call, 'read') ?? refusalOf(host.log, plan);
  const error = errorOf(fault);
  if (cutOf(fault) === 'before') return host.cut(call.getPeer());
  const late = delayOf(fault, 'before') + delayOf(fault, 'after');
  if (late > 0) await wait(late);
  if (error === 'dropped') return;
  if (error !== undefined) return refuse(host, call, { is: error });
  if (refused !== undefined) return refuse(host, call, refused);
  if (plan.subscription === undefined) await read(host, call, plan, fault);
  else await subscribe(host, call, plan, fault);
}

/** A position that is within the log, but where no event begins, is another log's. */
function refusalOf(log: Log, { stream, from }: ReadPlan): Refusal | undefined {
  if (stream !== undefined || typeof from !== 'bigint' || from === 0n || from > log.head) return;
  const there = log.events[log.indexFrom(from)];
  return there?.position === from ? undefined : { is: 'invalid-position' };
}

async function read(host: Host, call: ReadCall, plan: ReadPlan, fault?: Fault): Promise<void> {
  const found = eventsOf(host.log, plan);
  if (plan.stream !== undefined && host.log.stream(plan.stream).length === 0) {
    await send(call, missingMessage(plan.stream));
    if (!isOver(call)) call.end();
    return;
  }
  const half = cutOf(fault) === 'after' ? Math.floor(found.length / 2) : undefined;
  for (const event of found.slice(0, half)) {
    if (!(await send(call, eventMessage(event)))) return;
  }
  if (half !== undefined) {
    await flushed();
    host.cut(call.getPeer());
  } else if (!isOver(call)) call.end();
}

/** The events that a read answers. */
function eventsOf(log: Log, plan: ReadPlan): readonly LoggedEvent[] {
  const { from, backwards, count } = plan;
  const lane = plan.stream === undefined ? log.events : log.stream(plan.stream);
  const wanted = lane.filter((event) => {
    if (!plan.matches(event)) return false;
    if (from === 'start') return !backwards;
    if (from === 'end') return backwards;
    // Of all: the event at the position itself is read forwards only.
    if (plan.stream === undefined)
      return backwards ? event.position < from : event.position >= from;
    return backwards ? event.revision <= from : event.revision >= from;
  });
  const ordered = backwards ? wanted.reverse() : wanted;
  return ordered.slice(0, count);
}
