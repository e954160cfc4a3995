import type { Command } from 'commander';
import type { Source } from '../../events/source.ts';
import type { Counting } from '../../projections/provenance-entry.ts';
import { chainWords } from '../interchange/chain-words.ts';
import type { Value } from '../interchange/rows/row.ts';
import { storedEntry } from '../ledger/queries/entry.ts';
import type { ChainLink } from '../ledger/queries/entry-chain.ts';
import { askEntryProvenance, type EntryProvenance } from '../ledger/queries/entry-provenance.ts';
import type { Service } from '../ledger/service.ts';
import { shown } from './answer.ts';
import {
  type Context,
  clocksLine,
  print,
  type ReadFlags,
  withLedger,
  withService,
} from './context.ts';
import { wholeId } from './entry-id.ts';
import { Failure } from './failure.ts';
import { fold } from './fold.ts';
import { say } from './terminal.ts';

/** How wide a line of prose is at most, however wide the terminal. */
const MEASURE = 88;

const EXAMPLES = `
ENTRY may be cut to the first digits of an id, as long as they name one entry.

Shown are who recorded it and when, its sources, what corrects, strikes,
disputes, ends, tells again, replaces or erases it and what it does so to, what
corrections made of its fields, where it counts in today's standings, and its
proof: its place in the transparency log. Its exact bytes (--leaf) and its proof
as a file (--proof, c2sp.org/tlog-proof) are all that a verifier needs offline.

Examples:
  hustings show 9ae727f1-2aaa-44cc-84bb-9e21ca26dd66
  hustings show 9ae727f1 -f json
  hustings show 9ae727f1 --leaf > 9ae727f1.leaf
  hustings show 9ae727f1 --proof > 9ae727f1.tlog-proof`;

interface ShowFlags extends ReadFlags {
  readonly proof?: boolean;
  readonly leaf?: boolean;
}

