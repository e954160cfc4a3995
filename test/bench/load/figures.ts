import type { Cast } from './cast.ts';
import { told } from './dates.ts';
import { CATEGORIES } from './frame.ts';
import type { Sent } from './sent.ts';
import { sources, words } from './sources.ts';

const share = (cast: Cast): string => `${cast.random.below(100)}.${10 + cast.random.below(90)}`;

/** A paper prints a table: a figure for some candidates and categories. */
export function tally(cast: Cast): Sent[] {
  const { random } = cast;
  const categories = CATEGORIES.filter(() => random.percent(40));
  const printed = categories.length > 0 ? categories : CATEGORIES.slice(0, 1);
  const named = cast.told / Math.max(1, cast.standing.length);
  const cells = printed.flatMap(({ category, share: part }) =>
    cast.standing.map((candidate, rank) => ({
      candidate,
      category,
      value: Math.round((named * part) / 50 / (rank + 1)) + random.below(4),
    })),
  );
  const undeclared = random.percent(40)
    ? {
        undeclared: printed
          .slice(0, 2)
          .map(({ category, size }) => ({ category, value: Math.round(size / 2) })),
      }
    : {};
  const of = random.ranked(['nominations', 'acts', 'endorsements']);
  const day = cast.newsDay();
  return [
    cast.send({
      type: 'TallyReported',
      on: told(day, random),
      data: { of, cells, ...undeclared },
      sources: sources(day, random),
    }),
  ];
}

/** A body tells how its ballot went. */
export function ballot(cast: Cast): Sent[] {
  const { random } = cast;
  const day = cast.newsDay();
  const data = {
    ballot: `ballot-${random.hex(6)}`,
    body: words(2, random),
    question: words(5, random),
    method: 'plurality',
    options: cast.standing.map((candidate) => ({
      option: candidate,
      candidate,
      votes: random.below(900),
    })),
  };
  return [
    cast.send({
      type: 'BallotResultReported',
      on: told(day, random),
      data,
      sources: sources(day, random),
    }),
  ];
}

/** A poll comes out. */
export function poll(cast: Cast): Sent[] {
  const { random } = cast;
  const day = cast.newsDay();
  const data = {
    pollster: words(1, random),
    population: 'members and supporters',
    sample: 400 + random.below(2000),
    shares: cast.standing.map((candidate) => ({ candidate, share: share(cast) })),
  };
  return [
    cast.send({
      type: 'PollPublished',
      on: told(day, random),
      data,
      sources: sources(day, random),
    }),
  ];
}

/** A paper expects somebody to act. */
export function expectation(cast: Cast): Sent[] {
  const { random } = cast;
  const { endorser, entry } = cast.enrol();
  const day = cast.newsDay();
  const data = {
    endorser: endorser.endorser,
    candidate: cast.candidate(),
    likelihood: random.of(['expected', 'likely', 'rumoured']),
  };
  const on = told(day, random);
  return [
    entry,
    cast.send({ type: 'ExpectationReported', on, data, sources: sources(day, random) }),
  ];
}
