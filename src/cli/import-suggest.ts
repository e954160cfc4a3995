import { basename } from 'node:path';
import { BadInput } from '../interchange/bad-input.ts';
import { counted } from '../interchange/counted.ts';
import { openList } from '../interchange/lists/list.ts';
import type { OpenList } from '../interchange/lists/row.ts';
import { suggest } from '../interchange/suggest/suggest.ts';
import { dayOfInstant, formatDay } from '../time/day.ts';
import type { Context } from './context.ts';
import { stopped } from './failure.ts';
import { say } from './terminal.ts';

/** How many rows are looked at: enough to be right, and few enough to be held. */
const LOOKED_AT = 20_000;

/** The first rows of a list that can be read, and whether there are more. */
async function firstRows(
  list: OpenList,
  signal: AbortSignal,
): Promise<{ rows: (readonly string[])[]; more: boolean }> {
  const rows: (readonly string[])[] = [];
  for await (const chunk of list.rows()) {
    signal.throwIfAborted();
    for (const row of chunk) if ('cells' in row) rows.push(row.cells);
    if (rows.length > LOOKED_AT) return { rows: rows.slice(0, LOOKED_AT), more: true };
  }
  return { rows, more: false };
}

/** Writes a first mapping of a list to stdout, and says on stderr what it rests on and what it cannot know. */
export async function importSuggest(context: Context, file: string): Promise<void> {
  const { terminal } = context;
  const { signal } = context.hold();
  const name = basename(file);
  try {
    const list = await openList(file, {}, signal);
    const { rows, more } = await firstRows(list, signal);
    if (rows.length === 0) {
      throw new BadInput(`${file}: there is no row below the first; give a list with rows.`);
    }
    const today = formatDay(dayOfInstant(context.now()));
    const { mapping, remarks } = suggest({ name, columns: list.head.columns, rows, today });
    terminal.out.write(`${JSON.stringify(mapping, null, 2)}\n`);
    const looked = more ? `its first ${LOOKED_AT} rows` : `its ${counted(rows.length, 'row')}`;
    say(terminal, `${name}, by ${looked}:`);
    for (const { text, look } of remarks) {
      say(terminal, look ? `look: ${text}` : `  ${text}`, ...(look ? (['yellow'] as const) : []));
    }
    say(terminal, `then try it: hustings import ${name} --mapping FILE --dry-run`);
  } catch (error) {
    if (signal.aborted) throw stopped(signal, 'nothing was suggested');
    throw error;
  }
}
