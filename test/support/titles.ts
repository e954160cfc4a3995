import { existsSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);
const QUOTED = String.raw`'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\`(?:\\.|[^\`\\])*\``;
/** What is registered, also for each of some cases; and the names of cases, which come first in theirs. */
const REGISTERED = String.raw`(?:\b(?:test|it|describe|bounded)|\))\(\s*(${QUOTED})`;
const CASE = String.raw`\[\s*(${QUOTED}),`;
const TITLE = new RegExp(`${REGISTERED}|${CASE}`, 'g');

/** Has a file of tests one whose title, or the name of a case of it, holds this? */
export function hasTest(file: string, part: string): boolean {
  const place = new URL(file, ROOT);
  if (!/^test\/.*\.test\.ts$/.test(file) || !existsSync(place)) return false;
  const found = [...readFileSync(place, 'utf8').matchAll(TITLE)].flatMap(([, ...titles]) => titles);
  return found.some((title) => title?.replaceAll("\\'", "'").includes(part) === true);
}
