import type { Command } from 'commander';
import { askEntry, type ShownEntry } from '../ledger/queries/entry.ts';
import type { Service } from '../ledger/service.ts';
import { shown, type Value } from './answer.ts';
import { type Context, print, type ReadFlags, withLedger, withService } from './context.ts';
import { Failure } from './failure.ts';
import { fold } from './fold.ts';

const PAGE = 1000;

/** How wide a line of prose is at most, however wide the terminal. */
const MEASURE = 88;

const EXAMPLES = `
ENTRY may be cut to the first digits of an id, as long as they name one entry.

Examples:
  hustings show 9ae727f1-2aaa-44cc-84bb-9e21ca26dd66
  hustings show 9ae727f1 -f json`;

function rowsOf({ entry, status, act, namedBy }: ShownEntry): Value[][] {
  const place = entry.contest ?? 'the register';
  return [
    ['id', entry.id],
    ['type', `${entry.type} (version ${entry.version})`],
    ['contest', place],
    ['place', `seq ${entry.seq}, revision ${entry.revision}`],
    ['recorded', `${entry.recordedAt} by ${entry.recordedBy}`],
    ['status', status.replaceAll('-', ' ')],
    ['on', entry.on],
    ...Object.entries(entry.data).map(([key, value]): Value[] => [
      `data.${key}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
    ...(act === null || act === entry.id ? [] : [['tells again', act] as Value[]]),
    ...entry.sources.flatMap((source, index) =>
      Object.entries(source).map(([key, value]): Value[] => [
        `source ${index + 1}: ${key}`,
        value ?? null,
      ]),
    ),
    ...(entry.note === null ? [] : [['note', entry.note] as Value[]]),
    ...namedBy.map((other): Value[] => [
      `named by ${other.type}`,
      `${other.id} (${other.recordedAt})`,
    ]),
    ['payload hash', entry.payloadHash],
  ];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON for a reader: a list one item a line, an object as its fields. */
function told(value: unknown): string {
  if (Array.isArray(value)) return value.map(told).join(value.some(isRecord) ? '\n' : ', ');
  if (!isRecord(value)) return String(value);
  const fields = Object.entries(value);
  return fields.map(([key, inner]) => `${key} ${told(inner)}`).join(', ');
}

/** The rows of an entry for a reader. */
function tableRows(shownEntry: ShownEntry): string[][] {
  const { data } = shownEntry.entry;
  const field = (key: string) => (data as Readonly<Record<string, unknown>>)[key];
  return rowsOf(shownEntry).map(([name, value]) => {
    const key = /^data\.(.*)$/.exec(shown(name))?.[1];
    const text = key === undefined ? shown(value) : told(field(key));
    return [shown(name), fold(text, MEASURE).lines.join('\n')];
  });
}

/** The ids of the entries that begin so, three at most. */
async function idsFrom({ store }: Service, beginning: string): Promise<string[]> {
  const found: string[] = [];
  for (let seq = 0; found.length < 3; seq += PAGE) {
    const page = await store.readAll(seq, PAGE);
    if (page.length === 0) break;
    found.push(...page.map(({ id }) => id).filter((id) => id.startsWith(beginning)));
  }
  return found.slice(0, 3);
}

/** The id that was meant, where only its first digits were given. */
async function wholeId(service: Service, given: string): Promise<string> {
  const beginning = given.toLowerCase();
  if (!/^[0-9a-f][0-9a-f-]{3,34}$/.test(beginning)) return given;
  const found = await idsFrom(service, beginning);
  if (found.length <= 1) return found[0] ?? given;
  throw new Failure(
    `${given} begins the ids of several entries: ${found.join(', ')} …; give more of it.`,
  );
}

/** `hustings show ENTRY`. */
export function showCommand(program: Command, context: Context): void {
  const command = program
    .command('show')
    .argument('<entry>', 'the id of an entry, or how it begins')
    .description('one entry: what it says, from which sources, and what later entries made of it')
    .addHelpText('after', EXAMPLES);
  withLedger(command).action((id: string, flags: ReadFlags) =>
    withService(context, flags, 'read', async (service) => {
      const entry = await askEntry(service, await wholeId(service, id));
      const rows = rowsOf(entry);
      const columns = ['field', 'value'];
      const table = { head: columns, rows: tableRows(entry) };
      print(context, { body: entry, columns, rows, table }, flags);
    }),
  );
}
