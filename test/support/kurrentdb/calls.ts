import type { ServerWritableStream } from '@grpc/grpc-js';
import type * as Streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { type Refusal, statusOf } from './answers.ts';
import type { Host } from './host.ts';

/** A read, or a subscription, as the server holds it. */
export type ReadCall = ServerWritableStream<Streams.ReadReq, Streams.ReadResp>;

/** Sends a message and waits while the client is slow; false: the call is over. */
export async function send(call: ReadCall, message: Streams.ReadResp): Promise<boolean> {
  if (isOver(call)) return false;
  if (call.write(message)) return true;
  await new Promise<void>((resolve) => {
    const go = () => {
      call.off('drain', go);
      call.off('cancelled', go);
      resolve();
    };
    call.on('drain', go);
    call.on('cancelled', go);
  });
  return !isOver(call);
}

/** Whether nobody waits for anything from a call. */
export const isOver = (call: ReadCall): boolean => call.cancelled || call.writableEnded;

/** Ends a call with a status that says why. */
export function refuse(host: Host, call: ReadCall, refusal: Refusal): void {
  if (!isOver(call)) call.emit('error', statusOf(refusal, host.leader));
}
