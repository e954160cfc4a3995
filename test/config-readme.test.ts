import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../src/config.ts';

/** All settings as the README has them. */
function table(): string {
  const rows = SETTINGS.map(({ variable, flag, usual, description }) => {
    const names = [variable, ...(flag === undefined ? [] : [flag])];
    const said = /^[\w.:/-]+$/.test(usual) && usual !== '' ? `\`${usual}\`` : usual;
    return `| ${names.map((each) => `\`${each}\``).join(' ')} | ${said} | ${description} |`;
  });
  return ['| setting | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

describe('the README', () => {
  const [BEGIN, END] = ['<!-- configuration -->', '<!-- /configuration -->'];
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

  test('tells every setting as the schema does', () => {
    const [, rest = ''] = readme.split(`${BEGIN}\n`);
    const [told] = rest.split(`\n${END}`);
    const how = `Put this between ${BEGIN} and ${END} in README.md:\n\n${table()}\n`;
    expect(told, how).toBe(table());
  });

  test('says of each, in one sentence, what it means', () => {
    for (const { variable, description } of SETTINGS) {
      expect(description, variable).toMatch(/^[A-Z][^|\n]{10,}\.$/);
    }
  });
});
