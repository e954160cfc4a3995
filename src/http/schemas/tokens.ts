import { z } from 'zod';
import { ROLES } from '../../access/role.ts';
import { named } from './named.ts';
import { Instant } from './words.ts';

/** What a token's holder may be. */
export const Role = named('Role', z.enum(ROLES), {
  description:
    'historian: read; editor: read and append; auditor: read and audit; admin: read, audit and administer.',
});

const token = {
  id: z.string().describe('The public part of the token: it names it, and opens nothing.'),
  name: z.string().describe('Who entries appended with it say they were recorded by.'),
  roles: z.array(Role).min(1),
  state: z.enum(['valid', 'expired', 'revoked']),
  created: Instant,
  expires: Instant.nullable(),
  revoked: Instant.nullable(),
};

/** A token, without its secret. */
export const Token = named('Token', z.strictObject(token));

/** All tokens. */
export const TokenList = named('TokenList', z.strictObject({ tokens: z.array(Token) }));

/** A token that was just made. */
export const TokenCreated = named(
  'TokenCreated',
  z.strictObject({
    ...token,
    token: z.string().describe('The whole token, shown this once: only its hash is kept.'),
  }),
);

/** A token to be made. */
export const TokenRequest = named(
  'TokenRequest',
  z.strictObject({
    name: z.string().min(1).max(200),
    roles: z.array(Role).min(1),
    expires: Instant.nullable().optional().describe('When it ends; left out or null: never.'),
  }),
);
