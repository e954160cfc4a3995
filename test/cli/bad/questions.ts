import { CONTEST } from '../entries.ts';
import { type Row, reading } from './row.ts';

const asking = (flags: readonly string[], says: RegExp): Row =>
  reading(`standings ${flags.join(' ')}`, ['standings', CONTEST, ...flags], 2, says);

const DAY = /must be a day that exists, as in 2010-07-14 \(got ".*"\)\.$/;
const day = (flag: string) => new RegExp(`^hustings: ${flag} ${DAY.source}`);

const BAD_DAYS = [
  '2010-02-30',
  '2010-13-01',
  '2010-2-3',
  '20/7/2010',
  '2010',
  '2010-07-XX',
  '2010-07-14T00:00:00Z',
  'yesterday',
  '',
  '+002010-07-14',
];

const KNOWN =
  /^hustings: --known-at must be a sequence number, as in 411, or a full UTC instant, as in .*\(got ".*"\)\.$/;
const BAD_MOMENTS = [
  '-1',
  '1.5',
  '1e3',
  '0x10',
  '2010-07-14',
  '2010-07-14T12:00:00',
  '2010-07-14T12:00:00+02:00',
  '2010-02-30T12:00:00Z',
  '2010-07-14T25:00:00Z',
  'now',
  '',
];

const CLOCKS: readonly Row[] = [
  ...BAD_DAYS.map((text) => asking(['--as-of', text], day('--as-of'))),
  ...BAD_DAYS.slice(0, 4).map((text) => asking(['--reported-by', text], day('--reported-by'))),
  ...BAD_MOMENTS.map((text) => asking(['--known-at', text], KNOWN)),
  asking(
    ['--known-at', '6'],
    /^hustings: --known-at 6 is beyond the head of this ledger, which is 5/,
  ),
  asking(
    ['--known-at', '999999999999999'],
    /^hustings: --known-at 999999999999999 is beyond the head/,
  ),
  asking(['--known-at', '9999999999999999'], KNOWN),
  asking(
    ['--known-at', '2999-01-01T00:00:00Z'],
    /^hustings: --known-at 2999-.* has not come yet: this ledger's clock says \d{4}-/,
  ),
];

const comparing = (flags: readonly string[], says: RegExp): Row =>
  reading(`compare ${flags.join(' ')}`, ['compare', CONTEST, ...flags], 2, says);
const FROM = ['--from', '2010-06-01'];

