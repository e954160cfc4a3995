import type { Command } from 'commander';
import type { Value } from '../interchange/rows/row.ts';
import type { PrintedClocks } from '../ledger/clocks.ts';
import type { Cited } from '../ledger/queries/citing.ts';
import type { Service } from '../ledger/service.ts';
import { sayCited } from './citations.ts';
import {
  type Context,
  headline,
  print,
  type ReadFlags,
  withClocks,
  withLedger,
  withService,
} from './context.ts';
import type { Drawing } from './table.ts';
import { say } from './terminal.ts';

/** What every answer about a contest holds. */
interface AboutContest {
  readonly contest: string;
  readonly title: string | null;
  readonly clocks: PrintedClocks;
  readonly digest: string;
  readonly sources?: Cited;
}

/** A command that asks one question about one contest, and how its answer is shown. */
export interface Reading<T extends AboutContest, Flags extends ReadFlags = ReadFlags> {
  readonly name: string;
  readonly description: string;
  readonly examples: string;
  /** Adds flags of its own. */
  flags?(command: Command): Command;
  ask(service: Service, contest: string, flags: Flags): Promise<T>;
  readonly columns: readonly string[];
  rows(answer: T): Value[][];
  /** The answer for a reader, where rows alone would not do. */
  table?(answer: T): Drawing;
  /** What is said where there are no rows. */
  readonly nothing?: string;
  /** What is said of the answer beside its rows. */
  talk?(context: Context, answer: T): void;
}

/** Adds such a command: its answer on stdout; its clocks, sources and digest on stderr. */
export function readingCommand<T extends AboutContest, Flags extends ReadFlags>(
  program: Command,
  context: Context,
  reading: Reading<T, Flags>,
): void {
  const command = program
    .command(reading.name)
    .argument('<contest>', 'the contest, as hustings contests lists it')
    .description(reading.description)
    .addHelpText('after', reading.examples);
  reading.flags?.(command);
  withClocks(withLedger(command)).action((contest: string, flags: Flags) =>
    withService(context, flags, 'read', async (service) => {
      const answer = await reading.ask(service, contest, flags);
      headline(context, answer.title ?? contest, answer.clocks);
      const rows = reading.rows(answer);
      const { columns, nothing } = reading;
      const table = reading.table?.(answer);
      print(context, { body: answer, columns, rows, ...(table && { table }) }, flags);
      if (rows.length === 0 && nothing !== undefined) say(context.terminal, nothing);
      reading.talk?.(context, answer);
      if (answer.sources !== undefined) sayCited(context, answer.sources);
      say(context.terminal, `digest of the standings: ${answer.digest}`);
    }),
  );
}
