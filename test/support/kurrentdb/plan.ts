import type * as Streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { LoggedEvent } from './log.ts';
import { nameOf } from './wire.ts';

/** What a read, or a subscription, asks for. */
export interface ReadPlan {
  /** The stream; undefined for all. */
  readonly stream: string | undefined;
  /** A stream's revision, or a position of all. */
  readonly from: 'start' | 'end' | bigint;
  readonly backwards: boolean;
  readonly count: number;
  /** Of a subscription: how many events it looks at from checkpoint to checkpoint; 0 for none. */
  readonly subscription: { readonly checkpointEvery: number } | undefined;
  matches(event: LoggedEvent): boolean;
}

const DEFAULT_WINDOW = 32;
const { ReadDirection } = streams.ReadReq.Options;

/** Reads a request. */
export function planOf(request: Streams.ReadReq): ReadPlan {
  const options = request.getOptions() ?? new streams.ReadReq.Options();
  const one = options.getStream();
  const filter = options.getFilter();
  const window = filter?.hasMax() ? filter.getMax() : DEFAULT_WINDOW;
  const checkpointEvery = window * (filter?.getCheckpointintervalmultiplier() ?? 0);
  return {
    stream: one && nameOf(one.getStreamIdentifier()),
    from: one === undefined ? fromOfAll(options.getAll()) : fromOfStream(one),
    backwards: options.getReadDirection() === ReadDirection.BACKWARDS,
    count: options.hasSubscription() ? 0 : Number(options.getCount()),
    subscription: options.hasSubscription() ? { checkpointEvery } : undefined,
    matches: filter === undefined ? () => true : matcherOf(filter),
  };
}

function fromOfStream(options: Streams.ReadReq.Options.StreamOptions): ReadPlan['from'] {
  if (options.hasStart()) return 'start';
  return options.hasEnd() ? 'end' : BigInt(options.getRevision());
}

function fromOfAll(options: Streams.ReadReq.Options.AllOptions | undefined): ReadPlan['from'] {
  const position = options?.getPosition();
  if (position !== undefined) return BigInt(position.getCommitPosition());
  return options?.hasEnd() ? 'end' : 'start';
}

function matcherOf(filter: Streams.ReadReq.Options.FilterOptions): ReadPlan['matches'] {
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  const regex = new RegExp(expression?.getRegex() ?? '');
  return (event) => {
    const name = byStream === undefined ? event.type : event.stream;
    if (prefixes.length > 0) return prefixes.some((prefix) => name.startsWith(prefix));
    return regex.test(name);
  };
}
