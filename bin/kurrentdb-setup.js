// Readies a KurrentDB for a ledger: a user for the service who is no administrator, and rights with which
// that user appends and reads, but neither deletes, truncates nor changes metadata. Each step looks first,
// so it can be run again; docker-compose.yml runs it before the service. Not named in the help of
// `hustings`: it is for whoever runs the database, with the password of its administrator.
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { open } from './kurrentdb-admin.js';

/** The database's user for the service. A user has a role of the same name. */
export const USER = 'hustings';
const ADMIN = 'admin';
const ADMINS = '$admins';

/**
 * The rights on every stream that has none of its own, and so on streams that are still to be. What is
 * left to administrators would let its holder hide entries: `$d` deletes streams; `$mw` sets `$maxCount`,
 * `$maxAge` and `$tb`, and other rights.
 */
export const SETTINGS = {
  $userStreamAcl: { $r: [USER], $w: [USER], $d: [ADMINS], $mr: [USER], $mw: [ADMINS] },
  $systemStreamAcl: { $r: [ADMINS], $w: [ADMINS], $d: [ADMINS], $mr: [ADMINS], $mw: [ADMINS] },
};

const FORBIDDEN = ['write the metadata of a stream', 'delete a stream', 'tombstone a stream'];

/** Why it ends, as sentences for whoever runs it. */
export class Refused extends Error {}

const USAGE = `usage: kurrentdb-setup.js [--check] [--replace]
  --check    looks at the passwords alone, and asks no database
  --replace  puts the ledger's rules for streams in the place of others
The environment says: DATABASE_NODES (host:port, commas between), DATABASE_CA (the file of the certificate
authority), DATABASE_ADMIN_PASSWORD, DATABASE_PASSWORD (of the service's user), DATABASE_PATIENCE (seconds, 120).`;

// They stand in connection strings, where other characters would have to be escaped.
const PASSWORD = /^[A-Za-z0-9]{16,128}$/;

/** What is wrong with the passwords, a sentence each. */
export function faultsIn(env) {
  const unfit = ['DATABASE_ADMIN_PASSWORD', 'DATABASE_PASSWORD'].filter(
    (name) => !PASSWORD.test(env[name] ?? ''),
  );
  if (unfit.length === 0 && env.DATABASE_ADMIN_PASSWORD === env.DATABASE_PASSWORD) {
    return ['DATABASE_PASSWORD must differ from DATABASE_ADMIN_PASSWORD.'];
  }
  return unfit.map(
    (name) =>
      `${name} must be set to 16 to 128 letters and digits: openssl rand -hex 24 makes some.`,
  );
}

/** Where the database is asked, by whom. */
export function addressFor(env, user, password) {
  const trust = `tls=true&tlsCaFile=${env.DATABASE_CA}`;
  return `kurrentdb://${user}:${password}@${env.DATABASE_NODES}?${trust}&connectionName=setup-${user}`;
}

const listed = (roles) => (typeof roles === 'string' ? [roles] : roles);
const each = (object, change) =>
  Object.fromEntries(Object.entries(object ?? {}).map(([key, value]) => [key, change(value)]));

async function makeUser(admin, password, say) {
  const known = await admin.user(USER);
  if (known?.disabled) {
    throw new Refused(
      `The user ${USER} is disabled: find out who did that and why, and enable it.`,
    );
  }
  // Is done, too, where there is such a user with this very password.
  const isDone = await admin.createUser(USER, password);
  if (!isDone) await admin.resetPassword(USER, password);
  if (known?.groups.length > 0) await admin.leaveGroups(USER);
  if (known === undefined) say(`The user ${USER} was made.`);
  else say(`The user ${USER} is there${isDone ? '' : '; its password is now the one given'}.`);
  if (known?.groups.length > 0) say(`It was in ${known.groups}, and is in no group now.`);
}

async function giveRights(admin, replace, say) {
  const found = await admin.last('$settings');
  const rules = each(found?.data, (acl) => each(acl, listed));
  if (isDeepStrictEqual(rules, SETTINGS))
    return say('The rules for streams are as they should be.');
  if (found !== undefined && !replace) {
    const text = JSON.stringify(found.data);
    throw new Refused(
      `The database has other rules for streams: ${text}. Give the ledger a database of its own, or put its rules in their place with --replace.`,
    );
  }
  await admin.append('$settings', '$settings', SETTINGS, found?.revision);
  say(`Streams are read and appended to by ${USER}; administrators alone can delete them.`);
}

async function letRead(admin, say) {
  const found = await admin.last('$$$all');
  const acl = found?.data.$acl ?? {};
  const readers = listed(acl.$r ?? [ADMINS]);
  if (readers.includes(USER)) return say(`${USER} may read $all already.`);
  const metadata = { ...found?.data, $acl: { ...acl, $r: [...readers, USER] } };
  await admin.append('$$$all', '$metadata', metadata, found?.revision);
  say(`${USER} may read $all.`);
}

/** Tries, as the service's user, what must work and what must not: rules may mean less than they say. */
async function prove(service, say) {
  if (!(await service.may('read $all'))) {
    throw new Refused(`${USER} may not read $all, though the rules say so.`);
  }
  for (const act of FORBIDDEN) {
    if (!(await service.may(act))) continue;
    throw new Refused(
      `${USER} may ${act}, though the rules forbid it: keep no ledger in this database. Is it insecure, or has it stream policies?`,
    );
  }
  say(`Tried as ${USER}: it reads $all, and is refused what could hide an entry.`);
}

/** Does all of it, and says what it did. `service` opens the database as its user. */
export async function setUp(admin, service, { password, replace, say }) {
  await makeUser(admin, password, say);
  await giveRights(admin, replace, say);
  await letRead(admin, say);
  const user = await service();
  try {
    await prove(user, say);
  } finally {
    await user.close();
  }
}

/** A database that has just started elects a leader and makes its administrator first. */
async function patiently(work, { seconds, say }) {
  const until = performance.now() + seconds * 1000;
  let last = '';
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refused) throw error;
      const { message } = error;
      if (performance.now() > until) throw new Refused(`The database does not do it: ${message}`);
      if (message !== last) say(`Not yet (${message}); trying again for ${seconds} s.`);
      last = message;
      await pause(2000);
    }
  }
}

/** Runs it with a command's arguments; what it says goes to `say`, a sentence each. */
export async function run(args, env, say) {
  const unknown = args.filter((arg) => !['--check', '--replace'].includes(arg));
  if (unknown.length > 0) throw new Refused(USAGE);
  const faults = faultsIn(env);
  if (faults.length > 0) throw new Refused(faults.join('\n'));
  if (args.includes('--check')) return say('The passwords will do.');
  if (!env.DATABASE_NODES || !env.DATABASE_CA) throw new Refused(USAGE);
  const password = env.DATABASE_PASSWORD;
  const as = (user, secret) => open(addressFor(env, user, secret));
  const wanted = { password, replace: args.includes('--replace'), say };
  const once = async () => {
    const admin = await as(ADMIN, env.DATABASE_ADMIN_PASSWORD);
    try {
      await setUp(admin, () => as(USER, password), wanted);
    } finally {
      await admin.close();
    }
  };
  await patiently(once, { seconds: Number(env.DATABASE_PATIENCE ?? 120), say });
}

if (import.meta.main) {
  const say = (sentence) => process.stderr.write(`${sentence}\n`);
  try {
    await run(process.argv.slice(2), process.env, say);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
