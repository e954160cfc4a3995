import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ARTICLES } from './all.ts';
import type { Article } from './article.ts';
import { sentencesOf } from './sentences.ts';

const PAGE = readFileSync(new URL('../../docs/articles.md', import.meta.url), 'utf8');
/** The articles themselves, which are not ours to pass on: they lie beside a working copy at most. */
const TEXTS = new URL('../../../shared/articles/', import.meta.url);

/** The part of the page on an article, and its tables, each as rows of cells. */
function tablesOf({ number, heading }: Article): string[][][] {
  const [part = ''] = PAGE.split(`\n## ${number} · ${heading}\n`)[1]?.split('\n## ') ?? [];
  return part
    .split('\n\n')
    .map((block) => block.trim())
    .filter((block) => block.startsWith('|'))
    .map((block) => block.split('\n').slice(2).map(cellsOf));
}

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const code = (text: string) => `\`${text}\``;
const inFacts = ({ facts }: Article) => facts.map((each) => each.sentence);
const inNone = ({ none }: Article) => none.flatMap((each) => each.sentences);

describe.each(ARTICLES)('docs/articles.md, article $number', (article) => {
  const [facts = [], second = [], third = []] = tablesOf(article);
  const [workedOut, none] = article.workedOut.length === 0 ? [[], second] : [second, third];

  test('has the facts of the tests: sentence, fact, entry and command', () => {
    expect(facts).toEqual(
      article.facts.map(({ sentence, fact, entry, command }) => [
        sentence,
        fact,
        code(entry),
        code(`hustings ${command}`),
      ]),
    );
  });

  test('has what the ledger works out by itself', () => {
    expect(workedOut).toEqual(
      article.workedOut.map(({ sentence, fact, command }) => [
        sentence,
        fact,
        code(`hustings ${command}`),
      ]),
    );
  });

  test('has the sentences without a fact, and why', () => {
    expect(none).toEqual(article.none.map(({ sentences, why }) => [sentences.join(', '), why]));
  });

  test('says how many sentences there are, and how many with a fact', () => {
    const withFacts = new Set(inFacts(article)).size;
    const all = withFacts + inNone(article).length;
    const says = `${all} sentences: ${withFacts} with ${article.facts.length} facts, ${all - withFacts} without.`;
    expect(PAGE).toContain(`## ${article.number} · ${article.heading}\n\n${says}`);
  });

  test('puts no sentence in both lists, and works out only what a sentence says', () => {
    const both = inNone(article).filter((sentence) => inFacts(article).includes(sentence));
    expect(both).toEqual([]);
    expect(new Set(inNone(article)).size).toBe(inNone(article).length);
    const strays = article.workedOut.filter(({ sentence }) => !inFacts(article).includes(sentence));
    expect(strays).toEqual([]);
  });
});

const here = existsSync(TEXTS);
const reason = here ? '' : ' (skipped: ../shared/articles is not beside this working copy)';

describe.skipIf(!here)(`the articles themselves${reason}`, () => {
  test.each(ARTICLES)('$number: every sentence is in one of the two lists', (article) => {
    const file = readdirSync(TEXTS).find((name) => name.startsWith(`${article.number}_`)) ?? '';
    const text = readFileSync(new URL(file, TEXTS), 'utf8');
    const listed = new Set([...inFacts(article), ...inNone(article)]);
    expect(sentencesOf(text).filter((sentence) => !listed.has(sentence))).toEqual([]);
    const unheard = [...listed].filter((sentence) => !sentencesOf(text).includes(sentence));
    expect(unheard).toEqual([]);
  });
});

describe('the numbering', () => {
  test.each([
    ['Ann wins', ['1.1']],
    ['Ann wins\n\nBob said: “I lost. I go.” Then he went.\n', ['1.1', '2.1', '2.2', '2.3']],
    ['J. Doe won 5.5 votes, e.g. mine', ['1.1']],
    ['Who won? "Ann did." 13 of us saw', ['1.1', '1.2', '1.3']],
    ['MPs: 33\nCLPs: 4', ['1.1', '2.1']],
  ])('of %j', (text, numbers) => {
    expect(sentencesOf(text)).toEqual(numbers);
  });
});
