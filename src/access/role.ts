/** What a route, a command or a person may be allowed to do. */
export const PERMISSIONS = ['read', 'append', 'audit', 'administer'] as const;
/** One of them. */
export type Permission = (typeof PERMISSIONS)[number];

/** Who there is: one who reads, one who appends, one who checks, one who lets others in. */
export const ROLES = ['historian', 'editor', 'auditor', 'admin'] as const;
/** One of them. */
export type Role = (typeof ROLES)[number];

const ALLOWS: Readonly<Record<Role, readonly Permission[]>> = {
  historian: ['read'],
  editor: ['read', 'append'],
  auditor: ['read', 'audit'],
  admin: ['read', 'audit', 'administer'],
};

/** Who asks. */
export interface Actor {
  /** What entries will say as `recordedBy`. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** How that is known: a token's public id, `oidc`, or `anonymous`. */
  readonly via: string;
}

/** Whoever shows no token, where reading is open to all. */
export const ANONYMOUS: Actor = { name: 'anonymous', roles: ['historian'], via: 'anonymous' };

/** Is this the name of a role? */
export const isRole = (text: unknown): text is Role => (ROLES as readonly unknown[]).includes(text);

/** Do these roles, one or more, allow it? */
export const may = (roles: readonly Role[], permission: Permission): boolean =>
  roles.some((role) => ALLOWS[role].includes(permission));

/** The roles that allow it. */
export const rolesThatMay = (permission: Permission): Role[] =>
  ROLES.filter((role) => may([role], permission));
