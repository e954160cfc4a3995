import type { Command } from 'commander';
import { changed, TIMELINE_COLUMNS, timelineRows } from '../interchange/rows/timeline.ts';
import { askTimeline, type Timeline } from '../ledger/queries/timeline.ts';
import { shown } from './answer.ts';
import {
  type Context,
  clocksIn,
  headline,
  print,
  type ReadFlags,
  withClocks,
  withLedger,
  withPolicy,
  withService,
} from './context.ts';
import type { Drawing } from './table.ts';
import { say } from './terminal.ts';

const EXAMPLES = `
Examples:
  hustings timeline labour-leader-2010 --as-of 2010-07-14
  hustings timeline labour-leader-2020 --counts nominations | grep TU

What changed: "1→2" is the certain count of the endorser's category before and
after, "+1?" is one possible. The ids of the entries are in the rows of csv, tsv
and ndjson, for hustings show.`;

function tableOf(timeline: Timeline): Drawing {
  const rows = timeline.happenings.map((each) => [
    shown(each.on),
    each.how === null ? each.kind : `${each.kind}: ${each.how}`,
    each.category === null ? shown(each.endorser) : `${each.endorser} (${each.category})`,
    shown(each.candidate),
    changed(each, true),
  ]);
  return { head: ['on', 'what', 'endorser', 'candidate', 'changed'], rows };
}

/** `hustings timeline C`. */
export function timelineCommand(program: Command, context: Context): void {
  const command = program
    .command('timeline')
    .argument('<contest>', 'the contest, as hustings contests lists it')
    .description('everything that happened in a contest by a day, in order, and what it changed')
    .addHelpText('after', EXAMPLES);
  withPolicy(withClocks(withLedger(command))).action((contest: string, flags: ReadFlags) =>
    withService(context, flags, 'read', async (service) => {
      const timeline = await askTimeline(service, contest, clocksIn(flags), flags.counts);
      headline(context, timeline.title ?? contest, timeline.clocks);
      const rows = timelineRows(timeline);
      const table = tableOf(timeline);
      print(context, { body: timeline, columns: TIMELINE_COLUMNS, rows, table }, flags);
      say(context.terminal, `digest of the standings it leads to: ${timeline.digest}`);
    }),
  );
}
