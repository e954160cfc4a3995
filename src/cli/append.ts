import type { Command } from 'commander';
import { NO_OBJECT, parseBatch } from '../../events/batch.ts';
import { slug } from '../../events/fields.ts';
import { sentenceOf } from '../../events/problem.ts';
import { cellChanges } from '../../projections/cell-changes.ts';
import { readJson } from '../interchange/json-text.ts';
import type { Value } from '../interchange/rows/row.ts';
import type { Appended } from '../ledger/appended.ts';
import type { Arriving } from '../ledger/arrival.ts';
import type { AppendOptions } from '../ledger/ledger.ts';
import { askEffect, type Effect } from '../ledger/queries/effect.ts';
import type { Refusal } from '../ledger/refusals.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEnvelope } from '../store/decode.ts';
import type { Format } from './answer.ts';
import { cellLines } from './cell-lines.ts';
import { withChange } from './change.ts';
import { type Context, print, withLedger, withWriter } from './context.ts';
import { Failure } from './failure.ts';
import { expectTyping, readText } from './input.ts';
import { refusalText } from './refusal-text.ts';
import { say } from './terminal.ts';

interface AppendFlags {
  readonly ledger?: string;
  readonly format?: Format;
  readonly by?: string;
  readonly expectedRevision?: string;
  readonly strict?: boolean;
  readonly dryRun?: boolean;
}

const COLUMNS = ['id', 'seq', 'revision', 'type', 'recordedAt', 'recordedBy'];

const EXAMPLES = `
Standard input holds one entry as a JSON object, or a batch as a JSON array: all
of it is stored, or nothing. An entry with an "id" (a UUID) is stored once,
however often it is sent. With --dry-run it says which counts of today's
standings would change.

Examples:
  echo '{"type":"NominationMade","on":"2010-07-15",
         "data":{"endorser":"gmb","candidate":"ed-miliband","anew":true},
         "sources":[{"url":"https://www.channel4.com/news",
                     "publisher":"Channel 4 News",
                     "title":"GMB union backs Ed Miliband",
                     "published":"2010-07-15"}]}' |
    hustings append labour-leader-2010 --dry-run
  hustings append register < merges.json`;

/** Reads a batch from JSON text. Refuses, as Failure, what is no entry, naming which. */
function readBatch(input: string): readonly Arriving[] {
  if (input.trim() === '') {
    throw new Failure(
      'standard input is empty; give one entry as a JSON object, or several as an array.',
    );
  }
  const read = readJson(input);
  if (!read.ok && read.path.length === 0) {
    throw new Failure(
      `standard input ${read.problem}; give one entry as an object, or several as an array.`,
    );
  }
  if (!read.ok) throw new Failure(`standard input: ${sentenceOf(read)}.`);
  const parsed = parseBatch(read.value);
  if (parsed.ok) return parsed.drafts;
  const [{ index, problem }] = parsed.wrong;
  const place = Array.isArray(read.value) ? `standard input, entry ${index + 1}` : 'standard input';
  const help = problem === NO_OBJECT ? ', as hustings append --help shows' : '';
  throw new Failure(`${place}: ${problem}${help}.`);
}

function revisionIn(flags: AppendFlags): number | 'no-stream' | undefined {
  const asked = flags.expectedRevision;
  if (asked === undefined || asked === 'no-stream') return asked;
  if (/^\d{1,15}$/.test(asked)) return Number(asked);
  throw new Failure(
    `--expected-revision must be a number, as in 41, or no-stream (got ${JSON.stringify(asked)}).`,
    2,
  );
}

/** The contest that is meant; null for the register. */
function placeOf(contest: string): string | null {
  if (contest === 'register') return null;
  const read = slug.safeParse(contest);
  if (read.success) return contest;
  throw new Failure(
    `the contest ${JSON.stringify(contest)} must be kebab-case, as in labour-leader-2010.`,
    2,
  );
}

/** What is appended, and to which contest; null for the register. */
interface Sent {
  readonly place: string | null;
  readonly drafts: readonly Arriving[];
}

type Accepted = Appended & { readonly ok: true };

