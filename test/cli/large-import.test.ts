/** A file of large entries goes into a database in appends that it takes. */
import { expect, test } from 'vitest';
import { entered, opened, source, tally } from '../support/sent.ts';
import { printed, rowsOf } from './harness.ts';
import { database } from './moving.ts';

test('is imported though all of it would be more than one append may be', async () => {
  const sources = Array.from({ length: 40 }, (_, index) =>
    source('2010-07-01', { title: `${index} ${'Ä'.repeat(150)}`, quote: 'q'.repeat(300) }),
  );
  const large = Array.from({ length: 80 }, () => ({
    ...tally({ 'ann TU': 1 }, '2010-07-01'),
    sources,
  }));
  const lines = [opened(), entered('ann'), ...large].map((each) =>
    JSON.stringify({ contest: 'leader', ...each }),
  );
  expect(lines.join('').length).toBeGreaterThan(1.5 * 1024 * 1024);
  const around = await database();
  await printed(['import', '-'], { ...around, stdin: lines.join('\n') });
  expect(rowsOf(await printed(['contests'], around))[0]?.entries).toBe('82');
});
