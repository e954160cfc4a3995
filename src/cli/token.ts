import { type Command, InvalidArgumentError, Option } from 'commander';
import { text } from '../../events/fields.ts';
import { isRole, ROLES, type Role } from '../access/role.ts';
import { idIn, makeToken, toldToken } from '../access/token.ts';
import type { StoredToken, TokenStore } from '../store/token-store.ts';
import { MILLISECONDS_A_DAY, parseDay } from '../time/day.ts';
import { formatInstant, parseInstant } from '../time/instant.ts';
import type { Format } from './answer.ts';
import { type Context, formatOption, ledgerOption, print, withTokens } from './context.ts';
import { Failure } from './failure.ts';
import { say } from './terminal.ts';

interface TokenFlags {
  readonly ledger?: string;
}

interface AddFlags extends TokenFlags {
  readonly role: readonly Role[];
  readonly expires?: string;
}

interface ListFlags extends TokenFlags {
  readonly format?: Format;
}

const COLUMNS = ['id', 'name', 'roles', 'state', 'created', 'expires', 'revoked'];

const ABOUT = `
A token lets somebody in over HTTP: Authorization: Bearer and the token. Its name
is what the entries say that are appended with it. Roles: historian (reads),
editor (reads and appends), auditor (reads, and sees who appended what), admin
(reads, audits, makes and revokes tokens, erases). Only a hash of a token is
kept, in FILE.tokens beside the ledger, or beside the copy of a database, or where
HUSTINGS_TOKENS says: servers of one database share that, or each has its own.

Examples:
  hustings token add 'Ada Lovelace' --role editor --expires 2027-03-31
  hustings token list
  hustings token revoke 3f2a9c01`;

const ADD = `
The token alone goes to stdout, and is never shown again. To renew one, add
another of the same name, and revoke the old one when the new one is in use.

Example:
  hustings token add press-desk --role editor --role auditor > press-desk.token`;

function rolesOf(role: string, before: readonly Role[] = []): readonly Role[] {
  if (!isRole(role)) throw new InvalidArgumentError(`Allowed choices are ${ROLES.join(', ')}.`);
  return before.includes(role) ? before : [...before, role];
}

function nameOf(given: string): string {
  const name = text(200).safeParse(given.trim());
  if (name.success) return name.data;
  throw new Failure('the name must be 1 to 200 characters of well-formed text.', 2);
}

/** From when on a token is no good: an instant, or the end of a day. */
function expiryOf(given: string | undefined, now: number): number | null {
  if (given === undefined) return null;
  const day = parseDay(given);
  const expires = day === undefined ? parseInstant(given) : (day + 1) * MILLISECONDS_A_DAY;
  if (expires === undefined) {
    throw new Failure(
      `--expires must be a day, as in 2027-03-31, or a UTC instant, as in 2027-03-31T18:00:00Z (got ${JSON.stringify(given)}).`,
      2,
    );
  }
  if (expires <= now) throw new Failure(`--expires ${given} is past already.`, 2);
  return expires;
}

/** The token that is meant: by its id, the beginning of one, or, for one that leaked, its whole text. */
function tokenMeant(tokens: TokenStore, given: string): StoredToken {
  const beginning = idIn(given) ?? given.toLowerCase();
  const shown = idIn(given) ?? JSON.stringify(given.slice(0, 20));
  const found = /^[0-9a-f]{4,12}$/.test(beginning)
    ? tokens.list().filter(({ id }) => id.startsWith(beginning))
    : [];
  const [token, ...others] = found;
  if (token === undefined) {
    throw new Failure(`there is no token ${shown}; hustings token list lists them.`);
  }
  if (others.length === 0) return token;
  const ids = found.map(({ id }) => id).join(', ');
  throw new Failure(`${shown} begins the ids of several tokens: ${ids}; give more of it.`);
}

function add(context: Context, given: string, { role, expires, ...flags }: AddFlags) {
  const name = nameOf(given);
  const until = expiryOf(expires, context.now());
  return withTokens(context, context.configure(flags), (tokens) => {
    const { text: token, kept } = makeToken({ name, roles: role, expires: until }, context);
    tokens.add(kept);
    context.terminal.out.write(`${token}\n`);
    const ends = until === null ? 'does not expire' : `expires ${formatInstant(until)}`;
    say(context.terminal, `Token ${kept.id} of ${name}: ${role.join(', ')}; it ${ends}.`);
    say(context.terminal, 'It is shown this once; keep it secret.');
  });
}

function list(context: Context, flags: ListFlags) {
  return withTokens(context, context.configure(flags), (tokens) => {
    const now = context.now();
    const told = tokens.list().map((token) => toldToken(token, now));
    const rows = told.map((each) => Object.values({ ...each, roles: each.roles.join(' ') }));
    print(context, { body: { tokens: told }, columns: COLUMNS, rows }, flags);
    if (rows.length === 0) say(context.terminal, 'No tokens yet: hustings token add makes one.');
  });
}

function revoke(context: Context, given: string, flags: TokenFlags) {
  return withTokens(context, context.configure(flags), (tokens) => {
    const { id, name, revoked } = tokenMeant(tokens, given);
    if (revoked !== null) {
      say(context.terminal, `Token ${id} of ${name} was revoked ${formatInstant(revoked)}.`);
      return;
    }
    tokens.revoke(id, context.now());
    say(context.terminal, `Token ${id} of ${name} is revoked: it lets nobody in from now on.`);
  });
}

/** `hustings token add|list|revoke`. */
export function tokenCommand(program: Command, context: Context): void {
  const token = program
    .command('token')
    .description('who may append, audit and administer over HTTP')
    .addHelpText('after', ABOUT);
  const ledger = ledgerOption();
  token
    .command('add')
    .argument('<name>', 'whom entries will name')
    .description('make a token, and show it once')
    .addOption(
      new Option('--role <role>', `may be given again: ${ROLES.join(', ')}`)
        .argParser(rolesOf)
        .makeOptionMandatory(),
    )
    .option(
      '--expires <day|instant>',
      'the last day, or the UTC instant, it is good (default: none)',
    )
    .addOption(ledger)
    .addHelpText('after', ADD)
    .action((name: string, flags: AddFlags) => add(context, name, flags));
  token
    .command('list')
    .description('the tokens, without their secrets')
    .addOption(ledger)
    .addOption(formatOption())
    .action((flags: ListFlags) => list(context, flags));
  token
    .command('revoke')
    .argument('<id>', 'its id, or the beginning of it')
    .description('let a token give no more access, at once and for ever')
    .addOption(ledger)
    .action((id: string, flags: TokenFlags) => revoke(context, id, flags));
  for (const each of token.commands) {
    each.showHelpAfterError(`(hustings token ${each.name()} --help shows how)`);
  }
}
