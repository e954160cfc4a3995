import type { EndorserInContest, EndorserRecord } from '../../ledger/queries/endorser.ts';
import type { Value } from './row.ts';

/** The columns of an endorser's record as rows. */
export const ENDORSER_COLUMNS = [
  'contest',
  'category',
  'what',
  'candidate',
  'on',
  'until',
  'how',
  'entry',
];

function rowsInContest(part: EndorserInContest): Value[][] {
  const place = [part.contest, part.category];
  return [
    ...part.acts.map((act): Value[] => {
      const stage = act.stage === null ? null : `stage ${act.stage}`;
      return [
        ...place,
        act.kind,
        act.candidate,
        act.begun,
        act.ended,
        act.how ?? stage,
        act.entries.join(' '),
      ];
    }),
    ...part.choices.map((choice): Value[] => {
      const what = choice.form === 'recommendation' ? 'recommendation' : `choice ${choice.rank}`;
      return [
        ...place,
        what,
        choice.candidate,
        choice.on,
        null,
        'shown, not counted',
        choice.entry,
      ];
    }),
    ...part.stances.map((stance): Value[] => [
      ...place,
      stance.stance,
      null,
      stance.on,
      null,
      null,
      stance.entry,
    ]),
    ...part.expectations.map((each): Value[] => {
      return [
        ...place,
        each.likelihood,
        each.candidate,
        each.on,
        null,
        'an expectation, not counted',
        each.entry,
      ];
    }),
  ];
}

/** What an endorser did in all contests, as rows. */
export const endorserRows = ({ contests }: EndorserRecord): Value[][] =>
  contests.flatMap(rowsInContest);
