import { type Mutant, of } from './mutant.ts';

const LIMITS = 'src/http/limits.ts';

const paths = of('paths out of a folder', 'test/attack/paths.test.ts');
const lent = of('a server that is lent', 'test/attack/outgoing.test.ts');
const discovery = of('a server that is lent', 'test/access/oidc-issuer.test.ts');
const issuer = of('a server that is lent', 'test/attack/issuer.test.ts');
const polluted = of('names that every object has', 'test/events/envelope.test.ts');
const packed = of('small bodies that grow', 'test/attack/bodies.test.ts');
const books = of('small bodies that grow', 'test/interchange/lists/xlsx.test.ts');
const parts = of('small bodies that grow', 'test/http/form-body.test.ts');
const slow = of('slow clients', 'test/http/limits.test.ts');
const reader = of('slow clients', 'test/http/feed-ends.test.ts');
const huge = of('too much at once', 'test/attack/bodies.test.ts');
const budget = of('too much at once', 'test/http/rate.test.ts');
const busy = of('dear questions', 'test/http/limits.test.ts');
const runs = of('dear questions', 'test/http/verification.test.ts');
const open = of('dear questions', 'test/http/feed-ends.test.ts');
const exporting = of('dear questions', 'test/http/export-turns.test.ts');
const line = of('dear questions', 'test/http/turnstile.test.ts');
const sql = of('names that are SQL', 'test/attack/names.test.ts');
const owner = of('files that others read', 'test/cli/key.test.ts');
const packages = of('a package that runs', 'test/attack/packages.test.ts');

/** Defences against what comes in. */
export const WHAT_COMES_IN: readonly Mutant[] = [
  paths(
    'no path leads out',
    'src/http/problem.ts',
    'if (statusCode === STATUS.forbidden) {',
    'if (statusCode === STATUS.tooMany) {',
  ),
  lent(
    'sent entries',
    'src/http/append-body.ts',
    '  const isList = Array.isArray(body);\n  const { length }',
    '  const isList = Array.isArray(body);\n  void fetch(JSON.parse(JSON.stringify(body)).sources?.[0]?.url).catch(() => undefined);\n  const { length }',
  ),
  issuer('leads elsewhere', 'src/access/oidc.ts', "redirect: 'manual',", "redirect: 'follow',"),
  discovery(
    'says neither yes nor no',
    'src/access/oidc.ts',
    "if (found.issuer !== issuer) throw new Error('the discovery document names another issuer');",
    '',
  ),
  polluted(
    'where a field is named __proto__',
    'events/json-shape.ts',
    "['__proto__', 'toString']",
    "['toString']",
  ),
  packed(
    'that are compressed',
    LIMITS,
    "if (coding === undefined || coding.toLowerCase() === 'identity') return done();",
    'if (coding !== null) return done();',
  ),
  books(
    'a workbook that is none, or a trap',
    'src/interchange/lists/archive.ts',
    'left -= entry.uncompressedSize;',
    '',
  ),
  parts(
    'what is larger than a body may be',
    'src/http/form-body.ts',
    '    requireWithin(size, request);\n',
    '',
  ),
  slow(
    'is a body that does not come',
    LIMITS,
    '    requestTimeout: limits.requestMilliseconds,\n',
    '',
  ),
  reader(
    'who reads nothing is dropped',
    'src/http/feed.ts',
    'setTimeout(giveUp, milliseconds)',
    'setTimeout(() => undefined, milliseconds)',
  ),
  huge(
    'are refused in few words',
    'events/json-shape.ts',
    'for (const inner of inside(each)) open.push(inner);',
    'open.push(...inside(each));',
  ),
  huge('are refused in few words', 'events/problem.ts', 'values.slice(0, TOLD)', 'values'),
  budget(
    'refuse one read too many',
    'src/http/rate.ts',
    'const limit = isSafe(request) ? reads : appends;',
    'const limit = isSafe(request) ? undefined : appends;',
  ),
  busy(
    'is work that comes too late',
    LIMITS,
    'if (isHealth(request)) return;',
    'if (request !== undefined) return;',
  ),
  runs(
    'is one run for all',
    'src/http/verifications.ts',
    'since === undefined ? this.#plain : this.#run({ since })',
    'this.#run(since === undefined ? {} : { since })',
  ),
  open(
    'a feed too many',
    'src/http/feed-routes.ts',
    'if (this.#feeds.size < this.#limit) return;',
    'if (this.#limit > 0) return;',
  ),
  exporting(
    'more than go on at once',
    'src/http/export-routes.ts',
    'if (this.#underWay >= MOST_EXPORTS) {',
    'if (this.#underWay < 0) {',
  ),
  line(
    'while others have waited for long',
    'src/http/turnstile.ts',
    'now - first.since > FULL * this.#most',
    'now < first.since',
  ),
  sql(
    'a backup',
    'src/store/sqlite/copy-into.ts',
    "prepare('VACUUM INTO ?').run(resolve(file))",
    `exec(\`VACUUM INTO '\${resolve(file)}'\`)`,
  ),
  owner('for its owner alone', 'src/cli/key-file.ts', 'mode: OWNER_ONLY', 'mode: 0o644'),
  packages(
    'run nothing when they are installed',
    'package.json',
    '"protobufjs": false',
    '"protobufjs": true',
  ),
];
