const MAPPING =
  '{"mapping":1,"title":"a","contest":HERE,"entries":[{"type":"CandidateEntered","data":{}}]}';
const NO_TEXT = '{"length":{"toString":1}}';
const EVENT =
  '{"id":"a","type":"a","stream":"hustings-contest-a","data":{"leaf":{"a":1e999},"salt":"","payload":{}},"metadata":{"hustings":1,"index":0,"of":1}}';

/** `levels` of something around a number: deeper than a stack goes. */
const deep = (open: string, levels: number, close: string): string =>
  `${open.repeat(levels)}1${close.repeat(levels)}`;

/** Inputs that once were faults: the parser that they are for, what they are, and what a hunt tells. */
export const REGRESSIONS: readonly (readonly [parser: string, what: string, input: string])[] = [
  ...['constructor', '__proto__'].map(
    (name) =>
      [
        'the setting HUSTINGS_STORE',
        `a setting of the name ${name}`,
        `kurrentdb://localhost?${name}=1`,
      ] as const,
  ),
  ['a cursor', 'a number with a sign that is none', 'WyJhIiwwLC0wXQ'],
  [
    'a mapping file',
    'an expression within an expression, 1000 times',
    MAPPING.replace('HERE', deep('{"template":"a","else":', 1000, '}')),
  ],
  ['a bundle as it comes', 'a list within a list, 20000 times', deep('[', 20_000, ']')],
  [
    'a draft',
    'a name whose length cannot be compared',
    `{"type":"CandidateEntered","on":"2010","data":{"candidate":"a","name":${NO_TEXT}}}`,
  ],
  [
    'a list of which a mapping is to be made',
    'a column of a long name',
    `endorser,cand${'x'.repeat(100)}idate,date\nUnite,Ed,2010\n`,
  ],
  ['a rule', 'a list whose length cannot be compared', `{"anyOf":${NO_TEXT}}`],
  ['a mapping file', 'a list whose length cannot be compared', MAPPING.replace('HERE', NO_TEXT)],
  ['an event of the database', 'a number that canonical JSON cannot write', EVENT],
];
