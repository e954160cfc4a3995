import { CONTEST, candidate, enrolled, nominated, opened, uuid } from '../entries.ts';
import { importing, type Row, sending } from './row.ts';

/** Wide and deep enough to break whatever goes down as deep as its input. */
const DEEP = `${'['.repeat(5000)}${']'.repeat(5000)}`;
const DEEP_OBJECT = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;

const nomination = nominated('tu-2', 'bob', '2010-06-01');
const [source] = nomination.sources;

/** An entry of 40 kB, each of its parts as short as is allowed. */
const large = {
  ...nomination,
  sources: Array.from({ length: 22 }, (_, index) => ({
    ...source,
    url: `https://paper.example/${index}/${'x'.repeat(1800)}`,
  })),
};

const tally = (cells: readonly object[], more: object = {}) => ({
  ...nomination,
  type: 'TallyReported',
  data: { of: 'nominations', cells, ...more },
});

interface Draft {
  readonly name: string;
  readonly entry: object;
  readonly says: RegExp;
}

/** Entries that are refused wherever they come from. */
const DRAFTS: readonly Draft[] = [
  {
    name: 'an unknown candidate',
    entry: nominated('tu-2', 'bobb', '2010-06-01'),
    says: /No candidate bobb has entered.* Did you mean bob\?.*unknown-candidate/,
  },
  {
    name: 'an unknown endorser',
    entry: nominated('tu-9', 'bob', '2010-06-01'),
    says: /No endorser tu-9 is enrolled.*unknown-endorser/,
  },
  { name: 'an unknown category', entry: enrolled('x', 'TV'), says: /TV.*unknown-category/ },
  {
    name: 'an unknown category in a table',
    entry: tally([{ candidate: 'ann', category: 'ZZ', value: 1 }]),
    says: /ZZ.*unknown-category/,
  },
  {
    name: 'an unknown stage',
    entry: nominated('tu-2', 'bob', '2010-06-01', { stage: 'mp' }),
    says: /mp.*unknown-stage/,
  },
  {
    name: 'an unknown type',
    entry: { ...nomination, type: 'NominationMad' },
    says: /type: there is no "NominationMad"; the types are ContestOpened/,
  },
  { name: 'no type', entry: { ...nomination, type: undefined }, says: /type: / },
  {
    name: 'an unknown version',
    entry: { ...nomination, version: 9 },
    says: /version: NominationMade has no version 9; the current one is 1/,
  },
  { name: 'an unknown field', entry: { ...nomination, recordedat: 'x' }, says: /recordedat/ },
  {
    name: 'an unknown field of its data',
    entry: nominated('tu-2', 'bob', '2010-06-01', { form: 'x' }),
    says: /data.*form/,
  },
  {
    name: 'a field too few',
    entry: { ...nomination, data: { endorser: 'tu-2' } },
    says: /data\.candidate/,
  },
  {
    name: 'an impossible day',
    entry: nominated('tu-2', 'bob', '2010-02-30'),
    says: /on: .*2010-02-30/,
  },
  { name: 'a malformed date', entry: nominated('tu-2', 'bob', '14 July 2010'), says: /on: / },
  {
    name: 'an impossible day of publication',
    entry: { ...nomination, sources: [{ ...source, published: '2010-06-31' }] },
    says: /sources\[0\]\.published: .*2010-06-31/,
  },
  {
    name: 'no day',
    entry: { ...nomination, on: undefined },
    says: /on: NominationMade needs the day/,
  },
  {
    name: 'no source',
    entry: { ...nomination, sources: undefined },
    says: /sources: NominationMade is a claim.* needs at least one source/,
  },
  {
    name: 'an address that is none',
    entry: { ...nomination, sources: [{ ...source, url: 'javascript:x' }] },
    says: /sources\[0\]\.url: must be an http\(s\) address/,
  },
  {
    name: 'an id that is no UUID',
    entry: { ...nomination, id: 'x' },
    says: /id: must be a UUID in lower case/,
  },
  {
    name: 'an id that another entry has',
    entry: { ...nomination, id: uuid(1) },
    says: /Entry 0{8}-.* is stored already.*id-reused/,
  },
  {
    name: 'a name that is no slug',
    entry: candidate('Ann Smith'),
    says: /data\.candidate: must be kebab-case/,
  },
  {
    name: 'an act that nobody knows',
    entry: nominated('tu-2', 'bob', '2010-06-01', { act: uuid(999) }),
    says: /unknown-act/,
  },
  {
    name: 'the same act again, unsaid',
    entry: nominated('tu-1', 'ann', '2010-06-01'),
    says: /same-act-or-anew/,
  },
  { name: 'a contest opened twice', entry: opened(), says: /already-opened/ },
  {
    name: 'a float',
    entry: tally([{ candidate: 'ann', category: 'TU', value: 1.5 }]),
    says: /data\.cells\[0\]\.value/,
  },
  {
    name: 'a negative count',
    entry: tally([{ candidate: 'ann', category: 'TU', value: -1 }]),
    says: /data\.cells\[0\]\.value/,
  },
  {
    name: 'half a surrogate pair',
    entry: { ...nomination, note: '\ud800' },
    says: /not well-formed Unicode/,
  },
  {
    name: 'a payload of 40 kB',
    entry: large,
    says: /payload has 4\d{4} bytes, and 32768 are allowed.*too-large/,
  },
];

