/** Lists of rows: CSV and what goes for it, lists that are pasted, and first mappings made of them. */
import { hash } from 'node:crypto';
import { formatOf, plainText, readList } from '../../../../src/http/import-list.ts';
import { BadInput } from '../../../../src/interchange/bad-input.ts';
import { delimiterOf, readCsv, sheetOf } from '../../../../src/interchange/csv-rows.ts';
import { openCsv } from '../../../../src/interchange/lists/csv.ts';
import type { ListOptions } from '../../../../src/interchange/lists/row.ts';
import type { Source } from '../../../../src/interchange/lists/source.ts';
import { suggest } from '../../../../src/interchange/suggest/suggest.ts';
import { NameBook } from '../../../../src/web/form/name-book.ts';
import { asBytes, bytesOf, type Parser, readOr, refusalBy, type Told } from '../parser.ts';
import { pieces, rowsOf } from './rows.ts';
import { PART_PARSERS, workbooks } from './workbooks.ts';

function sourceOf(bytes: Buffer): Source {
  const digest = hash('sha256', bytes);
  return { bytes: bytes.length, chunks: pieces(bytes), bytesRead: () => 0, sha256: () => digest };
}

async function csvRead(input: string, options: ListOptions): Promise<Told> {
  const source = sourceOf(bytesOf(input));
  try {
    const first = await source.chunks.next();
    if (first.done === true) return { refused: [] };
    return await rowsOf(await openCsv('a.csv', source, first.value, options));
  } catch (error) {
    return refusalBy(error, [BadInput]);
  }
}

const CSV = [
  'endorser,candidate,date\nUnite,Ed Miliband,2010-07-24\n"GMB, North","Ed ""M""",\n',
  'sep=;\r\nendorser;candidate\r\n"a\r\nb";c\r\n',
  asBytes('\ufeffname\tparty\nJosé\t\n\n'),
  'a|b\n1|2\n"x|y',
];
const CSV_WORDS = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\n',
  '\r',
  '\r\n',
  'sep=',
  '\xef\xbb\xbf',
  '\xff\xfe',
  '\xc3',
  '=1+1',
];

const csv = (name: string, options: ListOptions, weight: number): Parser => ({
  name,
  weight,
  samples: CSV,
  words: CSV_WORDS,
  read: (input) => csvRead(input, options),
});

const records: Parser = {
  name: 'records of CSV',
  weight: 1,
  samples: CSV,
  words: CSV_WORDS,
  longest: 20_000,
  read: (input) => {
    const rows = readCsv(plainText(input), delimiterOf(input));
    const whole = rows.flatMap((row) => ('values' in row ? [row.values] : []));
    return { accepted: { rows, sheet: sheetOf(whole) } };
  },
};

const NO_OFFERS = {
  acts: [],
  ballots: [],
  candidates: [],
  categories: [],
  endorsers: [],
  entries: [],
  stages: [],
};
const READING = { contest: 'a', names: new NameBook(NO_OFFERS), same: new Map<string, string>() };
const PASTED = [
  'type,endorser,candidate,rank,form,on,sources.0.url,sources.0.publisher,sources.0.title\nEndorsementMade,a,b,1,endorsement,2010,https://a.example/,A,B\n',
  'type\tendorser\tname\tcategory\tnominates\nEndorserEnrolled\ta\tA\tMP\tyes\n',
  '{"type":"CandidateEntered","on":"2010","data":{"candidate":"a","name":"A"},"sources":[{"url":"https://a.example/","publisher":"A","title":"T"}]}\n{"type":"x"}\n',
];

const pasted: Parser = {
  name: 'a list that is pasted',
  weight: 0.5,
  samples: PASTED,
  words: ['data.', 'sources.0.', 'constructor', 'choices.0.candidate', ...CSV_WORDS],
  longest: 20_000,
  read: (input) => {
    const text = plainText(input);
    const { rows, faults, count } = readList(text, formatOf(text), READING);
    return { accepted: { drafts: rows.map(({ draft }) => draft), faults, count } };
  },
};

const suggested: Parser = {
  name: 'a list of which a mapping is to be made',
  weight: 0.3,
  samples: CSV,
  longest: 20_000,
  read: (input) =>
    readOr([BadInput], () => {
      const [columns = [], ...rows] = input.split('\n').map((line) => line.split(','));
      const same = rows.map((row) => columns.map((_, at) => row[at] ?? ''));
      const unlike = columns.map((column, at) => column || `column ${at + 1}`);
      const looked = { name: 'a.csv', columns: unlike, rows: same, today: '2026-01-31' };
      return { accepted: suggest(looked) };
    }),
};

/** The parsers of lists, and what ends them. */
export function listParsers(): { readonly parsers: readonly Parser[]; end(): void } {
  const whole = workbooks();
  const texts = [
    csv('CSV', {}, 0.7),
    csv('CSV in another encoding', { encoding: 'windows-1252', headerRow: 2 }, 0.3),
    csv('CSV in UTF-16', { encoding: 'utf-16le' }, 0.2),
  ];
  const parsers = [...texts, records, pasted, suggested, ...PART_PARSERS, whole];
  return { parsers, end: () => whole.end() };
}
