import { z } from 'zod';
import {
  type About,
  account,
  address,
  database,
  fileName,
  filled,
  given,
  named,
  optional,
  proxies,
  secure,
  whole,
} from './setting-values.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const file = fileName('must name a file');
const claim = filled('must name a claim, as in roles or realm_access.roles');

/** Every setting. A flag wins over the variable, and a variable that is set to nothing is not set. */
export const Settings = z
  .object({
    HUSTINGS_LEDGER: given(fileName('The ledger has no name: give --ledger FILE'), {
      usual: './hustings.db',
      flag: '--ledger',
      description: "The ledger's file. The flag takes the address of a database, too.",
    }),
    HUSTINGS_STORE: optional(database, {
      usual: '',
      description:
        'The KurrentDB database that holds the ledger instead of a file, as in `kurrentdb://user:password@host:2113?tls=true`.',
    }),
    HUSTINGS_COPY: given(file, {
      usual: './hustings-copy.db',
      description: 'The file of the copy that follows a database, and is read from.',
    }),
    HUSTINGS_STALE_SECONDS: given(whole(0, 86_400), {
      usual: '10',
      description:
        'How long, in seconds, a copy may be cut off from its database before the server says that it is not ready.',
    }),
    HUSTINGS_ACTOR: named('must name who records, in at most 200 characters', 200)
      .prefault(account)
      .meta({
        usual: 'your account',
        flag: '--by',
        description: 'Whom the entries that a command appends name as their recorder.',
      } satisfies About),
    HUSTINGS_LOG_KEY: optional(file, {
      usual: '`<ledger>.key`',
      description: "The file of the transparency log's private keys.",
    }),
    HUSTINGS_LOG_ORIGIN: optional(filled('must name a log, as in ledger.example/a'), {
      usual: 'made up',
      description: 'The name of a log whose key is still to be made, as in `ledger.example/a`.',
    }),
    HUSTINGS_TOKENS: optional(file, {
      usual: '`<ledger>.tokens`',
      description: 'The file of the tokens that let people append, audit and administer over HTTP.',
    }),
    HUSTINGS_HOST: given(z.string().regex(/^[\w.:%-]+$/, 'must be a host name or an IP address'), {
      usual: '127.0.0.1',
      flag: '--host',
      repeated: true,
      description: 'Where the server listens; `0.0.0.0` is every network.',
    }),
    HUSTINGS_PORT: given(whole(0, 65_535), {
      usual: '8080',
      flag: '--port',
      repeated: true,
      description: 'Which port it listens on; 0 is any that is free.',
    }),
    HUSTINGS_ANONYMOUS: given(z.enum(['read', 'none'], 'must be read or none'), {
      usual: 'read',
      description: 'What whoever shows no token may do: `read`, or `none` for nothing.',
    }),
    HUSTINGS_LOG_LEVEL: given(z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`), {
      usual: 'info',
      description: `From which level on it logs: ${LOG_LEVELS.map((each) => `\`${each}\``).join(', ')}.`,
    }),
    HUSTINGS_CHECKPOINT_SECONDS: given(whole(1, 86_400), {
      usual: '5',
      description: 'How often at most, in seconds, it signs a checkpoint of the log.',
    }),
    HUSTINGS_BODY_LIMIT: given(whole(1024, 67_108_864), {
      usual: '1048576',
      description: 'The largest body that it reads, in bytes.',
    }),
    HUSTINGS_BATCH_LIMIT: given(whole(1, 100_000), {
      usual: '1000',
      description: 'How many entries one request may append.',
    }),
    HUSTINGS_RATE_LIMIT: given(whole(0, 1_000_000), {
      usual: '6000',
      description:
        'How many requests a minute each client has, by token or else address; 0 is no limit.',
    }),
    HUSTINGS_FEED_LIMIT: given(whole(0, 100_000), {
      usual: '1000',
      description: 'How many live feeds may be open at once.',
    }),
    HUSTINGS_TRUST_PROXY: given(proxies, {
      usual: 'off',
      description:
        'Whose `X-Forwarded-*` fields count: how many proxies stand in front, or their addresses, as in `10.0.0.0/8,::1`.',
    }),
    HUSTINGS_PUBLIC_URL: optional(address, {
      usual: '',
      description: 'What the addresses in Atom feeds begin with, as in `https://ledger.example`.',
    }),
    HUSTINGS_REQUEST_TIMEOUT: given(whole(1, 3600), {
      usual: '30',
      description: 'How many seconds a client has to send a request.',
    }),
    HUSTINGS_EVENT_LOOP_DELAY: given(whole(1, 3_600_000), {
      usual: '1000',
      description: 'How late the server may be, in milliseconds, before it answers 503.',
    }),
    HUSTINGS_OIDC_ISSUER: optional(secure, {
      usual: '',
      description:
        'The OpenID Connect issuer whose JSON Web Tokens let people in too, exactly as their `iss` says it.',
    }),
    HUSTINGS_OIDC_AUDIENCE: optional(filled('must name this ledger as the issuer does'), {
      usual: '',
      description: 'What their `aud` must say; needed with an issuer.',
    }),
    HUSTINGS_OIDC_JWKS: optional(secure, {
      usual: 'as the issuer says',
      description: "Where the issuer's keys are.",
    }),
    HUSTINGS_OIDC_ROLE_CLAIM: given(claim, {
      usual: 'roles',
      description: 'Which claim holds their roles: a name, or a path as in `realm_access.roles`.',
    }),
    HUSTINGS_OIDC_NAME_CLAIM: given(claim, {
      usual: 'sub',
      description: 'Which claim holds whom their entries name as recorder.',
    }),
    OTEL_EXPORTER_OTLP_ENDPOINT: optional(address, {
      usual: '',
      description: 'Where traces are sent (OpenTelemetry, OTLP over HTTP); none without it.',
    }),
  })
  .refine((all) => (all.HUSTINGS_OIDC_ISSUER === null) === (all.HUSTINGS_OIDC_AUDIENCE === null), {
    path: ['HUSTINGS_OIDC_ISSUER'],
    error: 'and HUSTINGS_OIDC_AUDIENCE must be set together, or neither',
    when: () => true,
  });
