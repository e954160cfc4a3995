import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BadSetting, configure, SETTINGS } from '../src/config.ts';

type Env = Readonly<Record<string, string>>;

const serve = (env: Env, flags = {}) => configure(flags, env).serve;

/** The sentences with which settings are refused; none where they are taken. */
function faults(env: Env, flags = {}): readonly string[] {
  try {
    configure(flags, env);
    return [];
  } catch (error) {
    if (!(error instanceof BadSetting)) throw error;
    return error.message.split('\n');
  }
}

const OIDC = { HUSTINGS_OIDC_ISSUER: 'https://id.example/a', HUSTINGS_OIDC_AUDIENCE: 'hustings' };

describe('what a server is told', () => {
  test('goes without saying where nothing is set', () => {
    expect(serve({})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      anonymous: 'read',
      logLevel: 'info',
      checkpointSeconds: 5,
      bodyLimit: 1_048_576,
      batchLimit: 1000,
      rateLimit: 6000,
      feedLimit: 1000,
      trustProxy: false,
      publicUrl: null,
      requestTimeoutSeconds: 30,
      eventLoopDelayMilliseconds: 1000,
      oidc: null,
      traces: null,
      staleSeconds: 10,
    });
    expect(configure({ ledger: 'a.db' }, {}).tokens).toBe('a.db.tokens');
  });

  test('a variable that is set to nothing is not set', () => {
    const empty = Object.fromEntries(SETTINGS.map(({ variable }) => [variable, '']));
    expect(configure({}, empty)).toEqual(configure({}, {}));
  });

  test('can be set by variables, and by flags, which win', () => {
    const env = { HUSTINGS_HOST: '::', HUSTINGS_PORT: '0', HUSTINGS_TOKENS: 't' };
    expect(configure({}, env)).toMatchObject({ tokens: 't', serve: { host: '::', port: 0 } });
    expect(serve(env, { host: 'a.example', port: '81' })).toMatchObject({
      host: 'a.example',
      port: 81,
    });
    expect(serve({ HUSTINGS_PORT: 'bad' }, { port: '81' }).port).toBe(81);
  });

  test('takes what goes without saying for a command alone, unless a variable says else', () => {
    const usual = { HUSTINGS_LOG_LEVEL: 'warn', HUSTINGS_PORT: '81' };
    const level = (env: Env) => configure({}, env, usual).serve.logLevel;
    expect([level({}), level({ HUSTINGS_LOG_LEVEL: '' })]).toEqual(['warn', 'warn']);
    expect(level({ HUSTINGS_LOG_LEVEL: 'info' })).toBe('info');
    expect(configure({ port: '82' }, {}, usual).serve.port).toBe(82);
  });

  test('takes an issuer with its audience', () => {
    expect(serve(OIDC).oidc).toEqual({
      issuer: 'https://id.example/a',
      audience: 'hustings',
      jwks: null,
      roleClaim: 'roles',
      nameClaim: 'sub',
    });
    const more = {
      HUSTINGS_OIDC_JWKS: 'https://id.example/keys',
      HUSTINGS_OIDC_ROLE_CLAIM: 'realm_access.roles',
      HUSTINGS_OIDC_NAME_CLAIM: 'preferred_username',
    };
    expect(serve({ ...OIDC, ...more }).oidc).toMatchObject({
      jwks: 'https://id.example/keys',
      roleClaim: 'realm_access.roles',
      nameClaim: 'preferred_username',
    });
    const local = { ...OIDC, HUSTINGS_OIDC_ISSUER: 'http://127.0.0.1:8/' };
    expect(serve(local).oidc?.issuer).toBe('http://127.0.0.1:8/');
  });

  test.each<[string, false | number | readonly string[]]>([
    ['off', false],
    ['1', 1],
    ['12', 12],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
    ['192.0.2.1', ['192.0.2.1']],
    ['fd00::/8', ['fd00::/8']],
  ])('trusts proxies: %s', (text, trusted) => {
    expect(serve({ HUSTINGS_TRUST_PROXY: text }).trustProxy).toEqual(trusted);
  });

  test('cuts the slashes off the end of its public address', () => {
    const at = (url: string) => serve({ HUSTINGS_PUBLIC_URL: url }).publicUrl;
    expect([at('https://a.example/'), at('http://a.example:8/b//')]).toEqual([
      'https://a.example',
      'http://a.example:8/b',
    ]);
  });
});

