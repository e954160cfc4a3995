import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { printed, sampleLedger } from '../cli/harness.ts';
import { ARTICLES } from './all.ts';
import { lacking, spoilt } from './answers.ts';

interface Source {
  readonly url: string;
}

interface Shown {
  readonly entry: { readonly id: string; readonly sources: readonly Source[] };
}

/** The sources of entries, by their ids, as answers cite them. */
type Cited = Readonly<Record<string, readonly Source[]>>;

const ledger = sampleLedger();
const asked = new Map<string, Promise<string>>();

/** What a command answers; a command that many facts share runs once. */
async function answerTo<T>(command: string): Promise<T> {
  const args = [...command.split(' '), '-f', 'json', '--ledger', ledger.path];
  const answer = asked.get(command) ?? printed(args);
  asked.set(command, answer);
  return JSON.parse(await answer);
}

/** All that an answer cites, wherever in it that stands. */
function citedIn(answer: unknown): Cited[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([field, inner]) =>
    field === 'sources' && !Array.isArray(inner) ? [inner as Cited] : citedIn(inner),
  );
}

const urls = (sources: readonly Source[] = []) => sources.map((source) => source.url);

describe.each(ARTICLES)('article $number, $heading', ({ facts, workedOut, url }) => {
  test.each(facts)('$sentence: $fact (hustings $command)', async ({ command, entry, answer }) => {
    const told = await answerTo<unknown>(command);
    expect(lacking(told, answer)).toBeNull();
    expect(inspect(answer, { depth: null }), 'what is wanted names the entry').toContain(entry);
    const shown = await answerTo<Shown>(`show ${entry}`);
    expect(urls(shown.entry.sources)).toContain(url);
    const cited = citedIn(told);
    const own = cited.flatMap((sources) => urls(sources[shown.entry.id]));
    if (cited.length > 0) expect(own, 'the sources that the answer itself cites').toContain(url);
  });

  test.each(workedOut)('$sentence: $fact (hustings $command)', async ({ command, answer }) => {
    expect(lacking(await answerTo(command), answer)).toBeNull();
  });

  test('no answer holds any of these facts with one value wrong', async () => {
    for (const { command, answer, sentence } of [...facts, ...workedOut]) {
      const told = await answerTo(command);
      for (const bad of spoilt(answer)) {
        const text = `${sentence}: ${inspect(bad, { depth: null })}`;
        expect(lacking(told, bad), text).not.toBeNull();
      }
    }
  });
});

test('an entry of the wrong contest, or an id cut short, is not what is wanted', () => {
  const told = { contests: [{ contest: 'a', entry: '01234567-89ab' }] };
  expect(lacking(told, { contests: [{ contest: 'a', entry: '01234567' }] })).toBeNull();
  expect(lacking(told, { contests: [{ contest: 'b', entry: '01234567' }] })).toMatch(
    /nothing like/,
  );
  expect(lacking(told, { contests: [{ entry: '01234568' }] })).toMatch(/nothing like/);
  expect(lacking(told, { contests: { contest: 'a' } })).toBe(
    "answer.contests.contest is undefined, not 'a'",
  );
  expect(lacking({ entry: '01234567' }, { entry: '01234567' })).toMatch(/answer\.entry/);
});