function chainRow(link: ChainLink): Value[] {
  const about = link.about === null ? '' : ` of ${link.about}`;
  const holds = link.holds === 'counts' ? '' : ` [${link.holds.replaceAll('-', ' ')}]`;
  const why = link.why === null ? '' : `: ${link.why}`;
  const on = link.on === null ? '' : `, on ${link.on}`;
  return [
    chainWords(link),
    `${link.id}${holds} (${link.type}${about}${on}, recorded ${link.recordedAt} by ${link.recordedBy})${why}`,
  ];
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

function countsRow({ as, candidate, category, how, why }: Counting): Value[] {
  const place = [category, candidate === null ? null : `for ${candidate}`]
    .filter((each) => each !== null)
    .join(' ');
  return [`counts as ${as}`, `${how === 'not' ? 'no' : how}${place && `, ${place}`}: ${why}`];
}

function sourceRows(source: Source, index: number): Value[][] {
  return Object.entries(source).map(([key, value]): Value[] => [
    `source ${index + 1}: ${key}`,
    value ?? null,
  ]);
}

function fateRows({ fate, erasures, entry }: EntryProvenance): Value[][] {
  const by = fate.by === null ? '' : ` (${fate.by})`;
  const rows: Value[][] = fate.state === 'counts' ? [] : [['fate', `${fate.state}${by}`]];
  const name = erasures.length > 1 ? 'perhaps erased' : 'erased';
  for (const { id, recordedAt, recordedBy, legalBasis } of erasures) {
    rows.push([name, `${recordedAt} by ${recordedBy}, legal basis: ${legalBasis} (${id})`]);
  }
  if (entry.erased && erasures.length === 0) rows.push(['erased', 'by an entry of another ledger']);
  return rows;
}

function proofRows({ proof, entry }: EntryProvenance): Value[][] {
  const signed =
    proof.checkpoint === null
      ? 'none signed yet covers it: hustings export --log DIR signs one'
      : proof.checkpoint.trimEnd();
  return [
    ['payload hash', entry.payloadHash],
    ['leaf hash', proof.leafHash],
    ['log place', `index ${proof.index} of ${proof.size}`],
    ['log root', proof.root],
    ['log proof', proof.hashes.join(' ')],
    ['checkpoint', signed],
  ];
}

function rowsOf(told: EntryProvenance): Value[][] {
  const { entry, status, act } = told;
  return [
    ['id', entry.id],
    ['type', `${entry.type} (version ${entry.version})`],
    ['contest', entry.contest ?? 'the register'],
    ['place', `seq ${entry.seq}, revision ${entry.revision}`],
    ['recorded', `${entry.recordedAt} by ${entry.recordedBy}`],
    ['status', status.replaceAll('-', ' ')],
    ...fateRows(told),
    ['on', entry.on],
    ...Object.entries(entry.data).map(([key, value]): Value[] => [`data.${key}`, text(value)]),
    ...(act === null || act === entry.id ? [] : [['act', act] as Value[]]),
    ...entry.sources.flatMap(sourceRows),
    ...(entry.note === null ? [] : [['note', entry.note] as Value[]]),
    ...told.chain.map(chainRow),
    ...told.corrected.map(({ field, was, now, by }): Value[] => [
      `now: ${field}`,
      `${text(was)} → ${text(now)} (${by})`,
    ]),
    ...told.gives.map(({ field, holds, supersededBy }): Value[] => [
      `gives ${field}`,
      holds ? 'holds' : `does not hold${supersededBy === null ? '' : ` (${supersededBy} does)`}`,
    ]),
    ...told.counts.map(countsRow),
    ...(told.countsThrough === null ? [] : [['counts through', told.countsThrough] as Value[]]),
    ...proofRows(told),
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
function tableRows(shownEntry: EntryProvenance): string[][] {
  const { data } = shownEntry.entry;
  const field = (key: string) => (data as Readonly<Record<string, unknown>>)[key];
  return rowsOf(shownEntry).map(([name, value]) => {
    const key = /^data\.(.*)$/.exec(shown(name))?.[1];
    const prose = key === undefined ? shown(value) : told(field(key));
    return [shown(name), fold(prose, MEASURE).lines.join('\n')];
  });
}

/** The proof as a file's text. Refuses, as Failure, an entry that no signed checkpoint covers yet. */
async function proofText(service: Service, id: string): Promise<string> {
  const { seq } = await storedEntry(service.store, id);
  const file = await service.log.proofFile(seq);
  if (file !== undefined) return file;
  throw new Failure(
    `No signed checkpoint covers entry ${seq} yet, so there is nothing to prove it by: hustings export --log DIR signs one.`,
  );
}

/** `hustings show ENTRY`. */
export function showCommand(program: Command, context: Context): void {
  const command = program
    .command('show')
    .argument('<entry>', 'the id of an entry, or how it begins')
    .description('one entry: what it says, from which sources, what became of it, and its proof')
    .option('--proof', 'print its .tlog-proof file, which is checked offline')
    .option('--leaf', 'print its exact bytes as they lie in the log')
    .addHelpText('after', EXAMPLES);
  withLedger(command).action((given: string, flags: ShowFlags) =>
    withService(context, flags, 'read', async (service) => {
      const id = await wholeId(service, given);
      const { out } = context.terminal;
      if (flags.proof === true) {
        out.write(await proofText(service, id));
      } else if (flags.leaf === true) {
        out.write((await storedEntry(service.store, id)).leaf);
      } else {
        const entry = await askEntryProvenance(service, id);
        const rows = rowsOf(entry);
        const columns = ['field', 'value'];
        const table = { head: columns, rows: tableRows(entry) };
        print(context, { body: entry, columns, rows, table }, flags);
        if (entry.clocks !== null) say(context.terminal, `counts: ${clocksLine(entry.clocks)}`);
        if (entry.digest !== null)
          say(context.terminal, `digest of the standings: ${entry.digest}`);
      }
    }),
  );
}
