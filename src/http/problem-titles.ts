/** What each kind of problem is called; its address is documented at /problems/{code}. */
export const TITLES: Readonly<Record<string, string>> = {
  'bad-parameter': 'A parameter cannot be used',
  'not-found': 'There is no such thing here',
  'not-acceptable': 'The answer has no such form',
  'bad-address': 'The address cannot be read',
  'bad-credentials': 'The credentials cannot be read',
  unauthenticated: 'Nobody is known by this token, or a token is missing',
  forbidden: 'The token does not allow this',
  'cross-site': 'The form comes from elsewhere',
  'bad-body': 'The body cannot be read',
  'rate-limited': 'Too many requests',
  'bad-request': 'The request is no HTTP that can be read',
  'slow-request': 'The request took too long to arrive',
  'headers-too-large': 'The header fields are too large',
  overloaded: 'The server has more to do than it can',
  stopping: 'The server is stopping',
  behind: 'The server has not caught up yet',
  stale: 'The server has no news of its ledger',
  'no-room': 'The disk of the ledger is full',
  unsure: 'The disk of the ledger has failed',
  unavailable: 'The ledger cannot be used now',
  'not-allowed': 'The address does not take this method',
  'precondition-required': 'Say which state you saw',
  'wrong-revision': 'Somebody else came first',
  'key-reused': 'The key stands for another request',
  'cannot-erase': 'Nothing can be erased where the ledger lies',
  'last-admin': 'Nobody could administer any more',
  failed: 'The server failed',
};

/** What a problem is called. */
export const titleOf = (code: string): string =>
  (Object.hasOwn(TITLES, code) ? TITLES[code] : undefined) ??
  `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}`;
