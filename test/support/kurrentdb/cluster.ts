import { randomUUID } from 'node:crypto';
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { ClusterInfo } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb.js';
import gossip from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb.js';
import type { SupportedMethods } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import { type Endpoint, statusOf } from './answers.ts';
import type { Host } from './host.ts';
import { uuid } from './wire.ts';

type Unary<Answer> = (call: ServerUnaryCall<object, Answer>, answer: sendUnaryData<Answer>) => void;

const SERVER_VERSION = '24.10.14';
const STREAMS = 'event_store.client.streams.streams';
const TICKS_PER_MS = 10_000n;

/** Tells what the server can do; services and methods in lower case, as servers do. */
export function featuresCall(batchAppend: boolean): Unary<SupportedMethods> {
  const names = ['append', 'read', 'delete', 'tombstone', ...(batchAppend ? ['batchappend'] : [])];
  return (_call, answer) => {
    const told = new features.SupportedMethods().setEventStoreServerVersion(SERVER_VERSION);
    for (const name of names) {
      const method = new features.SupportedMethod().setServiceName(STREAMS).setMethodName(name);
      told.addMethods(method);
    }
    answer(null, told);
  };
}

/** Tells who the nodes are and which of them leads. */
export function gossipCall(
  nodes: () => readonly Member[],
  leader: () => number,
): Unary<ClusterInfo> {
  const { VNodeState } = gossip.MemberInfo;
  const ids = new Map<number, string>();
  return (_call, answer) => {
    const info = new gossip.ClusterInfo();
    for (const [index, { host, port, isAlive }] of nodes().entries()) {
      const id = ids.get(index) ?? randomUUID();
      ids.set(index, id);
      const member = new gossip.MemberInfo()
        .setInstanceId(uuid(id))
        .setTimeStamp(String(BigInt(Date.now()) * TICKS_PER_MS))
        .setState(index === leader() ? VNodeState.LEADER : VNodeState.FOLLOWER)
        .setIsAlive(isAlive)
        .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port));
      info.addMembers(member);
    }
    answer(null, info);
  };
}

/** A node as gossip tells of it. */
export interface Member extends Endpoint {
  readonly isAlive: boolean;
}

/** What nobody may do: to delete. */
export function refusedCall(host: Host): Unary<never> {
  return (_call, answer) => answer(statusOf({ is: 'access-denied' }, host.leader));
}
