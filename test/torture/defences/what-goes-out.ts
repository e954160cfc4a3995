import { type Mutant, of } from './mutant.ts';

const FIELDS = 'src/http/security-fields.ts';

const pages = of('script in what is stored', 'test/attack/outputs.test.ts');
const stored = of('script in what is stored', 'test/events/envelope.test.ts');
const atom = of('script in what is stored', 'test/http/atom.test.ts');
const framed = of('frames and sniffing', 'test/attack/outputs.test.ts');
const formulas = of('formulas for spreadsheets', 'test/http/import-errors.test.ts');
const sheets = of('formulas for spreadsheets', 'test/cli/export-acts.test.ts');
const links = of('script in what is stored', 'test/web/hostile-records.test.ts');
const refused = of('frames and sniffing', 'test/attack/outputs.test.ts');
const terminal = of('text that steers', 'test/attack/terminal.test.ts');
const logged = of('text that steers', 'test/attack/log-lines.test.ts');
const lines = of('text that steers', 'test/http/limits.test.ts');
const kept = of("another's answer from a cache", 'test/http/kept-answers.test.ts');
const signed = of("another's answer from a cache", 'test/http/sessions.test.ts');
const host = of("another's answer from a cache", 'test/http/atom.test.ts');
const all = of("another's answer from a cache", 'test/http/roles.test.ts');
const note = of('a forged checkpoint', 'test/tlog/notes.test.ts');
const origin = of('a forged checkpoint', 'test/tlog/checkpoints.test.ts');
const bundle = of('a forged bundle', 'test/interchange/bundle-spoilt.test.ts');
const bundleKey = of('a forged bundle', 'test/interchange/bundle.test.ts');
const audit = of('an operator who rewrites', 'test/audit/audit.test.ts');
const kin = of('an operator who rewrites', 'test/tlog/against-log.test.ts');

/** Defences of whoever reads what goes out, and of what it proves. */
export const WHAT_GOES_OUT: readonly Mutant[] = [
  stored(
    'a script',
    'events/fields.ts',
    '/^https?:\\/\\//.test(value) && URL.canParse(value)',
    'URL.canParse(value)',
  ),
  links(
    'leads to web addresses alone',
    'src/web/out-link.ts',
    'FOLLOWED.test(url) && URL.canParse(url)',
    'URL.canParse(url)',
  ),
  pages(
    'at every address',
    'src/web/out-link.ts',
    `<a class="out" href=\${url}`,
    `<a class="out" onclick=\${url} href=\${url}`,
  ),
  refused('at every address', 'src/http/problem-page.ts', '    .headers(REFUSAL_FIELDS)\n', ''),
  atom(
    'any text gives well-formed XML',
    'src/http/atom.ts',
    "text.replace(NO_XML, '\\u{FFFD}')",
    'text',
  ),
  framed('at every address', FIELDS, '        frameAncestors: ["\'none\'"],\n', ''),
  framed(
    'at every address',
    FIELDS,
    "  'x-content-type-options': 'nosniff',\n  'x-frame-options'",
    "  'x-frame-options'",
  ),
  framed(
    'at every address',
    FIELDS,
    'styleSrc: ["\'self\'", style],',
    'styleSrc: ["\'self\'", "\'unsafe-inline\'", style],',
  ),
  formulas(
    'no spreadsheet takes for formulas',
    'src/interchange/csv-rows.ts',
    '    escape_formulas: true,\n',
    '',
  ),
  sheets(
    'nothing that a spreadsheet would run',
    'src/interchange/export/act-csv.ts',
    'escape_formulas: sheet',
    'escape_formulas: false',
  ),
  terminal(
    'hustings',
    'src/cli/terminal.ts',
    'sink.isTTY === true ? escaped(text) : text',
    'sink.isTTY === undefined ? escaped(text) : text',
  ),
  terminal('hustings', 'events/plain.ts', '[\\p{Cc}\\u2028', '[\\u2028'),
  logged(
    'is escaped in each line',
    'src/http/request-log.ts',
    'destination.write(escaped(line))',
    'destination.write(line)',
  ),
  lines('unless a trusted proxy', 'src/http/request-id.ts', '/^[\\w.-]{8,64}$/', '/^.{8,64}$/s'),
  kept(
    'who asks for another form',
    'src/http/kept-answers.ts',
    `return accept === undefined || accept === '*/*' ? url : \`\${url} \${accept}\`;`,
    'return accept === null ? undefined : url;',
  ),
  signed(
    'its pages are for nobody else',
    'src/http/page-routes.ts',
    'if (viewerOf(request) !== null) return give(',
    'if (request.url === null) return give(',
  ),
  host(
    "a client's Host",
    'src/http/atom-routes.ts',
    'const isPrivate = publicUrl === undefined;',
    'const isPrivate = publicUrl === null;',
  ),
  all(
    'no cache that others share',
    'src/http/server.ts',
    "if (settings.anonymous === 'none') keepsPrivate(server);",
    '',
  ),
  note(
    'are refused for one bad signature',
    'src/tlog/signing.ts',
    'if (!verify(null, message, key.publicKey, bytes)) {',
    'if (message.length === 0) {',
  ),
  origin(
    'of the log whose key it is',
    'src/tlog/signing.ts',
    'if (checkpoint.origin === key.name) return checkpoint;',
    'if (checkpoint.size >= 0) return checkpoint;',
  ),
  bundle(
    'whatever field is changed',
    'src/interchange/bundle-check.ts',
    'verifier === VERIFIER_SCRIPT',
    "typeof verifier === 'string'",
  ),
  bundle(
    'whatever field is changed',
    'src/interchange/bundle-check.ts',
    'kept === named.payloadHash',
    'kept !== undefined',
  ),
  bundleKey(
    'another key than the one that the reader trusts',
    'src/interchange/bundle-check.ts',
    'trusted === undefined || trusted === vkey',
    'trusted !== null',
  ),
  audit(
    'a leaf that was rewritten',
    'src/tlog/audit/checkpoint-check.ts',
    'sameBytes(this.#rootAt(checkpoint.size), checkpoint.root)',
    'this.#rootAt(checkpoint.size) !== undefined',
  ),
  kin(
    'that of another history',
    'src/tlog/against-log.ts',
    'if (sameBytes(root, kept.root)) {',
    'if (root !== undefined) {',
  ),
];
