/** What the page of each part of a contest must show, told from the answer of its question alone. */
import type { ShareRange } from '../../projections/ballots.ts';
import type { CandidateInStage } from '../../projections/on-day.ts';
import type { Range } from '../../projections/shares.ts';
import type { Ballots } from '../../src/ledger/queries/ballots.ts';
import type { Expectations } from '../../src/ledger/queries/expectations.ts';
import type { Reconciliation } from '../../src/ledger/queries/reconciliation.ts';
import type { Results } from '../../src/ledger/queries/results.ts';
import type { Stages } from '../../src/ledger/queries/stages.ts';
import type { Timeline } from '../../src/ledger/queries/timeline.ts';
import type { UndeclaredList } from '../../src/ledger/queries/undeclared.ts';

/** Some element that a selector finds must say all of these. */
export interface Shown {
  readonly within: string;
  readonly says: readonly string[];
}

/** What a candidate is called, by slug. */
export type Called = (candidate: string) => string;

const row = (within: string, ...says: (string | number | null | readonly string[])[]): Shown => ({
  within,
  says: says.flatMap((each) => each ?? []).map(String),
});

/** The days that a date names, whatever the words around them. */
const days = (edtf: string | null): string[] => edtf?.match(/\d{4}(?:-\d\d){0,2}/g) ?? [];
const brief = (ids: readonly string[]): string[] => ids.map((id) => id.slice(0, 8));
const range = (limits: Range | ShareRange | null, after = ''): string[] => {
  if (limits === null) return [];
  const { least, most } = limits;
  return [`${least === most ? least : `${least}–${most}`}${after}`];
};
const words = (slug: string): string => slug.replaceAll('-', ' ');

const timeline = ({ happenings }: Timeline, called: Called): Shown[] =>
  happenings.map(({ candidate, category, entries, effects }) =>
    row(
      '.day li',
      candidate === null ? [] : called(candidate),
      category === null ? [] : `(${category})`,
      brief(entries),
      effects.flatMap(({ certain, possible, lapsed, after }) => [
        ...(certain === 0 ? [] : [`${after.certain - certain}→${after.certain}`]),
        ...(possible === certain ? [] : [`${Math.abs(possible - certain)}? possibly`]),
        ...(lapsed === 0 ? [] : [`${lapsed} lapsed`]),
      ]),
    ),
  );

const verdict = ({ verdict: said, basis, since, possiblySince }: CandidateInStage): string[] => {
  if (said === 'qualified') {
    return ['qualified', ...days(since), basis === 'printed' ? 'as printed' : 'by name'];
  }
  return said === 'possibly' ? [`possibly since ${possiblySince}`] : ['not'];
};

const stages = ({ stages: all }: Stages): Shown[] =>
  all.flatMap(({ stage, name, opens, closes, status, rules }) => {
    const [used, ...others] = rules;
    const section = `section.stage`;
    return [
      row(section, name, `Stage ${stage}, ${words(status)}`, days(opens), days(closes)),
      ...(used?.candidates ?? []).map((each) =>
        row(
          `${section} tr`,
          each.name,
          verdict(each),
          each.ways.map(({ text }) => text),
          each.ways.flatMap(({ needs }) =>
            needs.flatMap(({ has }) => (has === null ? [] : `has ${has.certain} by name`)),
          ),
          each.ways.flatMap(({ needs }) =>
            needs.flatMap(({ has }) =>
              has === null || has.printed === has.certain ? [] : `${has.printed} as printed`,
            ),
          ),
        ),
      ),
      ...rules.map((rule) => row(section, rule.text, brief(rule.entries))),
      ...others.flatMap((rule) =>
        rule.candidates
          .filter((each, index) => each.verdict !== used?.candidates[index]?.verdict)
          .map((each) => row(`.rules > li`, rule.text, `${each.name}: `, verdict(each))),
      ),
    ];
  });

const CHOICE = { free: 'choose freely', 'yes-or-no': 'only yes or no', committee: 'committee' };

