import type { Refusal } from './answers.ts';

/** A user of the database: by password, and with what rights; all rights where none are named. */
export interface User {
  readonly password: string;
  readonly rights?: readonly ('read' | 'write')[];
}

/** Users by name. */
export type Users = Readonly<Record<string, User>>;

/** Why a user may not do something; nobody in particular may do nothing. */
export function mayDo(
  users: Users | undefined,
  authorization: string | Buffer | undefined,
  right: 'read' | 'write',
): Refusal | undefined {
  if (users === undefined) return undefined;
  if (authorization === undefined) return { is: 'access-denied' };
  const [, encoded = ''] = /^Basic (.*)$/i.exec(authorization.toString()) ?? [];
  const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const user = Object.hasOwn(users, name) ? users[name] : undefined;
  if (user?.password !== rest.join(':')) return { is: 'unauthenticated' };
  return user.rights?.includes(right) === false ? { is: 'access-denied' } : undefined;
}
