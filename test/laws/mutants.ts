import type { Spoilt } from '../support/spoilt-copy.ts';

/** Small faults, put into the sources one at a time to see the laws break. */
export interface Mutant extends Spoilt {
  /** What the fault does. */
  readonly what: string;
  /** The laws that must break, each; or `model`, that of the torture. */
  readonly by: string;
}

const of =
  (file: string) =>
  (what: string, by: string, search: string, replace: string): Mutant => ({
    what,
    by,
    file,
    search,
    replace,
  });

const holding = of('projections/holding.ts');
const claims = of('projections/claims.ts');
const acts = of('projections/acts.ts');
const cut = of('projections/cut.ts');

export const MUTANTS: readonly Mutant[] = [
  holding(
    'an act is certain from its earliest day',
    'efi',
    'NEVER : span(begin.latest, c)',
    'NEVER : span(begin.earliest, c)',
  ),
  holding(
    'an act told only by disputed claims is certain',
    'fi',
    'act.disputed ? NEVER : span(begin.latest, c)',
    'span(begin.latest, c)',
  ),
  holding(
    'an act is held on the day of its withdrawal',
    'hi',
    'possible: span(begin.earliest, d)',
    'possible: span(begin.earliest, d === FOREVER ? d : d + 1)',
  ),
  holding(
    'an act that ever has a rival is never certain',
    'ci',
    'one.certain = minus(',
    'one.certain = one.rivals.length > 0 ? NEVER : minus(',
  ),
  holding(
    'conflicting acts are both certain',
    'fi',
    'return rivals.map((rival) => rival.possible)',
    'return rivals.map((rival) => rival.possible).slice(0, 0)',
  ),
  holding(
    'of several seats one rival takes them all',
    'i',
    'if (seats === 1) return',
    'if (seats > 0) return',
  ),
  holding(
    'an endorser has a seat more than there are',
    'fi',
    'return [inAtLeast(seats, possible)]',
    'return [inAtLeast(seats + 1, possible)]',
  ),
  holding(
    'two acts for one rival take two seats',
    'i',
    'const byCandidate = Map.groupBy(rivals, (rival) => rival.act.candidate)',
    'const byCandidate = Map.groupBy(rivals, (rival) => rival.act.root)',
  ),
  of('projections/conflicts.ts')(
    'as many candidates as there are seats are too many',
    'i',
    'if (backed(held).length <= seatsOf(view)) return;',
    'if (backed(held).length < seatsOf(view)) return;',
  ),
  holding(
    'a stance is certain while an act possibly stands',
    'f',
    'minus(span(latest, certainTo), standing)',
    'span(latest, certainTo)',
  ),
  holding(
    'a stance is certain from its earliest day',
    'fi',
    'minus(span(latest, certainTo), standing)',
    'minus(span(earliest, certainTo), standing)',
  ),
  claims(
    'a claim counts once it was possibly published',
    'df',
    'return cited === undefined ? at(columns.saidLatest, row)',
    'return cited === undefined ? at(columns.saidEarliest, row)',
  ),
  claims(
    'a correction holds whenever it was published',
    'di',
    ' || at(columns.saidLatest, row) > reportedBy',
    '',
  ),
  claims(
    'the first correction wins',
    'fhi',
    'corrections: holding.reverse()',
    'corrections: holding',
  ),
  claims('a struck strike strikes', 'fi', 'if (struck.has(row) || ', 'if ('),
  claims(
    'a dispute holds before it was recorded',
    'b',
    'disputes(columns, records, erased)',
    'disputes(columns, marks, erased)',
  ),
  cut(
    'what was recorded later is known',
    'b',
    '[columns.upTo(knownAt), register.upTo(knownAt)]',
    '[columns.length, register.upTo(knownAt)]',
  ),
  cut(
    'a tally holds from its earliest day',
    'j',
    'day: told.bounds.latest',
    'day: told.bounds.earliest',
  ),
  acts('a lapse ends nothing', 'fi', 'earlier(act.endOtherwise, act.endLapse)', 'act.endOtherwise'),
  acts(
    'a withdrawal ends only the act of the claim it names',
    'fi',
    'const root = rootOf(claims, named);',
    'const root = named;',
  ),
  acts(
    'a replaced act goes on',
    'fi',
    'replaced.endOtherwise = earlier(replaced.endOtherwise, unsure(act.begin, disputed));',
    '',
  ),
  acts(
    'a replacing act may be earlier than the act it replaces',
    'i',
    'act.begin = notBefore(act.begin, replaced.begin.earliest);',
    '',
  ),
  of('projections/bounds.ts')(
    'claims that meet leave all their days open',
    'i',
    '? { bounds, met: true }',
    '? { bounds: this.hull(), met: true }',
  ),
  of('projections/figures.ts')(
    'of two tallies of a day the first recorded holds',
    'aj',
    'return one.table.id < other.table.id ? -1 : 1;',
    'return one.table.row - other.table.row;',
  ),
  of('projections/conflicts.ts')(
    'a conflict shows on every day',
    'ci',
    'all.filter(({ days }) => covers(days, day))',
    'all.filter(({ days }) => covers(days, day) || day > -1_000_000)',
  ),
  of('projections/policy.ts')(
    'an act without a stage is in every unknown stage',
    'bf',
    'stage !== NONE && act.nomination',
    'act.nomination',
  ),
  of('projections/cell.ts')(
    'best may fall below certain',
    'j',
    'best: Math.max(certain, named)',
    'best: named',
  ),
  of('projections/merges.ts')(
    'merged names stay apart',
    'fi',
    'if (one !== NONE && other !== NONE) into.set(one, other);',
    '',
  ),
  of('src/read/views.ts')(
    'a view is kept when the register grows',
    'g',
    '[columns.upTo(sight.knownAt), register.upTo(sight.knownAt)]',
    '[columns.upTo(sight.knownAt)]',
  ),
  of('src/ledger/desk.ts')(
    'an entry of a batch sees none of those before it',
    'k',
    'return this.#tried.get(id) ?? ',
    'return ',
  ),
  of('src/ledger/tried-columns.ts')(
    'what is tried comes before what is there',
    'm',
    'const seq = firstSeq + index;',
    'const seq = index;',
  ),
  of('src/ledger/tried-columns.ts')(
    'an entry that is tried names none of those before it',
    'm',
    'seqs.get(named) ?? ',
    '',
  ),
  of('src/ledger/desk.ts')(
    'rows that were only tried stay',
    'g',
    '    this.columns.truncate(length);\n',
    '',
  ),
];
