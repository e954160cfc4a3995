import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { text } from '../../events/fields.ts';
import { isRole, may } from '../access/role.ts';
import { makeToken, stateOf, toldToken } from '../access/token.ts';
import type { StoredToken, TokenStore } from '../store/token-store.ts';
import { formatInstant, parseInstant } from '../time/instant.ts';
import { withJsonBodies } from './json-body.ts';
import { operation } from './openapi/operation.ts';
import { Problem } from './problem.ts';
import { TokenCreated, TokenList, TokenRequest } from './schemas/tokens.ts';
import { STATUS } from './status.ts';

/** What tokens are made with, and who else could let somebody in. */
export interface TokenOptions {
  now(): number;
  randomBytes(length: number): Uint8Array;
  /** Is there an issuer outside whose tokens may administer, too? */
  readonly oidc: boolean;
}

function bad(field: string, detail: string): Problem {
  return new Problem(STATUS.badRequest, 'malformed', detail, [{ pointer: `/${field}`, detail }]);
}

/** A name as entries can have it for their recorder. Refuses what they could not. */
function nameOf(given: string): string {
  const name = text(200).safeParse(given.trim());
  if (name.success) return name.data;
  throw bad('name', 'name must say who it is, in 1 to 200 characters of well-formed text.');
}

/** The end of a token in milliseconds; null: never. Refuses what is no instant, and one that is past. */
function endOf(expires: string | null | undefined, now: number): number | null {
  if (expires === undefined || expires === null) return null;
  const end = parseInstant(expires);
  if (end === undefined) {
    throw bad('expires', 'expires must be a UTC instant, as in 2027-01-31T12:00:00Z.');
  }
  if (end > now) return end;
  throw bad('expires', `expires ${expires} is past: it is ${formatInstant(now)} here.`);
}

/** The tokens by which somebody may administer now. */
const administering = (tokens: TokenStore, now: number): StoredToken[] =>
  tokens
    .list()
    .filter((token) => stateOf(token, now) === 'valid')
    .filter(({ roles }) => may(roles.filter(isRole), 'administer'));

/**
 * Nobody shall lock everybody out by a slip: the last token that may administer stays, unless an issuer
 * outside lets others in. Whoever has the machine can always revoke it by command, and make another.
 */
function refuseLast(tokens: TokenStore, id: string, { now, oidc }: TokenOptions): void {
  const left = administering(tokens, now());
  if (oidc || left.length !== 1 || left[0]?.id !== id) return;
  const detail =
    'This is the last token that may administer; make another first, or revoke it on the machine itself (hustings token revoke).';
  throw new Problem(STATUS.conflict, 'last-admin', detail);
}

const Id = z.object({ id: z.string().min(1).max(100) });
const config = { may: 'administer' } as const;

function readingRoutes(scope: FastifyInstance, tokens: TokenStore, { now }: TokenOptions): void {
  const schema = operation({
    id: 'tokens',
    tag: 'administration',
    summary: 'The tokens, without their secrets',
    querystring: z.strictObject({}),
    answers: { [STATUS.ok]: { says: 'All tokens, those revoked too.', json: TokenList } },
    refuses: [STATUS.badRequest],
  });
  scope.get('/tokens', { config, schema }, async (_, reply) => {
    reply.header('cache-control', 'no-store');
    return { tokens: tokens.list().map((token) => toldToken(token, now())) };
  });
}

function makingRoutes(scope: FastifyInstance, tokens: TokenStore, options: TokenOptions): void {
  const schema = operation({
    id: 'makeToken',
    tag: 'administration',
    summary: 'Make a token',
    description: 'The token is shown this once: only a hash of it is kept.',
    querystring: z.strictObject({}),
    body: {
      json: TokenRequest,
      example: { name: 'Ada', roles: ['editor'], expires: null },
      validated: true,
    },
    answers: { [STATUS.created]: { says: 'The new token.', json: TokenCreated } },
    refuses: [STATUS.badRequest, STATUS.tooLarge, STATUS.unsupported],
  });
  scope.post('/tokens', { config, schema }, async (request, reply) => {
    const asked = request.body as z.infer<typeof TokenRequest>;
    const name = nameOf(asked.name);
    const expires = endOf(asked.expires, options.now());
    const made = makeToken({ name, roles: [...new Set(asked.roles)], expires }, options);
    tokens.add(made.kept);
    reply.code(STATUS.created).header('cache-control', 'no-store');
    return { ...toldToken(made.kept, options.now()), token: made.text };
  });
}

function revokingRoutes(scope: FastifyInstance, tokens: TokenStore, options: TokenOptions): void {
  const schema = operation({
    id: 'revokeToken',
    tag: 'administration',
    summary: 'Revoke a token, at once and for ever',
    description:
      'Again is no fault. The last token that may administer stays, unless an OpenID Connect issuer lets others in.',
    params: Id,
    querystring: z.strictObject({}),
    answers: { [STATUS.noContent]: { says: 'It gives no access any more.' } },
    refuses: [STATUS.badRequest, STATUS.notFound, STATUS.conflict],
  });
  const typed = scope.withTypeProvider<ZodTypeProvider>();
  typed.delete('/tokens/:id', { config, schema }, async (request, reply) => {
    const { id } = request.params;
    refuseLast(tokens, id, options);
    if (tokens.revoke(id, options.now()) === undefined) {
      const detail = 'There is no token with this id; GET /api/v1/tokens lists them.';
      throw new Problem(STATUS.notFound, 'not-found', detail);
    }
    return reply.code(STATUS.noContent).header('cache-control', 'no-store').send();
  });
}

/** Who is let in: tokens are listed, made and revoked, and take effect at the next request. */
export function tokenRoutes(
  server: FastifyInstance,
  tokens: TokenStore,
  options: TokenOptions,
): void {
  withJsonBodies(server, (scope) => {
    readingRoutes(scope, tokens, options);
    makingRoutes(scope, tokens, options);
    revokingRoutes(scope, tokens, options);
  });
}