describe('settings that cannot be used', () => {
  test.each<[string, readonly string[]]>([
    ['HUSTINGS_HOST', ['a b', 'http://a', ' ']],
    ['HUSTINGS_PORT', ['-1', '65536', '8080.5', '0x50', ' 80', 'http', '1e3']],
    ['HUSTINGS_ANONYMOUS', ['no', 'READ', 'true', 'write']],
    ['HUSTINGS_LOG_LEVEL', ['loud', 'INFO']],
    ['HUSTINGS_CHECKPOINT_SECONDS', ['0', '-5', '86401']],
    ['HUSTINGS_BODY_LIMIT', ['1', '1MB', '999999999999']],
    ['HUSTINGS_BATCH_LIMIT', ['0', '100001']],
    ['HUSTINGS_RATE_LIMIT', ['-1', 'none']],
    ['HUSTINGS_FEED_LIMIT', ['-1', 'x']],
    [
      'HUSTINGS_TRUST_PROXY',
      ['0', 'on', 'true', '100', '10.0.0.0/33', '10.0.0.0/8,a', '10.0.0.0/8/8', '1,2', ','],
    ],
    [
      'HUSTINGS_PUBLIC_URL',
      ['ledger.example', 'ftp://a', 'https://a?b', 'https://a#b', 'https://u:p@a'],
    ],
    ['HUSTINGS_REQUEST_TIMEOUT', ['0', '3601']],
    ['HUSTINGS_EVENT_LOOP_DELAY', ['0', '1s']],
    [
      'HUSTINGS_OIDC_ISSUER',
      ['id.example', 'http://id.example', 'https://id.example?a', 'file:///etc/passwd'],
    ],
    ['HUSTINGS_OIDC_JWKS', ['http://id.example/keys', 'keys']],
    ['HUSTINGS_OIDC_AUDIENCE', [' ']],
    ['HUSTINGS_OIDC_ROLE_CLAIM', [' ']],
    ['HUSTINGS_OIDC_NAME_CLAIM', [' ']],
    ['HUSTINGS_TOKENS', [' ']],
    [
      'HUSTINGS_STORE',
      [
        ...[
          ' ',
          'localhost:2113',
          'mysql://x',
          'kurrentdb://',
          'kurrentdb://a b',
          'kurrentdb://u@a',
        ],
        ...[
          'kurrentdb://u:p@',
          'kurrentdb://u:p@q@a',
          'kurrentdb://u:p:q@a',
          'kurrentdb://u:%zz@a',
        ],
        ...['kurrentdb://u:%ff@a', 'kurrentdb://a:0', 'kurrentdb://u:p@a:65536', 'kurrentdb://a/b'],
        ...['kurrentdb://a,', 'kurrentdb://a?x=y', 'kurrentdb://a?tls', 'kurrentdb://a?tls=maybe'],
        ...[
          'kurrentdb://a?tls=true?tls=false',
          'kurrentdb://a?tls=true&',
          'kurrentdb://[::1]:2113',
        ],
      ],
    ],
    ['HUSTINGS_COPY', [' ', 'kurrentdb://u:p@a']],
    ['HUSTINGS_LEDGER', ['kurrentdb://u:p@a']],
    ['HUSTINGS_STALE_SECONDS', ['-1', '1.5', '86401']],
    ['HUSTINGS_LOG_KEY', [' ']],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', ['collector:4318', 'grpc://collector']],
  ])('%s: one sentence that names it and what would be right', (variable, bad) => {
    for (const value of bad) {
      const around = variable.startsWith('HUSTINGS_OIDC') ? OIDC : {};
      const said = faults({ ...around, [variable]: value });
      expect(said, value).toHaveLength(1);
      expect(said[0]).toMatch(new RegExp(`^${variable} must (?:be|name) .*\\.$`));
    }
  });

  test.each([
    'kurrentdb://localhost',
    'kurrent+discover://a.example/',
    'kdb://u:p%40ss@a:2113,b-1:2113,10.0.0.1?tls=true&tlsCaFile=/etc/ca.crt&nodePreference=leader',
    'kurrentdb://u:p@a/?tlsVerifyCert=false&keepAliveInterval=10000&defaultDeadline=500',
  ])('an address of a database may be %s', (address) => {
    expect(faults({ HUSTINGS_STORE: address })).toEqual([]);
    expect(faults({}, { ledger: address })).toEqual([]);
    expect(configure({}, { HUSTINGS_STORE: address }).ledger).not.toMatch(/u:p|[?@]|\/$/);
  });

  test('are all told at once, a line each, and none twice', () => {
    const env = {
      HUSTINGS_STORE: 'mysql://x',
      HUSTINGS_ACTOR: ' ',
      HUSTINGS_ANONYMOUS: 'no',
      HUSTINGS_BODY_LIMIT: 'x',
      HUSTINGS_OIDC_ISSUER: 'http://id.example',
    };
    const said = faults(env, { port: 'http' });
    expect(said.map((each) => each.split(' ')[0])).toEqual([
      'HUSTINGS_STORE',
      'HUSTINGS_ACTOR',
      '--port',
      'HUSTINGS_ANONYMOUS',
      'HUSTINGS_BODY_LIMIT',
      'HUSTINGS_OIDC_ISSUER',
      'HUSTINGS_OIDC_ISSUER',
    ]);
    expect(new Set(said).size).toBe(said.length);
    expect(said.at(-1)).toBe(
      'HUSTINGS_OIDC_ISSUER and HUSTINGS_OIDC_AUDIENCE must be set together, or neither.',
    );
  });

  test('name the flag where a flag set them', () => {
    expect(faults({}, { port: 'http' })).toEqual([
      '--port must be a number from 0 to 65535 (got "http").',
    ]);
    expect(faults({ HUSTINGS_PORT: '1' }, { host: 'a b' })).toEqual([
      '--host must be a host name or an IP address (got "a b").',
    ]);
  });

  test('are never shown where a variable holds them: it may be a secret in the wrong place', () => {
    const secret = 'hst_0123456789ab_secret secret';
    const taken = SETTINGS.filter(({ variable }) => faults({ [variable]: secret }).length > 0);
    expect(taken.length).toBeGreaterThan(14);
    for (const { variable } of taken) {
      expect(faults({ [variable]: secret }).join()).not.toContain('secret');
    }
  });

  test('are nothing but BadSettings, whatever is set', () => {
    const variable = fc.constantFrom(...SETTINGS.map((each) => each.variable));
    const value = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webUrl(), fc.ipV6());
    fc.assert(
      fc.property(fc.dictionary(variable, value, { maxKeys: 8 }), (env) => {
        for (const said of faults(env)) expect(said).toMatch(/^[A-Z-].*\.$/);
      }),
    );
  });
});
