import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import { bringOver, type Move, type Moved, type Side } from '../interchange/move.ts';
import {
  type Compared,
  comparedLedgers,
  demandBeginning,
  type Step,
} from '../interchange/move-check.ts';
import { auditThreads } from '../interchange/verification.ts';
import { many } from '../interchange/verification-words.ts';
import type { Service } from '../ledger/service.ts';
import { audit } from '../tlog/audit/audit.ts';
import { brief, type Format } from './answer.ts';
import { type Context, closing, formatOption, type Hold, type Mode, print } from './context.ts';
import { Failure, stopped } from './failure.ts';
import { type PlaceFlags, type Places, placesOf } from './move-places.ts';
import { withProgress } from './progress.ts';
import { say } from './terminal.ts';

interface MoveFlags extends PlaceFlags {
  readonly dryRun?: boolean;
  readonly format?: Format;
}

const EXAMPLES = `
Copies a ledger from one store to another, a file or a database on either side,
with all ids, numbers and bytes, so that every digest, proof and checkpoint
stays good: the entries, the answers that are kept for Idempotency-Keys, and the
signed checkpoints. It checks the source first and compares both at the end, and
never changes the source. A file that is not there is made. Stopped or broken
off, the same command carries it on; a target that holds anything but the
beginning of the source is refused.

Not copied are the private keys of the log and the tokens: it says where to put
them. Stop whatever appends to the source, or run the command again afterwards.

Without --from it is the configured ledger; without --to, where --from is given,
the database that HUSTINGS_STORE names. Others on this machine can see a
password in a command line, and not one in a variable: so name a database that
needs one by HUSTINGS_STORE, and move from such a one to another by way of a file.

A database is read from its copy in a file, $HUSTINGS_COPY, which is made, even
for --dry-run. Between two databases that is the source's, and the copy of the
target has .to at the end of its name.

Examples:
  hustings move --from ./hustings.db --to 'kurrentdb://localhost:2113?tls=false'
  HUSTINGS_STORE='kurrentdb://…' hustings move --from ./hustings.db
  HUSTINGS_STORE='kurrentdb://…' hustings move --to ./moved.db --dry-run`;

const COLUMNS = ['what', 'from', 'to', 'result'];

/** So much of a root a reader compares by eye. */
const ROOT_SHOWN = 16;

const NOTHING = 'nothing was moved';

/** Opens a ledger for a piece of work, with all that is in it by now; what opening takes, Ctrl+C ends at once. */
async function withOpen<T>(
  context: Context,
  hold: Hold,
  [config, mode]: readonly [Config, Mode],
  work: (service: Service) => Promise<T>,
): Promise<T> {
  hold.pause();
  const opening = context.open(config, mode).finally(() => hold.resume());
  return closing(opening, async (service) => {
    await service.store.refresh();
    return work(service);
  });
}

/** Refuses a ledger in which something is wrong: a database would keep that for ever. */
async function demandSound({ name, service }: Side, step: Step): Promise<void> {
  const threads = auditThreads();
  const report = await step('checking', (course) =>
    audit(service.store.audit, { keys: [], threads, ...course }),
  );
  if (report.disturbed) {
    throw new Failure(`${name} was changed while it was read, so ${NOTHING}; run the same again.`);
  }
  if (report.count === 0) return;
  throw new Failure(
    `${name} is damaged (${many(report.count, 'fault')}), so ${NOTHING}; hustings verify names them.`,
  );
}

/** One move that is under way. */
interface Task {
  readonly context: Context;
  readonly move: Move;
  readonly step: Step;
  readonly moved: Moved;
}

/** How far it has come, for whoever reads that it went no further. */
async function farText({ move: { from, to }, moved }: Task): Promise<string> {
  if (moved.entries + moved.receipts + moved.checkpoints === 0) return NOTHING;
  const [all, done] = [from, to].map(({ service }) => service.store.head());
  const [size, there] = [((await all)?.seq ?? -1) + 1, ((await done)?.seq ?? -1) + 1];
  return `${there} of ${size} entries are in ${to.name}, and the same command carries it on`;
}

/** Brings over what is missing, and compares. */
async function carryOut(task: Task): Promise<Compared[]> {
  const { context, move, step, moved } = task;
  const { from, to } = move;
  const { store } = from.service;
  const all = (await store.head()).seq + 1;
  const there = await step('comparing', (course) => demandBeginning(move, course));
  const of = there === 0 ? 'none of them' : `${there} of them`;
  say(context.terminal, `${from.name}: ${many(all, 'entry', 'entries')}, ${of} in ${to.name} yet.`);
  await step('moving', (course) => bringOver(move, moved, course));
  const late = there + moved.entries - all;
  if (late > 0) {
    const entries = many(late, 'entry', 'entries');
    say(context.terminal, `${entries} came to ${from.name} meanwhile, moved with the others.`);
  }
  const before = store.changes();
  const compared = await comparedLedgers(move, step);
  await store.refresh();
  if (store.changes() === before) return compared;
  throw new Failure(
    `${from.name} is still written to: stop what does it, and run the same command again, which carries it on.`,
  );
}

