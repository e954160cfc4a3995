import { isIP } from 'node:net';
import { userInfo } from 'node:os';
import { z } from 'zod';

/** What a setting means, and how else it can be given. */
export interface About {
  readonly description: string;
  /** What holds where it is not set, as a reader is told. */
  readonly usual: string;
  readonly flag?: string;
  /** Does a refusal of the flag repeat what it was given? */
  readonly repeated?: boolean;
}

/** A setting for which something goes without saying. */
export const given = <S extends z.ZodType<unknown, string>>(schema: S, about: About) =>
  z.prefault(schema, about.usual as z.input<S>).meta({ ...about });

/** A setting that may be left out: null. */
export const optional = <S extends z.ZodType<unknown, string>>(schema: S, about: About) =>
  schema
    .nullable()
    .prefault(null)
    .meta({ ...about });

/** The account that runs the command. */
export function account(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

/** Anything but blanks, as it is written. */
export const filled = (refusal: string) =>
  z.string().refine((value) => value.trim() !== '', refusal);

/** A name, in one way of writing it and without blanks around it. */
export const named = (refusal: string, longest: number) =>
  z
    .string()
    .transform((value) => value.trim().normalize('NFC'))
    .refine((value) => value !== '' && value.length <= longest && value.isWellFormed(), refusal);

/** A whole number. */
export const whole = (least: number, most: number) =>
  z
    .string()
    .refine(
      (value) => /^\d{1,15}$/.test(value) && Number(value) >= least && Number(value) <= most,
      `must be a number from ${least} to ${most}`,
    )
    .transform(Number);

const isAddress = (value: string, protocols: readonly string[]): boolean => {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return protocols.includes(protocol) && `${username}${password}${search}${hash}` === '';
};

/** The address of a server; a path may stand in it. */
export const address = z
  .string()
  .refine(
    (value) => isAddress(value, ['http:', 'https:']),
    'must be an http or https address without a name, a query or a fragment in it, as in https://ledger.example',
  );

const isHere = (value: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(value).hostname);

/** The address of one whose word is taken for keys: nobody may speak in its place on the way. */
export const secure = z
  .string()
  .refine(
    (value) => isAddress(value, ['https:']) || (isAddress(value, ['http:']) && isHere(value)),
    'must be an https address without a name, a query or a fragment in it, as in https://id.example/realms/a',
  );

const isNetwork = (value: string): boolean => {
  const [ip = '', bits = '0', ...rest] = value.split('/');
  const version = isIP(ip);
  const most = version === 4 ? 32 : 128;
  return version > 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
};

/** Which proxies are trusted: none, so many of the last, or those with these addresses. */
export const proxies = z
  .string()
  .transform((value) => value.split(',').map((each) => each.trim()))
  .refine(
    (parts) =>
      (parts.length === 1 && /^(?:off|[1-9]\d?)$/.test(`${parts}`)) || parts.every(isNetwork),
    'must be off, how many proxies stand in front, or their addresses, as in 10.0.0.0/8,::1',
  )
  .transform((parts): false | number | readonly string[] => {
    const [first = ''] = parts;
    if (first === 'off') return false;
    return isIP(first.split('/')[0] ?? '') > 0 ? parts : Number(first);
  });

/** Is this meant as the address of a database? */
export const isDatabase = (value: string): boolean =>
  /^(?:[a-z]+(?:\+[a-z]+)?:\/\/|(?:kurrent(?:db)?|kdb|esdb)(?:\+discover)?:)/i.test(value);

/** Is this meant as the address of a server? */
export const isServer = (value: string): boolean => /^https?:/i.test(value);

/** What is special in a name, a password or a value is written as in `%40`. */
const WORD = String.raw`(?:[\w.~!$'()*+;-]|%[0-9a-f]{2})+`;
const HOST = String.raw`[\w.-]+(?::\d{1,5})?`;
const DATABASE = new RegExp(
  String.raw`^(?:kurrentdb|kurrent|kdb)(?:\+discover)?:\/\/(?:${WORD}:${WORD}@)?(?<hosts>${HOST}(?:,${HOST})*)\/?(?:\?(?<settings>[^\s?]+))?$`,
  'i',
);

const YES_OR_NO = /^(?:true|false)$/;
const MILLISECONDS = /^\d{1,9}$/;
const TEXT = /^[^\s=]+$/;

/** What the client knows of settings; of another it would complain on stderr, with the whole address. */
const DATABASE_SETTINGS: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    tls: YES_OR_NO,
    tlsverifycert: YES_OR_NO,
    tlscafile: TEXT,
    usercertfile: TEXT,
    userkeyfile: TEXT,
    connectionname: TEXT,
    // Whatever a copy asks, it asks the leader.
    nodepreference: /^leader$/,
    maxdiscoverattempts: MILLISECONDS,
    discoveryinterval: MILLISECONDS,
    gossiptimeout: MILLISECONDS,
    defaultdeadline: MILLISECONDS,
    keepaliveinterval: MILLISECONDS,
    keepalivetimeout: MILLISECONDS,
  }),
);

const isSetting = (text: string): boolean => {
  const [name = '', ...value] = text.split('=');
  return DATABASE_SETTINGS.get(name.toLowerCase())?.test(value.join('=')) === true;
};

const isDecodable = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};

function isDatabaseAddress(value: string): boolean {
  const { hosts = '', settings } = DATABASE.exec(value)?.groups ?? {};
  const ports = hosts.split(',').map((host) => Number(host.split(':')[1] ?? 1));
  return (
    hosts !== '' &&
    ports.every((port) => port > 0 && port <= 65_535) &&
    (settings === undefined || settings.split('&').every(isSetting)) &&
    isDecodable(value)
  );
}

/**
 * The address of a KurrentDB database: its hosts, with a user and settings if need be. Whatever the client
 * could not read is refused here: it would say so with the password in it.
 */
export const database = z
  .string()
  .refine(
    isDatabaseAddress,
    'must be the address of a KurrentDB database, as in kurrentdb://user:password@host:2113?tls=true (what is special in a password is written as in %40)',
  );

/** A file, and not by mistake the address of a database, with a password in it. */
export const fileName = (refusal: string) =>
  filled(refusal)
    .refine((value) => !isDatabase(value), 'must name a file; HUSTINGS_STORE names a database')
    .refine(
      (value) => value.trim() === '' || value === value.trim(),
      'must name a file without blanks before or after its name',
    );
