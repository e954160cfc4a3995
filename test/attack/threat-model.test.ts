/** docs/security.md names tests that are there, and for each threat a defence that is really taken out. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hasTest } from '../support/titles.ts';
import { MUTANTS } from '../torture/defences/part.ts';

const TEXT = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
const ROWS = [...TEXT.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].slice(1);
const SHOWN = /`(test\/[^`]+)`: ([^;]+?)(?=;|$)/g;

test('each threat says how it is stopped, and names tests that are there', () => {
  expect(ROWS.length).toBeGreaterThan(25);
  const strays = ROWS.flatMap(([, threat = '', how = '', by = '']) => {
    const shown = [...by.matchAll(SHOWN)];
    const missing = shown.filter(([, file = '', title = '']) => !hasTest(file, title));
    const isBare = shown.length === 0 || how.length < 20;
    return isBare || missing.length > 0 ? [[threat, ...missing.map(([all]) => all)]] : [];
  });
  expect(strays).toEqual([]);
});

test('each threat has a defence that is taken out, and each such defence a threat', () => {
  const threats = ROWS.map(([, threat]) => threat);
  const tried = [...new Set(MUTANTS.map(({ threat }) => threat))];
  expect(threats.filter((threat) => !tried.includes(`${threat}`))).toEqual([]);
  expect(tried.filter((threat) => !threats.includes(threat))).toEqual([]);
});
