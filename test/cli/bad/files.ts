import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CONTEST, candidate, ndjson, nominated, opened, SMALL, uuid } from '../entries.ts';
import { DEEP } from './drafts.ts';
import { importing, type Place, type Row } from './row.ts';

const GOOD = ndjson([{ id: uuid(60), ...candidate('cat') }]);

const fileRow = (name: string, setup: NonNullable<Row['setup']>, says: RegExp): Row => ({
  name: `import: ${name}`,
  args: ['import', 'FOLDER/in.ndjson', '--ledger', 'LEDGER'],
  setup,
  status: 1,
  says,
});

const input = ({ folder }: Place): string => join(folder, 'in.ndjson');

const KINDS: readonly Row[] = [
  importing(
    'an empty file',
    '',
    /^hustings: \S*in\.ndjson holds no entry; give one JSON object a line\.$/,
  ),
  importing('blank lines only', '\n \r\n\n', /^hustings: \S*in\.ndjson holds no entry/),
  importing('a byte order mark only', '\uFEFF', /^hustings: \S*in\.ndjson holds no entry/),
  importing(
    'CSV',
    'contest,candidate\nleader,ann\n',
    /^hustings: \S*in\.ndjson:1: is not JSON.*each line must be one entry as a JSON object\.$/,
  ),
  importing(
    'a JSON array',
    `[${JSON.stringify(candidate('cat'))}]\n`,
    /in\.ndjson:1: must be one JSON object/,
  ),
  importing(
    'JSON over several lines',
    JSON.stringify(candidate('cat'), null, 2),
    /in\.ndjson:1: is not JSON \(see character 2\)/,
  ),
  importing(
    'gzip',
    gzipSync(GOOD),
    /^hustings: \S*in\.ndjson is compressed by gzip; unpack it first\.$/,
  ),
  importing(
    'a zip archive',
    Buffer.from('PK\x03\x04rest'),
    /in\.ndjson is a zip archive; unpack it first/,
  ),
  importing(
    'UTF-16',
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(GOOD, 'utf16le')]),
    /in\.ndjson is UTF-16; save it as UTF-8/,
  ),
  importing(
    'bytes of no kind',
    Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 89) % 251)),
    /in\.ndjson:1: is not (?:UTF-8|JSON)/,
  ),
  importing(
    'a line that is no UTF-8',
    Buffer.concat([Buffer.from(GOOD), Buffer.from('{"type":"\xe9"}\n', 'latin1')]),
    /in\.ndjson:2: is not UTF-8; save the file as UTF-8/,
  ),
  importing(
    'one line of 10 MB',
    'x'.repeat(10_000_000),
    /in\.ndjson:1: is longer than 1 MiB, which no entry is/,
  ),
  importing(
    'a line of 2 MB between others',
    `${GOOD}${'y'.repeat(2_000_000)}\n${GOOD}`,
    /in\.ndjson:2: is longer than 1 MiB/,
  ),
  fileRow(
    'a SQLite file',
    (place) => {
      symlinkSync(place.ledger, input(place));
      return undefined;
    },
    /in\.ndjson is a SQLite database; to read a ledger, name it with --ledger\.$/,
  ),
  fileRow(
    'a directory',
    (place) => {
      mkdirSync(input(place));
      return undefined;
    },
    /in\.ndjson is a directory; name an NDJSON file in it\.$/,
  ),
  fileRow(
    'a file that is not there',
    () => undefined,
    /in\.ndjson does not exist; check its name\.$/,
  ),
  {
    ...fileRow(
      'a file that may not be read',
      (place) => {
        importing('', GOOD, /x/).setup?.(place);
        chmodSync(input(place), 0);
        return undefined;
      },
      /in\.ndjson cannot be read \(EACCES\); check its permissions\.$/,
    ),
    skip: () => (process.getuid?.() === 0 ? 'root reads every file' : undefined),
  },
];

const TRUNCATED: readonly Row[] = [
  importing(
    'a last line cut off',
    ndjson(SMALL).slice(0, -30),
    /in\.ndjson:6: is cut off; the file is not whole, so export or copy it anew\.$/,
  ),
  importing(
    'a last line of which a bracket is missing',
    ndjson(SMALL).slice(0, -2),
    /in\.ndjson:6: is cut off/,
  ),
  importing('a first line cut off', '{"contest":"leader","ty', /in\.ndjson:1: is cut off/),
  importing(
    'a line in the middle cut off',
    `${GOOD.slice(0, -20)}\n${GOOD}`,
    /in\.ndjson:1: is not JSON/,
  ),
  importing(
    'a line nested 5,000 deep',
    `${GOOD}{"contest":"leader","type":"X","data":{"a":${DEEP}}}\n`,
    /in\.ndjson:2: .*nested (?:more|deeper) than 32 levels/,
  ),
  importing(
    'an exported line nested 5,000 deep',
    `{"leaf":{},"salt":"","payload":{"data":${DEEP}}}\n`,
    /in\.ndjson:1: .*nested (?:more|deeper) than 32 levels/,
  ),
];

const STREAMS: readonly Row[] = [
  importing(
    'a contest that does not exist yet',
    ndjson([nominated('tu-2', 'bob', '2010-06-01')], 'other').replace(uuid(1), uuid(61)),
    /in\.ndjson:1: .*other.*unknown-contest; nothing was stored\)$/,
  ),
  importing(
    'a contest whose name is no slug',
    JSON.stringify({ contest: 'No Slug', ...candidate('cat') }),
    /in\.ndjson:1: contest: must be kebab-case/,
  ),
  importing(
    'a contest that is a number',
    JSON.stringify({ contest: 7, ...candidate('cat') }),
    /in\.ndjson:1: contest: /,
  ),
  importing(
    'no contest',
    JSON.stringify(candidate('cat')),
    /in\.ndjson:1: contest: CandidateEntered belongs to a contest, so name it, as in "contest": "labour-leader-2010"\.$/,
  ),
  importing(
    'half known, half refused',
    `${ndjson(SMALL)}${GOOD.replace(uuid(1), uuid(60))}${JSON.stringify({ contest: CONTEST, id: uuid(62), ...nominated('tu-9', 'ann', '2010-06-01') })}\n`,
    /in\.ndjson:8: No endorser tu-9.*nothing was stored\)$/,
  ),
  importing(
    'a good contest and a refused one',
    `${ndjson([opened(), candidate('x')], 'second').replaceAll('0000-0000', '0000-0001')}${JSON.stringify({ contest: CONTEST, ...opened() })}\n`,
    /in\.ndjson:3: .*already-opened; nothing was stored\)$/,
  ),
  importing('the same id twice', GOOD + GOOD, /in\.ndjson:[12]: .*id-reused/),
];

/** Files that cannot be imported. */
export const FILES: readonly Row[] = [...KINDS, ...TRUNCATED, ...STREAMS];
