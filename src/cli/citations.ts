import type { Source } from '../../events/source.ts';
import type { Cited } from '../ledger/queries/citing.ts';
import type { Context } from './context.ts';
import { say } from './terminal.ts';

/** An id as far as hustings show needs it. */
export const brief = (id: string): string => id.slice(0, 8);

/** Says, on stderr, where what an answer tells was printed: each source once, with its entries. */
export function sayCited({ terminal }: Context, cited: Cited): void {
  const told = new Map<string, { source: Source; entries: string[] }>();
  for (const [entry, sources] of Object.entries(cited)) {
    for (const source of sources) {
      const known = told.get(source.url) ?? { source, entries: [] };
      known.entries.push(brief(entry));
      told.set(source.url, known);
    }
  }
  for (const { source, entries } of told.values()) {
    const published = source.published === undefined ? '' : `, ${source.published}`;
    say(terminal, `${source.publisher}${published}: ${source.title}`);
    const ids = [...new Set(entries)];
    const more = ids.length > 6 ? ` and ${ids.length - 6} more` : '';
    const which = ids.length === 1 ? 'entry' : 'entries';
    say(terminal, `  ${source.url} (${which} ${ids.slice(0, 6).join(', ')}${more})`);
  }
}
