import { createRequire } from 'node:module';
import type { Found } from './found.ts';

/** How long one may take to be judged, in milliseconds; what is not judged by then is not known to be safe. */
const PATIENCE = 60_000;

type Recheck = typeof import('recheck');

let loaded: Recheck | undefined;

/** Its part that is JavaScript alone, which needs no other process. It is large, so that it is loaded when it is asked. */
function recheck(): Recheck {
  loaded ??= createRequire(import.meta.url)('recheck/lib/browser.js') as Recheck;
  return loaded;
}

/** A regular expression as code writes it. */
export const written = ({ pattern, flags }: Pick<Found, 'pattern' | 'flags'>): string =>
  `/${pattern}/${flags}`;

/** A written one in its parts. */
export function partsOf(text: string): { readonly pattern: string; readonly flags: string } {
  const end = text.lastIndexOf('/');
  return { pattern: text.slice(1, end), flags: text.slice(end + 1) };
}

/** `safe`: its steps grow no faster than what it reads. Else how they grow, with what shows it. */
export function verdictOn(text: string): string {
  const { pattern, flags } = partsOf(text);
  const judged = recheck().checkSync(pattern, flags, { timeout: PATIENCE });
  if (judged.status === 'safe') return 'safe';
  if (judged.status === 'unknown') return `unknown (${judged.error.kind})`;
  return `${judged.complexity.summary}: ${JSON.stringify(judged.attack.pattern).slice(0, 200)}`;
}
