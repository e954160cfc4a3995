/**
 * Something of a log that does not hold, or cannot be read: one sentence that says what. Everything
 * here that checks throws it, so that a check whose answer nobody looks at cannot pass.
 */
export class BadLog extends Error {}
