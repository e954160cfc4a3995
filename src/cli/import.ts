import type { Command } from 'commander';
import type { Context } from './context.ts';
import { withLedger, withWriter } from './context.ts';
import { Failure } from './failure.ts';
import { importLines } from './import-lines.ts';
import { importLists, type ListFlags } from './import-lists.ts';
import { importSuggest } from './import-suggest.ts';

const EXAMPLES = `
Without a mapping FILE is NDJSON, one entry a line, or - for standard input:
drafts with their contest beside them ("contest": null or none for the
register), or what hustings export wrote. All of the file is stored, or nothing;
entries that are stored already are left as they are, as long as each line has
an "id" (a UUID).

With a mapping FILE is a list: CSV, TSV or a workbook (.xlsx), or several of one
shape. The mapping says which entries a row makes (docs/importing.md). Good rows
are stored, contest by contest, each of them whole; bad ones are told, and
written to an errors file that says why. The same list again adds nothing; what
was stopped goes on where it was. Exit status 1 says that rows were not taken.
--suggest writes a first mapping of a list to stdout, and says what only you can
know.

Examples:
  hustings import samples/labour-leader-2010.ndjson
  hustings import all.ndjson --dry-run
  ssh elsewhere hustings export | hustings import -
  hustings import list.csv --suggest > list.mapping.json
  hustings import list.csv --mapping list.mapping.json --dry-run
  hustings import June.csv November.csv --mapping sf.mapping.json`;

const LISTS = /\.(?:csv|tsv|tab|xlsx|xls|ods)$/i;

function suggestOne(context: Context, files: readonly string[], flags: ListFlags): Promise<void> {
  const [file = '', ...others] = files;
  if (others.length > 0 || flags.mapping !== undefined) {
    const why = others.length > 0 ? 'looks at one list alone' : 'writes a mapping, and takes none';
    throw new Failure(`--suggest ${why}; leave the rest out.`, 2);
  }
  return importSuggest(context, file);
}

/** `hustings import FILE…`. */
export function importCommand(program: Command, context: Context): void {
  const command = program
    .command('import')
    .argument('<file...>', 'an NDJSON file, - for standard input, or lists with --mapping')
    .description('append the entries of a file, or what a mapping makes of lists')
    .option('--mapping <file>', 'how the rows of lists become entries: a JSON file')
    .option('--suggest', 'write a first mapping of a list, and store nothing')
    .option('--lookup <name=file...>', 'a list in which the mapping looks rows up')
    .option('--published <day>', 'when a copy of a list was taken, where its name does not say')
    .option('--errors <file>', 'where rows that were not taken go (default: ./FILE.errors.csv)')
    .addHelpText('after', EXAMPLES);
  withWriter(withLedger(command)).action(
    async (files: string[], flags: ListFlags & { readonly suggest?: boolean }) => {
      context.configure(flags);
      if (flags.suggest === true) return suggestOne(context, files, flags);
      if (flags.mapping !== undefined) return importLists(context, files, flags.mapping, flags);
      const list = files.find((file) => LISTS.test(file));
      if (list !== undefined) {
        throw new Failure(
          `${list} is a list, so say with --mapping FILE what its rows mean; hustings import ${list} --suggest writes a first one.`,
          2,
        );
      }
      for (const file of files) await importLines(context, file, flags);
    },
  );
}
