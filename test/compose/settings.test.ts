import { describe, expect, test } from 'vitest';
import { configure, SETTINGS } from '../../src/config.ts';
import { ALL, containersOf, PROFILES, SECRETS, textOf } from './model.ts';

/**
 * The options of KurrentDB that are used, and what its source calls them: `ClusterVNodeOptions` at v26.0.3
 * (github.com/kurrent-io/KurrentDB), and for the second indexes `SecondaryIndexingPlugin`. KurrentDB does not start
 * with an option that it does not know.
 */
const OPTIONS: Readonly<Record<string, string>> = {
  KURRENTDB_TELEMETRY_OPTOUT: 'Application.TelemetryOptout',
  KURRENTDB_DEFAULT_ADMIN_PASSWORD: 'DefaultUser.DefaultAdminPassword',
  KURRENTDB_DEFAULT_OPS_PASSWORD: 'DefaultUser.DefaultOpsPassword',
  KURRENTDB_CERTIFICATE_FILE: 'CertificateFile.CertificateFile',
  KURRENTDB_CERTIFICATE_PRIVATE_KEY_FILE: 'CertificateFile.CertificatePrivateKeyFile',
  KURRENTDB_TRUSTED_ROOT_CERTIFICATES_PATH: 'Certificate.TrustedRootCertificatesPath',
  KURRENTDB_CLUSTER_SIZE: 'Cluster.ClusterSize',
  KURRENTDB_DISCOVER_VIA_DNS: 'Cluster.DiscoverViaDns',
  KURRENTDB_GOSSIP_SEED: 'Cluster.GossipSeed',
  KURRENTDB_NODE_IP: 'Interface.NodeIp',
  KURRENTDB_NODE_HOST_ADVERTISE_AS: 'Interface.NodeHostAdvertiseAs',
  KURRENTDB_REPLICATION_IP: 'Interface.ReplicationIp',
  KURRENTDB_REPLICATION_HOST_ADVERTISE_AS: 'Interface.ReplicationHostAdvertiseAs',
  KURRENTDB_RUN_PROJECTIONS: 'Projection.RunProjections',
  KURRENTDB_SECONDARY_INDEXING__ENABLED: 'KurrentDB:SecondaryIndexing:Enabled',
};

const KNOWN = SETTINGS.map(({ variable }) => variable);
const variablesOf = (prefix: string) =>
  new Set(
    ALL.flatMap(([, { environment }]) => Object.keys(environment ?? {})).filter((name) =>
      name.startsWith(prefix),
    ),
  );
/** What the image sets, as NAME=value. */
const OF_IMAGE = Object.fromEntries(
  [...textOf('Dockerfile').matchAll(/\b(HUSTINGS_\w+)=(\S+)/g)].map(([, name, value]) => [
    name,
    value,
  ]),
);

describe('the variables of docker-compose.yml', () => {
  test('are settings of the service, and so are those of the image', () => {
    const all = [...variablesOf('HUSTINGS_'), ...Object.keys(OF_IMAGE)];
    expect(all.length).toBeGreaterThan(5);
    expect(all.filter((name) => !KNOWN.includes(name))).toEqual([]);
  });

  test('are options of KurrentDB, and all that are known here are used', () => {
    expect([...variablesOf('KURRENTDB_')].toSorted()).toEqual(Object.keys(OPTIONS).toSorted());
  });

  test('belong to somebody', () => {
    const stray = [...variablesOf('')].filter(
      (name) => !/^(?:HUSTINGS|KURRENTDB|DATABASE)_/.test(name),
    );
    expect(stray).toEqual([]);
  });

  const told = {
    ...SECRETS,
    PUBLIC_URL: 'https://ledger.example',
    TRUST_PROXY: '2',
    LOG_ORIGIN: 'ledger.example/a',
  };

  test.each(PROFILES.flatMap((profile) => [[profile, SECRETS] as const, [profile, told] as const]))(
    '%s: the service takes every value',
    (profile, env) => {
      const ours = [...containersOf(profile, env)].filter(([, { build }]) => build !== undefined);
      expect(ours.length).toBeGreaterThan(0);
      for (const [name, { environment }] of ours) {
        expect(() => configure({}, { ...OF_IMAGE, ...environment }), name).not.toThrow();
      }
    },
  );

  test('are listened to: the server is reached from outside its container, at the port that is published', () => {
    const { serve } = configure({}, OF_IMAGE);
    expect([serve.host, serve.port]).toEqual(['0.0.0.0', 8080]);
  });
});