/** What is copied by hand, if at all: the files of the secrets. */
function sayLeft({ terminal }: Context, { from, to }: Places): void {
  const secrets = [
    ["the log's private keys", from.logKey, to.logKey, 'HUSTINGS_LOG_KEY'],
    ['the tokens', from.tokens, to.tokens, 'HUSTINGS_TOKENS'],
  ] as const;
  for (const [what, here, there, variable] of secrets) {
    if (!existsSync(here)) continue;
    const how =
      here === there
        ? `${variable} names them for both`
        : `copy that file to ${there}, or name it with ${variable}`;
    say(terminal, `Not moved: ${what} in ${here}; ${how}.`);
  }
}

function report({ context, move }: Task, compared: readonly Compared[], flags: MoveFlags): void {
  const { from, to } = move;
  const rows = compared.map(({ what, same, ...each }) => [
    what,
    each.from,
    each.to,
    same ? 'same' : 'NOT the same',
  ]);
  const eye = (what: string, cell: string): string =>
    what === 'root' ? `${cell.slice(0, ROOT_SHOWN)}…` : brief(cell);
  const table = {
    head: COLUMNS,
    rows: rows.map(([what, here, there, result]) => [
      `${what}`,
      ...[here, there].map((cell) => eye(`${what}`, `${cell}`)),
      `${result}`,
    ]),
  };
  const body = { from: from.name, to: to.name, compared };
  print(context, { body, columns: COLUMNS, rows, table }, flags);
  const other = compared.filter(({ same }) => !same).map(({ what }) => what);
  if (other.length === 0) return;
  throw new Failure(
    `${to.name} is not what ${from.name} is (${other.join(', ')}): keep using ${from.name}, and move it to another place.`,
  );
}

async function moveTo(task: Task, places: Places, hold: Hold, flags: MoveFlags): Promise<void> {
  const { context, move } = task;
  let compared: Compared[];
  try {
    compared = await carryOut(task);
  } catch (error) {
    const far = await farText(task);
    if (hold.signal.aborted) throw stopped(hold.signal, far);
    const isStore = error instanceof Error && error.name === 'StoreError';
    throw isStore ? new Failure(`${error.message}; ${far}.`) : error;
  }
  report(task, compared, flags);
  sayLeft(context, places);
  say(context.terminal, `${move.from.name} is as it was.`);
}

/** Says what would be moved. */
async function rehearse(task: Pick<Task, 'context' | 'step'>, from: Side, to: Side | string) {
  const { store } = from.service;
  const all = (await store.head()).seq + 1;
  const isThere = typeof to !== 'string';
  const there = isThere
    ? await task.step('comparing', (course) => demandBeginning({ from, to }, course))
    : 0;
  const left = many(all - there, 'entry', 'entries');
  const begun = there === 0 ? '' : `, after the ${there} that are there`;
  const made = isThere ? '' : ', which would be made';
  const name = isThere ? to.name : to;
  say(
    task.context.terminal,
    `Nothing is moved yet: ${left} of ${from.name} would go to ${name}${made}${begun}.`,
  );
}

async function move(context: Context, flags: MoveFlags): Promise<void> {
  const places = placesOf(context, flags);
  const hold = context.hold();
  const { signal } = hold;
  const step: Step = (what, work) =>
    withProgress(context.terminal, what, (progress) => work({ progress, signal }));
  await withOpen(context, hold, [places.from, 'read'], async (service) => {
    const from = { name: places.from.ledger, service };
    const name = places.to.ledger;
    await demandSound(from, step).catch((error: unknown) => {
      throw signal.aborted ? stopped(signal, NOTHING) : error;
    });
    if (flags.dryRun === true && !context.exists(places.to)) {
      return rehearse({ context, step }, from, name);
    }
    const mode = flags.dryRun === true ? 'read' : 'write';
    await withOpen(context, hold, [places.to, mode], async (target) => {
      const to = { name, service: target };
      if (flags.dryRun === true) return rehearse({ context, step }, from, to);
      const moved = { entries: 0, receipts: 0, checkpoints: 0 };
      await moveTo({ context, move: { from, to }, step, moved }, places, hold, flags);
    });
  });
}

/** `hustings move`. */
export function moveCommand(program: Command, context: Context): void {
  program
    .command('move')
    .description('copy a ledger to another store, a file or a database, with all its proofs')
    .option('--from <place>', 'a file or the address of a database (default: the ledger)')
    .option('--to <place>', 'the same (default: $HUSTINGS_STORE, where --from is given)')
    .option('--dry-run', 'check and compare, say what would be moved, and move nothing')
    .addOption(formatOption())
    .addHelpText('after', EXAMPLES)
    .action((flags: MoveFlags) => move(context, flags));
}