type Foretold = Effect & { readonly ok: true };

/** What would have come of a batch; of one for the register only that it would be accepted. */
type Tried = Foretold | Accepted;

/** A refusal as the command tells it. */
async function failureOf(service: Service, refusal: Refusal, sent: Sent): Promise<Failure> {
  const place = sent.drafts.length > 1 ? `entry ${refusal.index + 1}: ` : '';
  const message = await refusalText(service, refusal, sent.place);
  return new Failure(`${place}${message} (${refusal.code}; nothing was stored)`);
}

function rowsOf(appended: Accepted): Value[][] {
  return appended.entries.map((stored) => {
    const { type, recordedAt, recordedBy } = decodeEnvelope(stored);
    return [stored.id, stored.seq, stored.revision, type, recordedAt, recordedBy];
  });
}

/** Decides on a batch, and stores nothing. */
async function tried(
  service: Service,
  sent: Sent,
  options: Pick<AppendOptions, 'recordedBy' | 'expected' | 'strict'>,
): Promise<Tried> {
  const { place, drafts } = sent;
  const found =
    place === null
      ? await service.ledger.append(null, drafts, { ...options, dryRun: true })
      : await askEffect(service, place, drafts, { clocks: {}, ...options });
  if (!found.ok) throw await failureOf(service, found.refusal, sent);
  return found;
}

function warn({ terminal }: Context, { warnings }: Pick<Accepted, 'warnings'>): void {
  for (const { message, code } of warnings) {
    say(terminal, `warning: ${message} (${code})`, 'yellow');
  }
}

/** Says what a batch would change. */
function foretell({ terminal }: Context, { before, after }: Foretold): void {
  const standings = `the standings as of ${after.clocks.asOf}`;
  const lines = cellLines(cellChanges(before, after));
  if (lines.length > 0) say(terminal, `It would change ${standings}:`);
  else if (before.digest === after.digest) say(terminal, `It would not change ${standings}.`);
  else say(terminal, `It would change no count of ${standings}, only what stands beside them.`);
  for (const line of lines) say(terminal, `  ${line}`);
}

/** Says how an append went. */
function report(context: Context, appended: Accepted, flags: AppendFlags): void {
  const rows = rowsOf(appended);
  const named = (row: Value[]) => COLUMNS.map((column, index) => [column, row[index]]);
  const body = rows.map((row) => Object.fromEntries(named(row)));
  print(context, { body, columns: COLUMNS, rows }, flags);
  const there = rows.length - appended.appended;
  say(context.terminal, `${appended.appended} new, ${there} already there.`);
}

/** `hustings append C`. */
export function appendCommand(program: Command, context: Context): void {
  const command = program
    .command('append')
    .argument('<contest>', 'the contest, or "register" for merges of endorsers')
    .description('append entries, given as JSON on standard input')
    .option('--expected-revision <n>', "the contest's last revision that you saw, or no-stream")
    .addHelpText('after', EXAMPLES);
  withWriter(withLedger(command)).action(async (contest: string, flags: AppendFlags) => {
    const expected = revisionIn(flags);
    const place = placeOf(contest);
    // Refuses a bad --by before anybody types.
    context.configure(flags);
    expectTyping(context.terminal, 'an entry as JSON');
    const drafts = readBatch(await readText(context.terminal));
    const sent = { place, drafts };
    const wishes = { strict: flags.strict === true, ...(expected !== undefined && { expected }) };
    if (flags.dryRun === true) {
      const found = await withChange(context, flags, (service, { recordedBy }) =>
        tried(service, sent, { recordedBy, ...wishes }),
      );
      warn(context, found);
      say(context.terminal, 'This would be accepted; nothing was stored.');
      if ('after' in found) foretell(context, found);
      return;
    }
    const done = await withChange(context, flags, async (service, { recordedBy }) => {
      const appended = await service.ledger.append(place, drafts, { recordedBy, ...wishes });
      if (!appended.ok) throw await failureOf(service, appended.refusal, sent);
      return appended;
    });
    warn(context, done);
    report(context, done, flags);
  });
}
