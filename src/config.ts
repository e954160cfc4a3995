import { resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import type { z } from 'zod';
import { type About, isDatabase, isServer } from './setting-values.ts';
import { Settings } from './settings.ts';

/** Settings that cannot be used: one sentence a line, which names the variable or the flag. */
export class BadSetting extends Error {}

/** What others set: Kubernetes for a service named hustings, whoever runs the tests, and clients. */
const FOREIGN = /^HUSTINGS_(?:SERVICE_.*|PORT_\d+_.*|TEST_.*|TOKEN|URL)$/;

type Values = z.output<typeof Settings>;

/** The settings as a table tells them: the variable, and what it means. */
export const SETTINGS: readonly (About & { readonly variable: string })[] = Object.entries(
  Settings.shape,
).map(([variable, schema]) => ({ variable, ...(schema.meta() as unknown as About) }));

/** An address without the slashes at its end. */
export function unslashed(address: string): string {
  let end = address.length;
  while (address[end - 1] === '/') end -= 1;
  return address.slice(0, end);
}

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
  publicUrl: all.HUSTINGS_PUBLIC_URL === null ? null : unslashed(all.HUSTINGS_PUBLIC_URL),
  requestTimeoutSeconds: all.HUSTINGS_REQUEST_TIMEOUT,
  eventLoopDelayMilliseconds: all.HUSTINGS_EVENT_LOOP_DELAY,
  /** Null: nobody is let in by OpenID Connect. */
  oidc: oidcIn(all),
  /** Where traces are sent; null: nowhere. */
  traces: all.OTEL_EXPORTER_OTLP_ENDPOINT,
  /** How long a copy may be cut off from its database before the server is not ready. */
  staleSeconds: all.HUSTINGS_STALE_SECONDS,
});

/** A database that holds a ledger, and the file of the copy that follows it. */
export interface Database {
  /** With the name and password of its user, if there are any: never to be shown. */
  readonly address: string;
  readonly copy: string;
}

/** Where the ledger lies, who writes to it, and how it is served. */
export interface Config {
  /** Where the ledger is, as people are told: its file, or the address of its database. */
  readonly ledger: string;
  /** The database that holds the ledger; null: it lies in a file. */
  readonly database: Database | null;
  /** Whom new entries name as their recorder. */
  readonly recordedBy: string;
  /** The file of the transparency log's private keys: beside the ledger or its copy, unless another is named. */
  readonly logKey: string;
  /** The name of a log whose key is still to be made; null: one is made up. */
  readonly logOrigin: string | null;
  /** The file of the tokens: beside the ledger or its copy, unless another is named. */
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
  const flagged = variable === 'HUSTINGS_STORE' && flags.ledger !== undefined;
  if (value === undefined) return `${flagged ? '--ledger' : String(variable)} ${message}.`;
  return `${flag} ${message}${repeated === true ? ` (got ${JSON.stringify(value)})` : ''}.`;
}

const flagIn = (flags: SettingFlags, flag = ''): string | undefined =>
  flags[flag.slice(2) as keyof SettingFlags];

/** Where the ledger is: in a file or a database, whichever the flag names, or else the variables. */
function placeIn(
  { ledger }: SettingFlags,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  if (ledger === undefined) {
    if (!env.HUSTINGS_STORE || !env.HUSTINGS_LEDGER) return {};
    throw new BadSetting(
      'HUSTINGS_STORE and HUSTINGS_LEDGER are both set, and a ledger is either in a database or in a file: unset one.',
    );
  }
  if (isServer(ledger)) {
    throw new BadSetting(
      '--ledger must name a file or a database, and this is the address of a server: name the ledger that it serves, or ask the server itself (its /docs says how).',
    );
  }
  if (!isDatabase(ledger)) return { HUSTINGS_STORE: undefined };
  return { HUSTINGS_STORE: ledger, HUSTINGS_LEDGER: undefined };
}

/** An address without the name and password of its user and without its settings. */
function shown(address: string): string {
  const [, protocol, hosts] = /^([^:]+:\/\/)(?:[^@/?]*@)?([^/?]*)/.exec(address) ?? [];
  return `${protocol}${hosts}`;
}

/** Refuses one file for two things, of which one would be written over the other. */
function demandApart(files: Readonly<Record<string, string>>): void {
  const named = Object.entries(files).map(([what, file]) => ({ what, file, path: resolve(file) }));
  for (const { what, file, path } of named) {
    const first = named.find((each) => each.path === path);
    if (first !== undefined && first.what !== what) {
      throw new BadSetting(
        `${what} names ${file}, which is ${first.what} itself; give it a file of its own.`,
      );
    }
  }
}

/** The settings that nobody knows, which are mostly misspelt; what Kubernetes puts there of a service of that name is none. */
function demandKnown(env: Readonly<Record<string, string | undefined>>): void {
  const names = Object.keys(env).filter((name) => name.startsWith('HUSTINGS_'));
  const strange = names.find(
    (name) =>
      env[name] !== '' &&
      !SETTINGS.some(({ variable }) => variable === name) &&
      !FOREIGN.test(name),
  );
  if (strange === undefined) return;
  const near = closest(
    strange,
    SETTINGS.map(({ variable }) => variable),
  );
  throw new BadSetting(`${strange} is no setting; did you mean ${near}? Unset it, or correct it.`);
}

/** Reads the configuration: flags, or the environment, or else `usual`. Refuses, as BadSetting, all that is unusable. */
export function configure(
  flags: SettingFlags,
  env: Readonly<Record<string, string | undefined>>,
  usual: Readonly<Record<string, string>> = {},
): Config {
  demandKnown(env);
  const raw = SETTINGS.map(({ variable, flag }) => {
    return [variable, flagIn(flags, flag) ?? (env[variable] || usual[variable])];
  });
  const given = { ...Object.fromEntries(raw), ...placeIn(flags, env) };
  // Making a parser for what is parsed once takes longer than parsing it without one.
  const read = Settings.safeParse(given, { jitless: true });
  if (!read.success) {
    throw new BadSetting(read.error.issues.map((each) => faultOf(each, flags)).join('\n'));
  }
  const all = read.data;
  const { HUSTINGS_STORE: address, HUSTINGS_COPY: copy, HUSTINGS_LEDGER: file } = all;
  const beside = address === null ? file : copy;
  const logKey = all.HUSTINGS_LOG_KEY ?? `${beside}.key`;
  const tokens = all.HUSTINGS_TOKENS ?? `${beside}.tokens`;
  demandApart({
    [address === null ? 'the ledger' : 'HUSTINGS_COPY']: beside,
    HUSTINGS_LOG_KEY: logKey,
    HUSTINGS_TOKENS: tokens,
  });
  return {
    ledger: address === null ? file : shown(address),
    database: address === null ? null : { address, copy },
    recordedBy: all.HUSTINGS_ACTOR,
    logKey,
    logOrigin: all.HUSTINGS_LOG_ORIGIN,
    tokens,
    serve: serveIn(all),
  };
}
