/** The table of defences is about the sources as they are; a few are really taken out. */
import { expect, test } from 'vitest';
import { isPlace } from '../../support/spoilt-copy.ts';
import { hasTest } from '../../support/titles.ts';
import { bounded } from '../bounded.ts';
import { MUTANTS, part } from './part.ts';

test('each defence stands in the sources once, and its test is there', () => {
  const strays = MUTANTS.filter(
    (mutant) => !isPlace(mutant) || !hasTest(mutant.test, mutant.title),
  );
  expect(strays.map(({ file, search, test: by, title }) => [file, search, by, title])).toEqual([]);
  expect(MUTANTS.filter(({ search, replace }) => search === replace)).toEqual([]);
});

bounded(part, 120_000);
