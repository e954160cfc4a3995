import type { Config } from '../config.ts';
import { say, type Terminal } from './terminal.ts';

/** The contest that the demo replays, and opens on. */
export const CONTEST = 'labour-leader-2010';

/**
 * The day that the demo opens on: only USDAW had declared, as the article on Community has it of two weeks
 * before. The article has no day; it is of 27 June to 14 July 2010.
 */
const DAY = '2010-06-26';

/** The last day that the article may be of. */
const ARTICLE = '2010-07-14';

const NEXT = [
  `standings ${CONTEST} --as-of ${ARTICLE}`,
  `standings ${CONTEST} --as-of ${ARTICLE} --reported-by ${DAY}`,
  'timeline labour-leader-2020 --as-of 2020-01-14',
  'compare labour-leader-2020 --from 2020-01-12 --to 2020-01-22',
  'endorser unison',
];

/** A file's name as a shell takes it. */
const quoted = (file: string): string =>
  /^[\w./~+-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;

/** Which ledger, and where it is if not in a file. */
export type Asked = Pick<Config, 'ledger' | 'database'>;

/** A command line that asks this ledger; of a database HUSTINGS_STORE alone says the whole address. */
function asked(line: string, { ledger, database }: Asked): string {
  const isUsual = ledger === './hustings.db' || database !== null;
  return `hustings ${line}${isUsual ? '' : ` --ledger ${quoted(ledger)}`}`;
}

const whereSet = ({ database }: Asked): string =>
  database === null ? '' : ', where HUSTINGS_STORE is set';

/** Says what the ranges of the replay mean. */
export function sayLegend(terminal: Terminal): void {
  say(terminal, '1–2 means: 1 certainly, up to 2 possibly, since papers date some acts loosely.');
}

/** Says which commands to try on a ledger with the samples in it. */
export function sayNext(terminal: Terminal, ledger: Asked): void {
  say(terminal, '');
  say(terminal, `Try next (npx hustings … from here${whereSet(ledger)}):`);
  for (const line of NEXT) say(terminal, `  ${asked(line, ledger)}`);
}

/** A server of the demo: where it is, and what it lends. */
export interface Served extends Asked {
  /** Of Hustings. */
  readonly version: string;
  /** Without a slash at its end. */
  readonly address: string;
  /** The name of its log. */
  readonly log: string;
  /** The token to write with, and whom its entries name. */
  readonly token: string;
  readonly name: string;
}

/** Says where the server of the demo is, with which token to write, what to try, and how it ends. */
export function sayServed(terminal: Terminal, served: Served): void {
  const { ledger, version, address, log, token, name } = served;
  const contest = `${address}/contests/${CONTEST}`;
  say(terminal, '');
  say(terminal, `Hustings ${version} serves ${ledger} at ${address}`, 'bold');
  for (const line of [
    `  Pages  ${contest}?asOf=${DAY}`,
    '         the day, two weeks before the article, when only USDAW had declared',
    `  API    ${address}/docs`,
    `  Audit  ${address}/audit`,
    `  Log    ${address}/log/checkpoint (${log})`,
    `  Token  ${token}`,
    `         to append and audit as "${name}" until this ends, a day at most`,
    '',
    'Try:',
    '  What changed from there to the article, which knows of a second union:',
    `    ${contest}/compare?from=${DAY}&to=${ARTICLE}`,
    '  Who had said nothing yet, by name:',
    `    ${contest}/undeclared?asOf=${DAY}`,
    '  One union through five contests:',
    `    ${address}/endorsers/unison`,
    '  A nomination of your own, with the token; its effect is shown before it is stored:',
    `    ${contest}/append?type=NominationMade`,
    `  The same in another terminal${whereSet(served)}:`,
    `    npx ${asked(`standings ${CONTEST} --as-of ${DAY}`, served)}`,
    '',
    'Ctrl+C ends it, and the token.',
  ]) {
    say(terminal, line);
  }
}