const SENT: readonly Row[] = DRAFTS.map((draft) =>
  sending(draft.name, draft.entry, new RegExp(`^hustings: .*${draft.says.source}`)),
);

const IN_A_FILE: readonly Row[] = DRAFTS.map((draft) => {
  const good = { contest: CONTEST, id: uuid(50), ...candidate('cat') };
  const bad = { contest: CONTEST, ...draft.entry };
  const text = `${JSON.stringify(good)}\n\n${JSON.stringify(bad)}\n`;
  const says = new RegExp(`^hustings: \\S*in\\.ndjson:3: .*${draft.says.source}`);
  return importing(draft.name, text, says);
});

const OBJECT = /^hustings: standard input(?:, entry \d+)?: an entry must be a JSON object/;

const SHAPES: readonly Row[] = [
  sending(
    'nothing',
    '',
    /^hustings: standard input is empty; give one entry as a JSON object, or several/,
  ),
  sending('blanks', ' \n', /^hustings: standard input is empty/),
  sending(
    'half an object',
    '{"type": "Nom',
    /^hustings: standard input is not JSON \(.*\); give one entry/,
  ),
  sending('no JSON', 'id,contest\n1,2\n', /^hustings: standard input is not JSON/),
  sending(
    'a key twice',
    '[{"type": "NominationMade", "type": "PollPublished"}]',
    /^hustings: standard input: \[0\]\.type: is given twice; keep one of the two\.$/,
  ),
  sending('two objects', '{}\n{}', /^hustings: standard input is not JSON/),
  sending('a text', '"text"', OBJECT),
  sending('a number', '7', OBJECT),
  sending('null', 'null', OBJECT),
  sending('true', 'true', OBJECT),
  sending(
    'a list of numbers',
    '[1, 2]',
    /^hustings: standard input, entry 1: an entry must be a JSON object/,
  ),
  sending('a list of lists', '[[]]', OBJECT),
  sending('an empty list', '[]', /^hustings: The batch holds no entry; give at least one/),
  sending('an empty object', '{}', /^hustings: standard input: type: /),
  sending('__proto__', '{"__proto__": 1, "type": "X", "data": {}}', /__proto__/),
  sending(
    'a list of good and bad',
    [candidate('cat'), { type: 'X', data: {} }],
    /^hustings: standard input, entry 2: type: there is no "X"/,
  ),
  sending(
    'the same id twice',
    [1, 2].map(() => ({ id: uuid(70), ...candidate('cat') })),
    /two entries the id 0{8}-.*id-reused/,
  ),
  sending(
    'lists 5,000 deep',
    `{"type":"NominationMade","data":{"a":${DEEP}}}`,
    /nested (?:more|deeper) than 32 levels/,
  ),
  sending('objects 5,000 deep', DEEP_OBJECT, /nested (?:more|deeper) than 32 levels/),
  {
    name: 'append: no UTF-8',
    args: ['append', CONTEST, '--ledger', 'LEDGER'],
    around: { stdin: Buffer.from('{"type":"\xff"}', 'latin1') },
    status: 1,
    says: /^hustings: standard input is not UTF-8; save it as UTF-8/,
  },
  {
    name: 'append: more than 64 MiB',
    args: ['append', CONTEST, '--ledger', 'LEDGER'],
    around: { stdin: Buffer.alloc(64 * 1024 * 1024 + 1, ' ') },
    status: 1,
    says: /^hustings: standard input has more than 64 MiB; hustings import takes/,
  },
];

/** What is sent or imported, and no entry. */
export const DRAFT_ROWS: readonly Row[] = [...SENT, ...IN_A_FILE, ...SHAPES];
export { DEEP };
