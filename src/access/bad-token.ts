/** A bearer token that gives no access: one sentence on why, and what would be right. */
export class BadToken extends Error {}

/** Whoever vouches for a token cannot be reached now, so that neither yes nor no can be said. */
export class NobodyToVouch extends Error {}
