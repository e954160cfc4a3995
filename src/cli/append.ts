import type { Command } from 'commander';
import { parseDraft } from '../../events/entry.ts';
import { slug } from '../../events/fields.ts';
import type { Value } from '../interchange/rows/row.ts';
import type { Appended } from '../ledger/appended.ts';
import type { Arriving } from '../ledger/arrival.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEnvelope } from '../store/decode.ts';
import type { Format } from './answer.ts';
import { type Context, print, withChange, withLedger, withWriter } from './context.ts';
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
however often it is sent.

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
function readBatch(input: string): Arriving[] {
  if (input.trim() === '') {
    throw new Failure(
      'standard input is empty; give one entry as a JSON object, or several as an array.',
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(input);
  } catch (error) {
    const detail = error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error);
    throw new Failure(
      `standard input is not JSON (${detail}); give one entry as an object, or several as an array.`,
    );
  }
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item, index) => {
    const place = Array.isArray(value) ? `standard input, entry ${index + 1}` : 'standard input';
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      throw new Failure(
        `${place}: an entry must be a JSON object, as hustings append --help shows.`,
      );
    }
    const parsed = parseDraft(item);
    if (!parsed.ok) throw new Failure(`${place}: ${parsed.problem}.`);
    return parsed.draft;
  });
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

/** The accepted append, or the refusal as a Failure. */
async function accepted(service: Service, appended: Appended, sent: Sent): Promise<Accepted> {
  if (appended.ok) return appended;
  const { code, index } = appended.refusal;
  const place = sent.drafts.length > 1 ? `entry ${index + 1}: ` : '';
  const message = await refusalText(service, appended.refusal, sent.place);
  throw new Failure(`${place}${message} (${code}; nothing was stored)`);
}

function rowsOf(appended: Accepted): Value[][] {
  return appended.entries.map((stored) => {
    const { type, recordedAt, recordedBy } = decodeEnvelope(stored);
    return [stored.id, stored.seq, stored.revision, type, recordedAt, recordedBy];
  });
}

/** Says how an append went. */
function report(context: Context, appended: Accepted, flags: AppendFlags): void {
  const { terminal } = context;
  for (const { message, code } of appended.warnings) {
    say(terminal, `warning: ${message} (${code})`, 'yellow');
  }
  if (flags.dryRun === true) {
    say(terminal, 'This would be accepted; nothing was stored.');
    return;
  }
  const rows = rowsOf(appended);
  const named = (row: Value[]) => COLUMNS.map((column, index) => [column, row[index]]);
  const body = rows.map((row) => Object.fromEntries(named(row)));
  print(context, { body, columns: COLUMNS, rows }, flags);
  say(terminal, `${appended.appended} new, ${rows.length - appended.appended} already there.`);
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
    const done = await withChange(context, flags, async (service, { recordedBy, how }) => {
      const dryRun = how === 'try';
      const given = expected === undefined ? {} : { expected };
      const options = { recordedBy, strict: flags.strict === true, dryRun, ...given };
      const appended = await service.ledger.append(place, drafts, options);
      return accepted(service, appended, { place, drafts });
    });
    report(context, done, flags);
  });
}
