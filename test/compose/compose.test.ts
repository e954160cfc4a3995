import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  ALL,
  COMPOSE,
  type Container,
  containersOf,
  filled,
  MODEL,
  PROFILES,
  SECRETS,
  textOf,
} from './model.ts';

// The JSON schema of the Compose specification (Apache-2.0, github.com/compose-spec/compose-spec), in the copy that
// dclint brings. Its dialect is draft-07 under an https name that ajv does not know.
const linter = createRequire(import.meta.url).resolve('dclint/package.json');
const { $schema: _, ...SCHEMA } = JSON.parse(
  readFileSync(join(linter, '..', 'schemas', 'compose.schema.json'), 'utf8'),
);
const isCompose = new Ajv({ strict: false, validateFormats: false }).compile(SCHEMA);

const names = (one: object | undefined) => Object.keys(one ?? {});
const sourceOf = (mount: string) => mount.split(':')[0] ?? '';
const isOnce = ({ restart }: Container) => restart === 'no';
const each = (container: Container, part: 'volumes' | 'networks') => container[part] ?? [];

describe('docker-compose.yml', () => {
  test('is what the specification calls a Compose file', () => {
    expect(isCompose(parse(COMPOSE, { merge: true })), JSON.stringify(isCompose.errors)).toBe(true);
    const [name = ''] = names(MODEL.services);
    const wrong = { ...MODEL, services: { [name]: { ...MODEL.services[name], volumse: [] } } };
    expect(isCompose(wrong)).toBe(false);
  });

  test('names nothing that is not there, and has nothing that nobody names', () => {
    const used = (part: 'volumes' | 'networks') =>
      new Set(ALL.flatMap(([, one]) => each(one, part).map(sourceOf)));
    expect(names(MODEL.volumes).toSorted()).toEqual([...used('volumes')].toSorted());
    expect(names(MODEL.networks).toSorted()).toEqual([...used('networks')].toSorted());
    const configs = ALL.flatMap(([, one]) => (one.configs ?? []).map(({ source }) => source));
    expect(names(MODEL.configs)).toEqual(configs);
    const anchors = [...COMPOSE.matchAll(/: &([\w-]+)/g)].map(([, anchor]) => anchor);
    expect(anchors.filter((anchor) => !COMPOSE.includes(`*${anchor}`))).toEqual([]);
  });

  test('demands nothing of the environment that another profile needs', () => {
    // ${NAME} and ${NAME:?…} would warn, or refuse, in every profile: Compose fills the whole file.
    const code = COMPOSE.replaceAll(/^\s*#.*$/gm, '').replaceAll('$$', '');
    const all = code.match(/\$\{?\w+[^}]*\}?/g) ?? [];
    expect(all.filter((text) => !/^\$\{[A-Z_]+:-[^$}]*\}$/.test(text))).toEqual([]);
    expect(filled(code)).not.toMatch(/\$\{/);
  });

  test('keeps no secret', () => {
    const kept = ALL.flatMap(([name, { environment = {} }]) =>
      Object.entries(environment)
        .filter(
          ([key, value]) => /PASSWORD|SECRET|TOKEN=/.test(key) && !/^\$\{\w+:-\}$/.test(value),
        )
        .map(([key]) => `${name}: ${key}`),
    );
    expect(kept).toEqual([]);
    const stores = ALL.map(([, { environment }]) => environment?.HUSTINGS_STORE).filter(Boolean);
    for (const store of stores) expect(filled(store ?? '')).toContain('//hustings:@');
  });

  test('says at which versions everything is', () => {
    const images = ALL.map(([, { image }]) => filled(image));
    expect(images.filter((image) => !/:\d+\.\d+\.\d+[\w.-]*$/.test(image))).toEqual([]);
    const { version } = JSON.parse(textOf('package.json'));
    const ours = ALL.filter(([, { build }]) => build !== undefined);
    expect(ours.length).toBeGreaterThan(0);
    for (const [, { image }] of ours) expect(image).toBe(`hustings:${version}`);
  });
});

