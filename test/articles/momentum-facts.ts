import { type Fact, shown } from './article.ts';

const LEADER = 'labour-leader-2020';
const DEPUTY = 'labour-deputy-2020';

const VOTES = {
  [LEADER]: { entry: 'f38eb630', who: 'leader' },
  [DEPUTY]: { entry: 'f2b7491a', who: 'deputy' },
} as const;

/** A fact of Momentum's ballot for an office. */
export function vote(
  sentence: string,
  fact: string,
  contest: keyof typeof VOTES,
  claim: object,
  whole: object = {},
): Fact {
  const { entry, who } = VOTES[contest];
  return {
    sentence,
    fact: `${fact} (${who})`,
    command: `ballots ${contest}`,
    entry,
    answer: { ballots: [{ body: 'Momentum members', ...whole, claims: [{ entry, ...claim }] }] },
  };
}

/** What the members were asked for an office. */
export const question = (sentence: string, contest: keyof typeof VOTES, name: string): Fact =>
  vote(
    sentence,
    `the question was the recommendation of ${name}`,
    contest,
    {},
    {
      question: new RegExp(`advice and back ${name}`),
    },
  );

/** What a printed share of yes stands for. */
export const share = (candidate: string, percent: string, least: number, most: number) => ({
  options: [
    { option: 'yes', candidate, share: percent, votes: { least, most }, votesPrinted: false },
  ],
});

/** The rule of the stage that had just opened, in both contests. */
export function rules(): Fact[] {
  const told = [
    [LEADER, '96b504b1', 'leader'],
    [DEPUTY, '98a94ac7', 'deputy'],
  ] as const;
  return told.map(([contest, entry, office]) => ({
    sentence: '11.1',
    fact: `33 CLPs (5 %), or 3 affiliates with 2 unions and 5 % of affiliated membership (${office})`,
    command: `stages ${contest} --stage clp-affiliate --rule ${entry}`,
    entry,
    answer: {
      stages: [
        {
          rules: [
            {
              used: true,
              text: '33 CLP; or 3 AFF and 2 TU and 5 % of the members affiliated through AFF',
              entries: [entry],
            },
          ],
        },
      ],
    },
  }));
}

/** A figure of LabourList's own poll. */
export function poll(candidate: string, percent: string, entry: string, fact: string): Fact {
  return shown('14.1', `a poll of Wednesday, 15 January, has ${fact}`, entry, {
    type: 'PollPublished',
    on: '2020-01-15',
    data: { pollster: 'LabourList', shares: [{ candidate, share: percent, rank: 1 }] },
  });
}
