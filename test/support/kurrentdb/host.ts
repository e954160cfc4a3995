import type { Metadata } from '@grpc/grpc-js';
import type { Endpoint, Refusal } from './answers.ts';
import type { Fault, FaultCall } from './faults.ts';
import type { Log } from './log.ts';

/** What a call carries that says who asks and by which connection. */
export interface Caller {
  readonly metadata: Metadata;
  getPeer(): string;
}

/** What the services of one node need of it and of the whole. */
export interface Host {
  readonly node: number;
  readonly log: Log;
  readonly leader: Endpoint;
  readonly maxAppendSize: number;
  /** Whether it says when and where a subscription has caught up, as newer servers do. */
  readonly tellsCaughtUp: boolean;
  /** Counts a call and asks what is to go wrong with it. */
  faultFor(kind: FaultCall['kind'], stream: string): Fault | undefined;
  /** Why the node does not serve a caller. */
  refusalFor(caller: Caller, right: 'read' | 'write'): Refusal | undefined;
  /** Destroys the connection of a caller. */
  cut(peer: string): void;
}