describe('the profiles', () => {
  test('are three, of which .env names the one that holds where none is named', () => {
    const found = new Set(ALL.flatMap(([, { profiles }]) => profiles ?? ['none']));
    expect([...found].toSorted()).toEqual([...PROFILES].toSorted());
    expect(textOf('.env').replaceAll(/^#.*\n/gm, '')).toBe('COMPOSE_PROFILES=default\n');
    expect([...containersOf('default').keys()]).toEqual(['hustings']);
  });

  test.each(PROFILES)('%s has all that its containers wait for', (profile) => {
    const there = containersOf(profile);
    for (const [name, { depends_on = {} }] of there) {
      for (const [other, { condition }] of Object.entries(depends_on)) {
        const awaited = there.get(other);
        expect(awaited, `${name} waits for ${other}`).toBeDefined();
        if (awaited === undefined) continue;
        expect(isOnce(awaited)).toBe(condition === 'service_completed_successfully');
        if (condition === 'service_healthy') expect(awaited.healthcheck).toBeDefined();
      }
    }
    expect(rounds(there)).toEqual([]);
  });

  test.each(PROFILES)('%s has one door, on this machine alone unless it is told', (profile) => {
    const doors = [...containersOf(profile).values()].flatMap(({ ports = [] }) => ports);
    expect(doors).toEqual(['127.0.0.1:8080:8080']);
    const told = [...containersOf(profile, { PUBLISH: '80' }).values()];
    expect(told.flatMap(({ ports = [] }) => ports)).toEqual(['80:8080']);
  });
});

/** Containers that wait for themselves, by way of others. */
function rounds(there: ReadonlyMap<string, Container>): string[] {
  const reached = (name: string, seen: ReadonlySet<string>): boolean =>
    names(there.get(name)?.depends_on).some(
      (next) => seen.has(next) || reached(next, new Set([...seen, next])),
    );
  return [...there.keys()].filter((name) => reached(name, new Set([name])));
}

describe('the containers', () => {
  test.each(ALL)('%s runs with few rights', (name, one) => {
    expect(one.privileged ?? false).toBe(false);
    expect([one.cap_drop, one.cap_add]).toEqual([['ALL'], undefined]);
    expect(one.security_opt).toEqual(['no-new-privileges:true']);
    // Of an image of ours the Dockerfile says who runs it; that of KurrentDB has USER kurrent (its Dockerfile, 26.0.3).
    const isSettled = one.build !== undefined || one.image.includes('/kurrentdb:');
    expect(one.user ?? (isSettled ? '1000' : '0'), name).toMatch(/^[1-9]\d*(?::[1-9]\d*)?$/);
    if (one.build !== undefined) expect([one.read_only, one.init]).toEqual([true, true]);
  });

  test.each(ALL)('%s ends, or is watched and started again', (_, one) => {
    if (isOnce(one)) return expect(one.ports).toBeUndefined();
    expect(one.restart).toBe('unless-stopped');
    expect(one.stop_grace_period).toBeDefined();
    const checked = one.build === undefined ? one.healthcheck?.test : dockerfileCheck();
    expect(checked?.[0]).toBe('CMD');
  });

  test('only the proxy, or the service alone, is reached from outside; databases reach nobody', () => {
    expect(MODEL.networks.database?.internal).toBe(true);
    const databases = ALL.filter(([, { image }]) => image.includes('/kurrentdb:'));
    expect(databases.map(([name]) => name)).toEqual(['kurrentdb', 'node1', 'node2', 'node3']);
    for (const [, one] of databases)
      expect([one.networks, one.ports]).toEqual([['database'], undefined]);
  });

  test('nobody but the one who signs certificates has the authority’s key', () => {
    const mounting = (volume: string) =>
      ALL.filter(([, one]) => each(one, 'volumes').some((mount) => sourceOf(mount) === volume));
    const [setters, nodes] = [mounting('authority'), mounting('certificates')];
    expect(setters.map(([name]) => name)).toEqual(['check', 'certificates']);
    const rest = nodes.filter(([name]) => !setters.some(([other]) => other === name));
    expect(rest.map(([name]) => name)).toEqual(['kurrentdb', 'node1', 'node2', 'node3']);
    for (const [, one] of rest) expect(one.volumes).toContain('certificates:/certificates:ro');
  });

  test('no two keep their data in one place', () => {
    const data = ALL.flatMap(([, one]) =>
      each(one, 'volumes').filter((mount) => /:\/(?:data|var\/lib\/kurrentdb)$/.test(mount)),
    ).map(sourceOf);
    expect(data.length).toBe(8);
    expect(new Set(data).size).toBe(data.length);
  });
});

const dockerfileCheck = (): readonly string[] =>
  /^HEALTHCHECK .*\\\n\s+CMD \[/m.test(textOf('Dockerfile')) ? ['CMD'] : [];

describe('what is put together from parts', () => {
  test.each(['single', 'cluster'])('%s: service, setup and nodes name one another', (profile) => {
    const there = containersOf(profile, SECRETS);
    const nodes = [...there].filter(([, { image }]) => image.includes('/kurrentdb:'));
    const hosts = nodes.map(([name]) => `${name}:2113`);
    const password = SECRETS.DATABASE_PASSWORD;
    const store = `kurrentdb://hustings:${password}@${hosts}?tls=true&tlsCaFile=/trust/ca.crt`;
    const stores = [...there.values()].flatMap(
      ({ environment }) => environment?.HUSTINGS_STORE ?? [],
    );
    expect(new Set(stores)).toEqual(new Set([store]));
    const [setup] = [...there.values()].filter(({ environment }) => environment?.DATABASE_NODES);
    expect(setup?.environment?.DATABASE_NODES).toBe(hosts.join(','));
    const script = containersOf(profile).get('certificates')?.command?.join('\n') ?? '';
    for (const [name, { environment = {} }] of nodes) {
      expect(environment.KURRENTDB_CLUSTER_SIZE).toBe(`${nodes.length}`);
      expect(environment.KURRENTDB_NODE_HOST_ADVERTISE_AS).toBe(name);
      expect(environment.KURRENTDB_CERTIFICATE_FILE).toBe(`/certificates/${name}/node.crt`);
      expect(environment.KURRENTDB_CERTIFICATE_PRIVATE_KEY_FILE).toBe(
        `/certificates/${name}/node.key`,
      );
      expect(/for node in ([\w ]+);/.exec(script)?.[1]?.split(' ')).toContain(name);
      const others = hosts.filter((host) => host !== `${name}:2113`);
      expect(environment.KURRENTDB_GOSSIP_SEED ?? '').toBe(others.join(','));
    }
  });

  test('the copies sign with one key, know the same tokens, and trust the proxy before them', () => {
    const { copy1, copy2 } = Object.fromEntries(containersOf('cluster', SECRETS));
    expect(copy1?.environment).toEqual(copy2?.environment);
    expect(copy1?.environment?.HUSTINGS_TRUST_PROXY).toBe('1');
    for (const one of [copy1, copy2]) expect(one?.volumes).toContain('keys:/keys');
    expect(copy1?.environment?.HUSTINGS_LOG_KEY).toMatch(/^\/keys\//);
    expect(copy1?.environment?.HUSTINGS_TOKENS).toMatch(/^\/keys\//);
  });

  test('the proxy sends to the copies, by the health that they tell', () => {
    const { content = '' } = MODEL.configs.haproxy ?? {};
    const servers = [...content.matchAll(/^\s*server (\w+) (\w+):(\d+)$/gm)].map(
      ([, ...all]) => all,
    );
    expect(servers).toEqual(
      ['ready', 'live'].flatMap(() => [
        ['copy1', 'copy1', '8080'],
        ['copy2', 'copy2', '8080'],
      ]),
    );
    const asked = [...content.matchAll(/GET uri (\/\S+)/g)].map(([, path = '']) => path);
    expect(asked).toEqual(['/health/ready', '/health/live']);
    const routes = textOf('src/http/health-routes.ts');
    for (const path of asked) expect(routes).toContain(`'${path}'`);
  });
});
