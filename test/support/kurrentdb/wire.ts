import type * as Shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import type * as Streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { Expected, LoggedEvent, ProposedEvent } from './log.ts';

type Proposed = Streams.AppendReq.ProposedMessage | Streams.BatchAppendReq.ProposedMessage;

const { ReadResp } = streams;
const hex = (bits: string) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');

/** A stream's name as it goes over the wire: in bytes. */
export const identifier = (name: string): Shared.StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(name, 'utf8'));

export const nameOf = (id: Shared.StreamIdentifier | undefined): string =>
  Buffer.from(id?.getStreamName_asU8() ?? []).toString('utf8');

export const uuid = (id: string): Shared.UUID => new shared.UUID().setString(id);

/** A UUID, sent as text or as two numbers. */
export function uuidOf(id: Shared.UUID | undefined): string {
  const two = id?.getStructured();
  if (two === undefined) return (id?.getString() ?? '').toLowerCase();
  const all = hex(two.getMostSignificantBits()) + hex(two.getLeastSignificantBits());
  return all.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export function proposedOf(message: Proposed): ProposedEvent {
  const names = message.getMetadataMap();
  return {
    id: uuidOf(message.getId()),
    type: names.get('type') ?? '',
    contentType: names.get('content-type') ?? 'application/octet-stream',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

/** What a request expects; the two kinds of writes name the exact revision differently. */
export function expectedOf(
  options: Streams.AppendReq.Options | Streams.BatchAppendReq.Options,
): Expected {
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'exists';
  if (options.hasNoStream()) return -1;
  return Number('getRevision' in options ? options.getRevision() : options.getStreamPosition());
}

export function eventMessage(event: LoggedEvent): Streams.ReadResp {
  const position = String(event.position);
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(uuid(event.id))
    .setStreamIdentifier(identifier(event.stream))
    .setStreamRevision(String(event.revision))
    .setPreparePosition(position)
    .setCommitPosition(position)
    .setCustomMetadata(event.metadata)
    .setData(event.data);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', String(event.created));
  const read = new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position);
  return new ReadResp().setEvent(read);
}

export const confirmationMessage = (id: string): Streams.ReadResp =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id));

export const missingMessage = (stream: string): Streams.ReadResp =>
  new ReadResp().setStreamNotFound(
    new ReadResp.StreamNotFound().setStreamIdentifier(identifier(stream)),
  );

export function checkpointMessage(position: bigint): Streams.ReadResp {
  const at = String(position);
  return new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint().setCommitPosition(at).setPreparePosition(at).setTimestamp(now()),
  );
}

/** Where a subscription has caught up: a position of all, a stream's revision, or neither. */
export interface CaughtUpAt {
  readonly position?: bigint;
  readonly revision?: number;
}

/** Older servers say only that a subscription has caught up, not when and where. */
export function caughtUpMessage(at: CaughtUpAt | undefined): Streams.ReadResp {
  const told = new ReadResp.CaughtUp();
  if (at !== undefined) told.setTimestamp(now());
  if (at?.revision !== undefined) told.setStreamRevision(String(at.revision));
  if (at?.position !== undefined) {
    const commit = String(at.position);
    told.setPosition(new ReadResp.Position().setCommitPosition(commit).setPreparePosition(commit));
  }
  return new ReadResp().setCaughtUp(told);
}

const now = () => timestamps.Timestamp.fromDate(new Date());
