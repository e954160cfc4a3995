import { z } from 'zod';
import {
  type About,
  account,
  address,
  filled,
  given,
  named,
  optional,
  proxies,
  secure,
  whole,
} from './setting-values.ts';

/** Settings that cannot be used: one sentence a line, which names the variable or the flag. */
export class BadSetting extends Error {}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const file = filled('must name a file');
const claim = filled('must name a claim, as in roles or realm_access.roles');

/** Every setting. A flag wins over the variable, and a variable that is set to nothing is not set. */
const Settings = z
  .object({
    HUSTINGS_LEDGER: given(filled('The ledger has no name: give --ledger FILE'), {
      usual: './hustings.db',
      flag: '--ledger',
      description: "The ledger's file.",
    }),
    HUSTINGS_STORE: optional(
      z.never(
        'is set, but this version keeps ledgers in SQLite files only: unset it and use HUSTINGS_LEDGER or --ledger',
      ),
      { usual: '', description: 'Must not be set: other stores are for later versions.' },
    ),
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

type Values = z.output<typeof Settings>;

/** The settings as a table tells them: the variable, and what it means. */
export const SETTINGS: readonly (About & { readonly variable: string })[] = Object.entries(
  Settings.shape,
).map(([variable, schema]) => ({ variable, ...(schema.meta() as unknown as About) }));

/** What a server is told. */
export type ServeSettings = ReturnType<typeof serveIn>;

function oidcIn(all: Values) {
  const { HUSTINGS_OIDC_ISSUER: issuer, HUSTINGS_OIDC_AUDIENCE: audience } = all;
  if (issuer === null || audience === null) return null;
  return {
    issuer,
    audience,
    /** Where its keys are; null: where its discovery document says. */
    jwks: all.HUSTINGS_OIDC_JWKS,
    roleClaim: all.HUSTINGS_OIDC_ROLE_CLAIM,
    nameClaim: all.HUSTINGS_OIDC_NAME_CLAIM,
  };
}

const serveIn = (all: Values) => ({
  host: all.HUSTINGS_HOST,
  port: all.HUSTINGS_PORT,
  anonymous: all.HUSTINGS_ANONYMOUS,
  logLevel: all.HUSTINGS_LOG_LEVEL,
  checkpointSeconds: all.HUSTINGS_CHECKPOINT_SECONDS,
  /** In bytes. */
  bodyLimit: all.HUSTINGS_BODY_LIMIT,
  batchLimit: all.HUSTINGS_BATCH_LIMIT,
  /** Requests a minute and client; 0: no limit. */
  rateLimit: all.HUSTINGS_RATE_LIMIT,
  feedLimit: all.HUSTINGS_FEED_LIMIT,
  trustProxy: all.HUSTINGS_TRUST_PROXY,
  /** Without a slash at its end; null: links begin with a slash. */
  publicUrl: all.HUSTINGS_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
  requestTimeoutSeconds: all.HUSTINGS_REQUEST_TIMEOUT,
  eventLoopDelayMilliseconds: all.HUSTINGS_EVENT_LOOP_DELAY,
  /** Null: nobody is let in by OpenID Connect. */
  oidc: oidcIn(all),
  /** Where traces are sent; null: nowhere. */
  traces: all.OTEL_EXPORTER_OTLP_ENDPOINT,
});

/** Where the ledger lies, who writes to it, and how it is served. */
export interface Config {
  /** The ledger's file. */
  readonly ledger: string;
  /** Whom new entries name as their recorder. */
  readonly recordedBy: string;
  /** The file of the transparency log's private keys: beside the ledger, unless another is named. */
  readonly logKey: string;
  /** The name of a log whose key is still to be made; null: one is made up. */
  readonly logOrigin: string | null;
  /** The file of the tokens: beside the ledger, unless another is named. */
  readonly tokens: string;
  readonly serve: ServeSettings;
}

/** The settings that have flags of their own; what is left out is left to the environment. */
export type SettingFlags = {
  readonly [F in 'ledger' | 'by' | 'host' | 'port']?: string | undefined;
};

/** What is wrong with one setting, as a sentence. */
function faultOf({ path: [variable], message }: z.core.$ZodIssue, flags: SettingFlags): string {
  if (/^[A-Z]/.test(message)) return `${message}.`;
  const { flag, repeated } = SETTINGS.find((each) => each.variable === variable) ?? {};
  const value = flagIn(flags, flag);
  // What stands on the command line is no secret; what a variable holds may be one.
  if (value === undefined) return `${String(variable)} ${message}.`;
  return `${flag} ${message}${repeated === true ? ` (got ${JSON.stringify(value)})` : ''}.`;
}

const flagIn = (flags: SettingFlags, flag = ''): string | undefined =>
  flags[flag.slice(2) as keyof SettingFlags];

/** Reads the configuration: flags, or the environment, or else `usual`. Refuses, as BadSetting, all that is unusable. */
export function configure(
  flags: SettingFlags,
  env: Readonly<Record<string, string | undefined>>,
  usual: Readonly<Record<string, string>> = {},
): Config {
  const raw = SETTINGS.map(({ variable, flag }) => {
    return [variable, flagIn(flags, flag) ?? (env[variable] || usual[variable])];
  });
  const read = Settings.safeParse(Object.fromEntries(raw));
  if (!read.success) {
    throw new BadSetting(read.error.issues.map((each) => faultOf(each, flags)).join('\n'));
  }
  const all = read.data;
  const ledger = all.HUSTINGS_LEDGER;
  return {
    ledger,
    recordedBy: all.HUSTINGS_ACTOR,
    logKey: all.HUSTINGS_LOG_KEY ?? `${ledger}.key`,
    logOrigin: all.HUSTINGS_LOG_ORIGIN,
    tokens: all.HUSTINGS_TOKENS ?? `${ledger}.tokens`,
    serve: serveIn(all),
  };
}
