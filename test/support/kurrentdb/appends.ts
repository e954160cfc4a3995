import type { ServerDuplexStream, ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import type * as Streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { messageOf, type Refusal, statusOf, wrongVersion } from './answers.ts';
import { cutOf, delayOf, errorOf, flushed, isWritten, wait } from './faults.ts';
import type { Caller, Host } from './host.ts';
import { type Expected, type ProposedEvent, sizeOf, type Written } from './log.ts';
import { expectedOf, identifier, nameOf, proposedOf, uuidOf } from './wire.ts';

type Single = ServerReadableStream<Streams.AppendReq, Streams.AppendResp>;
type Batch = ServerDuplexStream<Streams.BatchAppendReq, Streams.BatchAppendResp>;

interface Write {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly ProposedEvent[];
}

/** What a write is answered; undefined: it is not answered. */
type Outcome = Written | Refusal | undefined;

/** Does a write, or what a fault makes of it. */
async function perform(host: Host, caller: Caller, write: Write): Promise<Outcome> {
  const { stream, expected, events } = write;
  const peer = caller.getPeer();
  const fault = host.faultFor('append', stream);
  const refused = host.refusalFor(caller, 'write');
  const error = errorOf(fault);
  if (cutOf(fault) === 'before') return void host.cut(peer);
  if (refused !== undefined) return refused;
  if (error !== undefined) {
    if (isWritten(fault)) host.log.append(stream, expected, events);
    return error === 'dropped' ? undefined : { is: error };
  }
  if (events.reduce((sum, event) => sum + sizeOf(event), 0) > host.maxAppendSize) {
    return { is: 'too-large', max: host.maxAppendSize };
  }
  const earlier = delayOf(fault, 'after');
  const later = delayOf(fault, 'before');
  if (earlier > 0) await wait(earlier);
  const written = host.log.append(stream, expected, events);
  if (later > 0) await wait(later);
  return cutOf(fault) === 'after' ? void host.cut(peer) : written;
}

/** One write by a call of its own. */
export function appendCall(host: Host) {
  return (call: Single, answer: sendUnaryData<Streams.AppendResp>): void => {
    let options: Streams.AppendReq.Options | undefined;
    const events: ProposedEvent[] = [];
    call.on('error', () => undefined);
    call.on('data', (message: Streams.AppendReq) => {
      const proposed = message.getProposedMessage();
      options ??= message.getOptions();
      if (proposed !== undefined) events.push(proposedOf(proposed));
    });
    call.on('end', async () => {
      // A connection that is cut ends the call, too, and is known to be cut a little later.
      await flushed();
      if (call.cancelled || options === undefined) return;
      const stream = nameOf(options.getStreamIdentifier());
      const expected = expectedOf(options);
      const outcome = await perform(host, call, { stream, expected, events });
      if (outcome === undefined || call.cancelled) return;
      if ('is' in outcome) answer(statusOf(outcome, host.leader));
      else answer(null, singleAnswer(expected, outcome));
    });
  };
}

function singleAnswer(expected: Expected, written: Written): Streams.AppendResp {
  const answer = new streams.AppendResp();
  if (!written.ok) {
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (written.current < 0) wrong.setCurrentNoStream(new shared.Empty());
    else wrong.setCurrentRevision(String(written.current));
    if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
    else if (expected === 'exists') wrong.setExpectedStreamExists(new shared.Empty());
    else if (expected < 0) wrong.setExpectedNoStream(new shared.Empty());
    else wrong.setExpectedRevision(String(expected));
    return answer.setWrongExpectedVersion(wrong);
  }
  const success = new streams.AppendResp.Success();
  if (written.revision < 0) success.setNoStream(new shared.Empty());
  else success.setCurrentRevision(String(written.revision));
  if (written.position === undefined)
    return answer.setSuccess(success.setNoPosition(new shared.Empty()));
  const at = String(written.position);
  const position = new streams.AppendResp.Position().setCommitPosition(at).setPreparePosition(at);
  return answer.setSuccess(success.setPosition(position));
}

/** A write under way: its parts so far. */
interface Parts {
  readonly id: Streams.BatchAppendReq;
  readonly options: Streams.BatchAppendReq.Options;
  readonly events: ProposedEvent[];
}

/** Many writes by one call, told apart by their ids. */
export function batchAppendCall(host: Host) {
  return (call: Batch): void => {
    const open = new Map<string, Parts>();
    call.on('error', () => undefined);
    call.on('end', () => call.end());
    call.on('data', (message: Streams.BatchAppendReq) => {
      const id = uuidOf(message.getCorrelationId());
      const options = message.getOptions();
      const parts = open.get(id) ?? (options && { id: message, options, events: [] });
      if (parts === undefined) return;
      parts.events.push(...message.getProposedMessagesList().map(proposedOf));
      open.set(id, parts);
      if (!message.getIsFinal()) return;
      open.delete(id);
      void finish(host, call, parts);
    });
  };
}

async function finish(host: Host, call: Batch, { id, options, events }: Parts): Promise<void> {
  const stream = nameOf(options.getStreamIdentifier());
  const expected = expectedOf(options);
  const outcome = await perform(host, call, { stream, expected, events });
  if (outcome === undefined || call.cancelled || call.writableEnded) return;
  const answer = new streams.BatchAppendResp()
    .setCorrelationId(id.getCorrelationId())
    .setStreamIdentifier(identifier(stream));
  if ('is' in outcome) {
    const error = messageOf(outcome);
    // What no message tells ends the call, and with it all writes that wait for an answer on it.
    if (error === undefined) call.emit('error', statusOf(outcome, host.leader));
    else call.write(answer.setError(error));
    return;
  }
  if (!outcome.ok) answer.setError(wrongVersion(expected, outcome.current));
  else answer.setSuccess(batchSuccess(outcome));
  call.write(answer);
}

function batchSuccess(written: Extract<Written, { ok: true }>): Streams.BatchAppendResp.Success {
  const success = new streams.BatchAppendResp.Success();
  if (written.revision < 0) success.setNoStream(new empty.Empty());
  else success.setCurrentRevision(String(written.revision));
  if (written.position === undefined) return success.setNoPosition(new empty.Empty());
  const at = String(written.position);
  const position = new shared.AllStreamPosition().setCommitPosition(at).setPreparePosition(at);
  return success.setPosition(position);
}
