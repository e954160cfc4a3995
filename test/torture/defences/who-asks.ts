import { type Mutant, of } from './mutant.ts';

const TOKEN = 'src/access/token.ts';
const GUARD = 'src/http/guard.ts';
const SESSION = 'src/http/session.ts';
const OIDC = 'src/access/oidc.ts';

const rest = of('tokens at rest', 'test/access/token.test.ts');
const guessed = of('a guessed token', 'test/access/token.test.ts');
const trying = of('a guessed token', 'test/http/rate.test.ts');
const stolen = of('a stolen token', 'test/http/guard.test.ts');
const leaking = of('secrets that leak', 'test/http/request-log.test.ts');
const failing = of('secrets that leak', 'test/http/problems.test.ts');
const telling = of('secrets that leak', 'test/http/tokens.test.ts');
const roles = of('more than a role may', 'test/http/roles.test.ts');
const unsaid = of('more than a role may', 'test/http/guard.test.ts');
const jwt = of('a forged JSON Web Token', 'test/access/oidc.test.ts');
const claims = of('a forged JSON Web Token', 'test/access/oidc-claims.test.ts');
const spoofed = of('spoofed fields', 'test/http/limits.test.ts');
const address = of('spoofed fields', 'test/http/rate.test.ts');
const signing = of('forms of other sites', 'test/attack/signing-in.test.ts');
const cookie = of('forms of other sites', 'test/http/sessions.test.ts');
const next = of('leading away after signing in', 'test/attack/signing-in.test.ts');
const keys = of("another's Idempotency-Key", 'test/http/append-idempotency.test.ts');

/** Defences that rest on who asks. */
export const WHO_ASKS: readonly Mutant[] = [
  rest(
    'as the SHA-256 of its secret alone',
    TOKEN,
    "hash('sha256', secret, 'buffer')",
    "Uint8Array.from(Buffer.from(secret, 'base64url'))",
  ),
  guessed(
    'with the secret of another',
    TOKEN,
    'if (found === undefined || !same) {',
    'if (found === undefined) {',
  ),
  guessed(
    'holds 32 random bytes',
    TOKEN,
    'world.randomBytes(BYTES.secret)',
    'new Uint8Array(32).fill(world.randomBytes(1)[0] ?? 0)',
  ),
  guessed(
    'learns nothing of an id without its secret',
    TOKEN,
    "throw new BadToken('This token is not known here; ask for another.');",
    `throw new BadToken(\`This \${found === undefined ? 'id' : 'token'} is not known here; ask for another.\`);`,
  ),
  trying(
    'end the trying of credentials',
    'src/http/rate.ts',
    'if (seen.isAllowed || seen.remaining > 0) return;',
    'if (seen !== undefined) return;',
  ),
  stolen(
    'after another process has revoked it',
    TOKEN,
    "if (revoked !== null) return 'revoked';",
    '',
  ),
  stolen('from the instant on that it expires', TOKEN, 'expires <= now', 'expires < now'),
  stolen(
    'can be asked again while the answer goes on',
    GUARD,
    'return shown === undefined || credentials.stillHolds(shown.token);',
    'return shown === undefined || credentials !== undefined;',
  ),
  leaking(
    'holds nothing of addresses',
    'src/http/request-log.ts',
    'route: request.routeOptions.url ?? null,',
    'route: request.url,',
  ),
  failing(
    'a 500 that tells nothing',
    'src/http/problem.ts',
    "return new Problem(STATUS.failed, 'failed', 'The server failed; the request id finds its log.');",
    "return new Problem(STATUS.failed, 'failed', message);",
  ),
  telling(
    'shown once',
    TOKEN,
    '    state: stateOf(token, now),',
    '    state: stateOf(token, now), hash: Buffer.from(token.hash).toString(),',
  ),
  roles(
    'is let in where the table says so',
    GUARD,
    'if (!may(actor.roles, needed)) throw forbidden(actor, needed);',
    '',
  ),
  roles(
    'is let in where the table says so',
    'src/access/role.ts',
    "auditor: ['read', 'audit'],",
    "auditor: ['read', 'audit', 'append'],",
  ),
  unsaid(
    'every kind of route',
    GUARD,
    '  if (needed === undefined) {',
    "  if (needed === undefined) return undefined;\n  if (needed === ('' as string)) {",
  ),
  jwt('is refused: one', OIDC, '          audience,\n', ''),
  jwt('is refused: one', OIDC, "          requiredClaims: ['exp'],\n", ''),
  jwt(
    'is refused: one',
    OIDC,
    `if (!TYPES.includes(\`\${typ}\`.toLowerCase())) {`,
    'if (TYPES.length === 0) {',
  ),
  jwt('taken for a shared secret', OIDC, "...['RS256',", "...['HS256', 'RS256',"),
  claims(
    '',
    OIDC,
    'return [...new Set(named.filter(isRole))];',
    'return [...new Set(named as Role[])];',
  ),
  spoofed(
    'unless a trusted proxy',
    'src/http/request-id.ts',
    "trusted ? headers['x-request-id'] : undefined",
    "trusted !== undefined ? headers['x-request-id'] : undefined",
  ),
  address(
    'believe X-Forwarded-For of a known proxy only',
    'src/http/limits.ts',
    'return proxies === false ? false : [...proxies];',
    'return true;',
  ),
  signing(
    'signs nobody in or out',
    SESSION,
    "if (site !== undefined) return site === 'same-origin';",
    "if (site !== undefined) return site !== 'cross-site';",
  ),
  signing(
    'signs nobody in or out',
    SESSION,
    'if (origin === undefined || !URL.canParse(origin)) return false;',
    'if (origin === undefined || !URL.canParse(origin)) return true;',
  ),
  cookie(
    'no say over the API beyond reading',
    GUARD,
    'if (routeOptions.config.pages !== true) return undefined;',
    '',
  ),
  cookie(
    'no script and no other site can use',
    SESSION,
    "const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;\n    reply.setCookie(this.#name(request), token, options);",
    "const options = { path: '/', httpOnly: true, sameSite: 'none', secure } as const;\n    reply.setCookie(this.#name(request), token, options);",
  ),
  next(
    'leads to a path of this server alone',
    'src/http/next-address.ts',
    "origin === HERE && path.startsWith('/')",
    'origin === HERE',
  ),
  next(
    'leads to a path of this server alone',
    'src/http/next-address.ts',
    "pathname.replace(/^\\/+/, '/')",
    'pathname',
  ),
  keys('nobody else has it', 'src/http/idempotency.ts', `\`\${actor}\\0\${key}\``, 'key'),
  keys(
    'is refused: %s'.slice(0, 10),
    'src/http/idempotency.ts',
    'sha256(canonical(asked))',
    "sha256('')",
  ),
];
