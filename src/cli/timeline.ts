import type { Command } from 'commander';
import type { Effect } from '../../projections/timeline.ts';
import { askTimeline, type Timeline } from '../ledger/queries/timeline.ts';
import { shown, type Value } from './answer.ts';
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

const COLUMNS = ['on', 'kind', 'endorser', 'category', 'candidate', 'how', 'changed', 'entries'];

const EXAMPLES = `
Examples:
  hustings timeline labour-leader-2010 --as-of 2010-07-14
  hustings timeline labour-leader-2020 --counts nominations | grep TU

What changed: "1→2" is the certain count of the endorser's category before and
after, "+1?" is one possible. The ids of the entries are in the rows of csv, tsv
and ndjson, for hustings show.`;

/** An effect in a few signs: the certain count before and after, and what else changed. */
function signs(effect: Effect): string {
  const parts: string[] = [];
  const { certain } = effect.after;
  if (effect.certain !== 0) parts.push(`${certain - effect.certain}→${certain}`);
  const maybe = effect.possible - effect.certain;
  if (maybe !== 0) parts.push(`${maybe > 0 ? '+' : '−'}${Math.abs(maybe)}?`);
  if (effect.lapsed !== 0) parts.push(`${effect.lapsed} lapsed`);
  return parts.join(' ');
}

type Told = Timeline['happenings'][number];

/** What a happening changed; for a reader its own candidate and category go without saying. */
function changed(told: Told, brief: boolean): string {
  return told.effects
    .flatMap((effect) => {
      const { candidate, category } = effect;
      const own = brief && candidate === told.candidate && category === told.category;
      const text = signs(effect);
      if (text === '') return [];
      return [own ? text : `${candidate} ${category} ${text}`];
    })
    .join('; ');
}

function rowsOf(timeline: Timeline): Value[][] {
  return timeline.happenings.map((each) => [
    each.on,
    each.kind,
    each.endorser,
    each.category,
    each.candidate,
    each.how,
    changed(each, false),
    each.entries.join(' '),
  ]);
}

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
      const rows = rowsOf(timeline);
      const table = tableOf(timeline);
      print(context, { body: timeline, columns: COLUMNS, rows, table }, flags);
      say(context.terminal, `digest of the standings it leads to: ${timeline.digest}`);
    }),
  );
}
