import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { unreadable } from '../interchange/bad-input.ts';
import { checkBundle, type ProvenBundle } from '../interchange/bundle-check.ts';
import { BadBundle } from '../interchange/bundle-fields.ts';
import type { Value } from '../interchange/rows/row.ts';
import { FORMATS, type Format } from './answer.ts';
import { type Context, print } from './context.ts';
import { Failure } from './failure.ts';
import { say } from './terminal.ts';

const EXAMPLES = `
Needs neither the ledger nor a server. What it proves: these entries are in the
log, and none of them was rewritten since its checkpoint was signed. It does not
prove that a claim is true, nor that these are all that matter. Without --vkey
the bundle is checked with the key inside it, which a forger may have put there.

Examples:
  hustings verify-bundle unions.hustings-bundle.json
  hustings verify-bundle unions.hustings-bundle.json -f ndjson \\
    --vkey ledger.example/log+1234abcd+AbCd…`;

interface VerifyFlags {
  readonly format?: Format;
  readonly vkey?: string;
}

const COLUMNS = ['index', 'entry', 'type', 'contest', 'recordedAt', 'recordedBy', 'erased'];

const field = (value: unknown): Value => (typeof value === 'string' ? value : null);

const rowsOf = ({ entries }: ProvenBundle): Value[][] =>
  entries.map(({ index, leaf, payload }) => [
    index,
    leaf.id,
    field(leaf.type),
    field(leaf.contest),
    field(leaf.recordedAt),
    field(leaf.recordedBy),
    payload === null,
  ]);

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

function proven(file: string, vkey: string | undefined): ProvenBundle {
  try {
    return checkBundle(read(file), vkey);
  } catch (error) {
    if (error instanceof BadBundle) throw new Failure(`${file}: ${error.message}`);
    throw error;
  }
}

/** `hustings verify-bundle FILE`. */
export function verifyBundleCommand(program: Command, context: Context): void {
  program
    .command('verify-bundle')
    .argument('<file>', 'an evidence bundle, as hustings bundle writes it')
    .description('check an evidence bundle offline; names the first thing that is wrong')
    .option('--vkey <key>', 'the public key that you trust, from elsewhere')
    .addOption(
      new Option(
        '-f, --format <format>',
        'how to print (default: table on a terminal, tsv in a pipe)',
      ).choices(FORMATS),
    )
    .addHelpText('after', EXAMPLES)
    .action((file: string, flags: VerifyFlags) => {
      const { terminal } = context;
      const bundle = proven(file, flags.vkey);
      print(context, { body: bundle, columns: COLUMNS, rows: rowsOf(bundle) }, flags);
      const erased = bundle.entries.filter(({ payload }) => payload === null).length;
      const gone = erased === 0 ? '' : `; ${erased} were erased by law`;
      say(terminal, `about: ${bundle.about}`);
      say(
        terminal,
        `proven: ${bundle.entries.length} entries are in the log of ${bundle.size}, and none was rewritten since its checkpoint was signed${gone}`,
      );
      const compare = flags.vkey === undefined ? ' (compare it with one from elsewhere)' : '';
      say(terminal, `signed with: ${bundle.vkey}${compare}`);
      say(
        terminal,
        'not proven: that a claim is true, that no other entry matters, nor what was counted: replay the ledger for that',
      );
    });
}