const SIDES: readonly Row[] = [
  comparing(['--from', '2010-02-30'], day('--from')),
  comparing([...FROM, '--to', '2010-06-31'], day('--to')),
  comparing([...FROM, '--reported-by', 'x'], day('--reported-by')),
  comparing([...FROM, '--from-reported-by', 'x'], day('--from-reported-by')),
  comparing([...FROM, '--to-reported-by', 'x'], day('--to-reported-by')),
  comparing([...FROM, '--known-at', '77'], /^hustings: --known-at 77 is beyond the head/),
  comparing([...FROM, '--from-known-at', '77'], /^hustings: --from-known-at 77 is beyond the head/),
  comparing([...FROM, '--to-known-at', '-1'], /^hustings: --to-known-at must be a sequence number/),
  comparing(
    [],
    /^hustings: required option '--from <day>' not specified\n\(hustings compare --help/,
  ),
];

const COUNTS =
  /^hustings: --counts must be acts, nominations, endorsements or stage:<id> \(got ".*"\)/;

const POLICIES: readonly Row[] = [
  asking(['--counts', 'everything'], COUNTS),
  asking(['--counts', ''], COUNTS),
  asking(['--counts', 'stage:'], COUNTS),
  asking(['--counts', 'stage:nosuch'], /^hustings: .*counts.*stage/),
  comparing([...FROM, '--counts', 'acs'], COUNTS),
  reading('series --counts x', ['series', CONTEST, '--counts', 'x'], 2, COUNTS),
  reading('timeline --counts x', ['timeline', CONTEST, '--counts', 'x'], 2, COUNTS),
];

const MISSING: readonly Row[] = [
  ...['standings', 'timeline', 'series'].map((command) =>
    reading(
      `${command} of an unknown contest`,
      [command, 'leadr'],
      1,
      /^hustings: There is no contest leadr\. Did you mean leader\?$/,
    ),
  ),
  reading(
    'compare of an unknown contest',
    ['compare', 'other', ...FROM],
    1,
    /^hustings: There is no contest other\. It has leader\.$/,
  ),
  reading(
    'export of an unknown contest',
    ['export', '--contest', 'leader-x'],
    1,
    /^hustings: There is no contest leader-x\. Did you mean leader\?$/,
  ),
  reading(
    'an unknown endorser',
    ['endorser', 'tu-3'],
    1,
    /^hustings: No contest enrols an endorser tu-3\. Did you mean tu-[12]\?$/,
  ),
  reading(
    'an unknown entry',
    ['show', 'deadbeef'],
    1,
    /^hustings: There is no entry deadbeef in this ledger; the timeline/,
  ),
  reading(
    'no id at all',
    ['show', 'not an id'],
    1,
    /^hustings: There is no entry not an id in this ledger/,
  ),
  reading(
    'the beginning of several ids',
    ['show', '00000000'],
    1,
    /^hustings: 00000000 begins the ids of several entries: 0{8}-.*; give more of it\.$/,
  ),
  reading(
    'a name that would steer the terminal',
    ['endorser', 'a\u001b[31m'],
    1,
    /^hustings: No contest enrols an endorser a\uFFFD\[31m\./,
  ),
];

const usage = (args: readonly string[], says: RegExp): Row => ({
  name: `hustings ${args.join(' ')}`,
  args,
  status: 2,
  says,
});

const USAGE: readonly Row[] = [
  usage(
    ['standing'],
    /^hustings: unknown command 'standing'\n\(Did you mean standings\?\)\n\(hustings --help lists the commands\)$/,
  ),
  usage(
    ['help', 'standing'],
    /^hustings: unknown command 'standing'\n\(Did you mean standings\?\)/,
  ),
  usage(['xyz'], /^hustings: unknown command 'xyz'\n\(hustings --help lists the commands\)$/),
  usage(['--foo'], /^hustings: unknown option '--foo'\n\(hustings --help/),
  usage(
    ['standings'],
    /^hustings: missing required argument 'contest'\n\(hustings standings --help shows how\)$/,
  ),
  usage(['import'], /^hustings: missing required argument 'file'/),
  usage(
    ['standings', CONTEST, 'x'],
    /^hustings: too many arguments for 'standings'\. Expected 1 argument but got 2/,
  ),
  usage(['contests', 'x'], /^hustings: too many arguments for 'contests'/),
  usage(
    ['standings', CONTEST, '--as-off', 'x'],
    /^hustings: unknown option '--as-off'\n\(Did you mean --as-of\?\)/,
  ),
  usage(['standings', CONTEST, '--as-of'], /^hustings: option '--as-of <day>' argument missing/),
  usage(
    ['standings', CONTEST, '-f', 'xml'],
    /^hustings: option '-f, --format <format>' argument 'xml' is invalid\. Allowed choices are table, json/,
  ),
  usage(['demo', '-f', 'json'], /^hustings: unknown option '-f'/),
  usage(
    ['demo', '--port', '0'],
    /^hustings: --host and --port say where to serve: give --serve, too\.$/,
  ),
  usage(['demo', '--host', '::1'], /^hustings: --host and --port say where to serve/),
];

const VOTES = ['ballots', 'expectations', 'undeclared', 'results', 'reconcile', 'stages'];

const ABOUT_VOTES: readonly Row[] = [
  ...VOTES.flatMap((command): Row[] => [
    reading(
      `${command} of an unknown contest`,
      [command, 'leadr'],
      1,
      /^hustings: There is no contest leadr\. Did you mean leader\?$/,
    ),
    reading(`${command} --as-of`, [command, CONTEST, '--as-of', '2010-02-30'], 2, day('--as-of')),
    reading(
      `${command} --reported-by`,
      [command, CONTEST, '--reported-by', 'x'],
      2,
      day('--reported-by'),
    ),
    reading(`${command} --known-at`, [command, CONTEST, '--known-at', 'x'], 2, KNOWN),
    usage([command, CONTEST, 'x'], /^hustings: too many arguments for '[a-z]+'\. Expected 1/),
    usage([command, CONTEST, '-f', 'xml'], /^hustings: option '-f, --format <format>' argument/),
  ]),
  ...VOTES.filter((command) => command !== 'reconcile').map((command) =>
    usage([command], /^hustings: missing required argument 'contest'/),
  ),
  reading('undeclared --counts', ['undeclared', CONTEST, '--counts', 'x'], 2, COUNTS),
  reading(
    'undeclared --counts stage',
    ['undeclared', CONTEST, '--counts', 'stage:x'],
    2,
    /no stage x/,
  ),
  reading(
    'stages of an unknown stage',
    ['stages', CONTEST, '--stage', 'nosuch'],
    2,
    /^hustings: --stage: leader has no stage nosuch\. It has none\.$/,
  ),
  ...['deadbeef', '', '0', '00000000'].map((rule) =>
    reading(
      `stages by the rule of ${JSON.stringify(rule)}`,
      ['stages', CONTEST, '--rule', rule],
      2,
      /^hustings: --rule: no entry .*states a rule of leader; none does\.$/,
    ),
  ),
  reading('all contests, of a bad day', ['reconcile', '--as-of', 'x'], 2, day('--as-of')),
];

/** Questions that cannot be answered. */
export const QUESTIONS: readonly Row[] = [
  ...CLOCKS,
  ...SIDES,
  ...POLICIES,
  ...MISSING,
  ...USAGE,
  ...ABOUT_VOTES,
];
