import gossip from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb.js';
import features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import { appendCall, batchAppendCall } from './appends.ts';
import { featuresCall, gossipCall, type Member, refusedCall } from './cluster.ts';
import type { Host } from './host.ts';
import type { Service } from './node.ts';
import { readCall } from './reads.ts';

/** What a node tells of the cluster. */
export interface Cluster {
  readonly batchAppend: boolean;
  members(): readonly Member[];
  leader(): number;
}

/** The services of one node. */
export function servicesOf(host: Host, cluster: Cluster): readonly Service[] {
  const remove = refusedCall(host);
  return [
    [
      streams.StreamsService,
      {
        append: appendCall(host),
        batchAppend: batchAppendCall(host),
        read: readCall(host),
        delete: remove,
        tombstone: remove,
      },
    ],
    [gossip.GossipService, { read: gossipCall(cluster.members, cluster.leader) }],
    [features.ServerFeaturesService, { getSupportedMethods: featuresCall(cluster.batchAppend) }],
  ];
}
