/** What axe finds on a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'];
/** The rules of axe that hang on the theme. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** The axe of the builder, without the blanks and comments that every page would read. */
const AXE = readFileSync(
  createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve(
    'axe-core/axe.min.js',
  ),
  'utf8',
);

/** What axe finds on a page as it is now; by its rules of colour alone, where the others were asked at this width. */
export async function violations(page: Page, coloursAlone: boolean): Promise<string[]> {
  // It stays on a page where it was asked before; to send and read it again takes longer than to ask.
  const isThere = (await page.evaluate('typeof axe === "object"')) as boolean;
  if (!isThere) await page.evaluate(AXE);
  // No rule of these asks for the style sheets again.
  const options = { resultTypes: ['violations' as const], preload: false };
  const axe = new AxeBuilder({ page, axeSource: 'void 0' }).options(options).setLegacyMode(true);
  const asked = coloursAlone ? axe.withRules(COLOURS) : axe.withTags(RULES);
  const { violations: found } = await asked.analyze();
  return found.map(({ id, nodes }) => {
    const [first] = nodes;
    const said = (first?.failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 240);
    return `axe ${id} (${nodes.length}×) at ${first?.target.join(' ')}: ${said}`;
  });
}
