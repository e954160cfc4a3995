import { type Metadata as Headers, Metadata, type StatusObject, status } from '@grpc/grpc-js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import type { Status } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import messages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import holders from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { FaultError } from './faults.ts';
import type { Expected } from './log.ts';

/** What a call is refused for, as far as it is told by the call's status. */
export type Refusal =
  | { readonly is: Exclude<FaultError, 'dropped'> }
  | { readonly is: 'unauthenticated' }
  | { readonly is: 'invalid-position' }
  | { readonly is: 'too-large'; readonly max: number };

/** Where a client finds the leader. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const CODES = {
  unavailable: [status.UNAVAILABLE, 'Server Is Not Ready'],
  timeout: [status.ABORTED, 'Operation timed out'],
  'not-leader': [status.NOT_FOUND, 'Leader info available'],
  'access-denied': [status.PERMISSION_DENIED, 'Access Denied'],
  cancelled: [status.CANCELLED, 'Call cancelled'],
  unauthenticated: [status.UNAUTHENTICATED, 'Unauthenticated'],
  'invalid-position': [status.INVALID_ARGUMENT, 'Trying to read from an invalid position.'],
  'too-large': [status.INVALID_ARGUMENT, 'Maximum Append Size Exceeded.'],
} as const;

/** A refusal as a status of the call, with the trailers by which the client knows it. */
export function statusOf(refusal: Refusal, leader: Endpoint): StatusObject {
  const [code, details] = CODES[refusal.is];
  const metadata: Headers = new Metadata();
  if (refusal.is === 'access-denied') metadata.set('exception', 'access-denied');
  if (refusal.is === 'not-leader') {
    metadata.set('exception', 'not-leader');
    metadata.set('leader-endpoint-host', leader.host);
    metadata.set('leader-endpoint-port', String(leader.port));
  }
  if (refusal.is === 'too-large') {
    metadata.set('exception', 'maximum-append-size-exceeded');
    metadata.set('maximum-append-size', String(refusal.max));
  }
  return { code, details, metadata };
}

interface Packed {
  serializeBinary(): Uint8Array;
}

function packed(code: number, name: string, detail: Packed): Status {
  const details = new holders.Any();
  details.pack(detail.serializeBinary(), `event_store.client.${name}`);
  return new messages.Status().setCode(code).setMessage(name).setDetails(details);
}

/** A write's refusal as a message, which leaves the connection's other writes alone. */
export function messageOf(refusal: Refusal): Status | undefined {
  const [code] = CODES[refusal.is];
  if (refusal.is === 'access-denied')
    return packed(code, 'AccessDenied', new shared.AccessDenied());
  if (refusal.is === 'timeout') {
    return packed(status.DEADLINE_EXCEEDED, 'Timeout', new shared.Timeout());
  }
  if (refusal.is !== 'too-large') return undefined;
  const detail = new shared.MaximumAppendSizeExceeded().setMaxappendsize(refusal.max);
  return packed(code, 'MaximumAppendSizeExceeded', detail);
}

/** The message of a write that expected another revision. */
export function wrongVersion(expected: Expected, current: number): Status {
  const detail = new shared.WrongExpectedVersion();
  if (current < 0) detail.setCurrentNoStream(new empty.Empty());
  else detail.setCurrentStreamRevision(String(current));
  if (expected === 'any') detail.setExpectedAny(new empty.Empty());
  else if (expected === 'exists') detail.setExpectedStreamExists(new empty.Empty());
  else if (expected < 0) detail.setExpectedNoStream(new empty.Empty());
  else detail.setExpectedStreamPosition(String(expected));
  return packed(status.ALREADY_EXISTS, 'WrongExpectedVersion', detail);
}