const ballots = ({ ballots: all, decisions, polls }: Ballots, called: Called): Shown[] => [
  ...all.flatMap(({ ballot, body, question, choice, claims }) => {
    const article = `#ballot-${ballot}`;
    return claims.flatMap((claim) => [
      row(article, body, question, CHOICE[choice], days(claim.on), brief([claim.entry])),
      row(article, claim.eligible, range(claim.cast), range(claim.turnout, ' %')),
      ...claim.options.map(({ option, candidate, rank, share, votes, ofEligible }) =>
        row(
          `${article} tr`,
          option,
          candidate === null ? [] : called(candidate),
          rank === null ? [] : `${rank}. `,
          share === null ? [] : `${share} %`,
          range(votes),
          range(ofEligible, ' %'),
        ),
      ),
    ]);
  }),
  ...decisions.map(({ category, on, candidates, ballots: rests, decidedBy, entries }) =>
    row(
      '#decisions ~ .wide tr',
      category === null ? [] : `(${category})`,
      days(on),
      candidates.map(called),
      rests,
      decidedBy.map(words),
      brief(entries),
    ),
  ),
  ...polls.flatMap(({ pollster, population, on, sample, shares, entry }) =>
    shares.map(({ candidate, share }) =>
      row(
        '#polls ~ article',
        pollster,
        population,
        days(on),
        sample,
        `${called(candidate)}: ${share} %`,
        brief([entry]),
      ),
    ),
  ),
];

const expectations = ({ expectations: all }: Expectations, called: Called): Shown[] =>
  all.map(({ candidate, likelihood, on, outcome, instead, when, entry, entries }) =>
    row(
      'tr',
      called(candidate),
      likelihood,
      days(on),
      words(outcome),
      instead === null ? [] : `backed ${called(instead)}`,
      days(when),
      brief([entry, ...entries]),
    ),
  );

const undeclared = ({ categories, names }: UndeclaredList): Shown[] =>
  categories.flatMap((each) => {
    const { category, name, silent, perhaps, lapsed, stances, printed, completeAsOf } = each;
    const group = (count: number, how: string) =>
      count === 0 ? [] : [row('dt', `${count} ${how}`)];
    return [
      row(
        'tr',
        category,
        name,
        each.undeclared ?? 'not known',
        range(each.size),
        each.sizes.map(({ value }) => `${value}`),
        each.named,
        range(each.unnamed, ' not named'),
        printed === null ? [] : [`${printed.value} left`, ...days(printed.on)],
        completeAsOf === null ? [] : ['complete', ...days(completeAsOf.on)],
      ),
      ...group(silent.length, 'silent'),
      ...group(perhaps.length, 'perhaps declared'),
      ...group(lapsed.length, 'lapsed'),
      ...[...silent, ...perhaps, ...lapsed].map((slug) => row('dd li', names[slug] ?? slug)),
      ...[
        ...Map.groupBy(stances, ({ stance, certain }) => (certain ? '' : 'perhaps ') + stance),
      ].map(([how, some]) => row('dt', `${some.length} ${how}`)),
      ...stances.map(({ endorser, on, entry }) =>
        row('dd li', names[endorser] ?? endorser, days(on), brief([entry])),
      ),
    ];
  });

const results = ({ results: all, winner }: Results, called: Called): Shown[] => [
  ...all.flatMap((claim) => [
    row('section', claim.winner === null ? [] : `${called(claim.winner)} won`, days(claim.on)),
    row('section', claim.turnout === null ? [] : `turnout ${claim.turnout} %`, claim.eligible),
    row('section', brief([claim.entry])),
    ...claim.rounds.flatMap(({ results: round }) =>
      round.map(({ candidate, votes, share, ofVotes, eliminated }) =>
        row(
          'tr',
          called(candidate),
          share === null ? [] : `${share} %`,
          votes === null ? [] : `${votes} votes`,
          range(ofVotes, ' %'),
          eliminated ? 'eliminated' : [],
        ),
      ),
    ),
  ]),
  ...(winner?.categories ?? []).map(({ category, best, rank, leaders, most }) =>
    row(
      '#winner ~ .wide tr',
      category,
      best,
      rank === 1 ? [] : [`number ${rank}`, ...leaders.map(called), `(${most})`],
    ),
  ),
];

const FIGURES = { agrees: 'agrees', 'fewer-named': 'not named', 'more-named': 'more named' };

const reconciliation = ({ tallies, contradictions }: Reconciliation, called: Called): Shown[] => [
  ...contradictions.map(({ kind, text, sides }) =>
    row('.notice', `${words(kind)}: ${text}`, brief(sides.flatMap(({ entries }) => entries))),
  ),
  ...tallies.flatMap(({ entry, on, figures }) => [
    row('section', brief([entry]), days(on)),
    ...figures.map(({ candidate, category, printed, named, outcome, difference, now }) =>
      row(
        'tr',
        `${candidate === null ? 'all who had declared' : called(candidate)} ${category}`,
        printed,
        range(named),
        outcome === 'agrees' ? 'agrees' : range(difference, ` ${FIGURES[outcome]}`),
        range(now.named),
      ),
    ),
  ]),
];

/** For each part, what its page must show. */
export const FIGURES_OF: Readonly<
  Record<string, (answer: never, called: Called) => readonly Shown[]>
> = { timeline, stages, ballots, expectations, undeclared, results, reconciliation };
