import { type Command, Option } from 'commander';
import { CITATION_STYLES, type CitationStyle, cite } from '../interchange/citation.ts';
import { contestsOf } from '../ledger/queries/asking.ts';
import { askCitedEntry, askCitedStandings } from '../ledger/queries/citation.ts';
import {
  type Context,
  clocksIn,
  print,
  type ReadFlags,
  withClocks,
  withLedger,
  withPolicy,
  withService,
} from './context.ts';
import { wholeId } from './entry-id.ts';
import { exact } from './terminal.ts';

const EXAMPLES = `
A citation pins the three clocks, the head and the digest, so that the answer
can be reproduced. --style writes one style as it is; without it all are rows.

Examples:
  hustings cite labour-leader-2010 --as-of 2010-07-14 --style plain
  hustings cite labour-leader-2010 --as-of 2010-07-14 \\
    --reported-by 2010-06-26 --style bibtex
  hustings cite 90bb227f --style csl-json
  hustings cite 90bb227f -f json`;

interface CiteFlags extends ReadFlags {
  readonly style?: CitationStyle;
}

/** `hustings cite ENTRY|C`. */
export function citeCommand(program: Command, context: Context): void {
  const command = program
    .command('cite')
    .argument('<entry|contest>', 'an entry, or a contest for its standings')
    .description('a citation of an entry or of standings: plain, BibTeX or CSL-JSON')
    .addOption(new Option('--style <style>', 'print this style as it is').choices(CITATION_STYLES))
    .addHelpText('after', EXAMPLES);
  withPolicy(withClocks(withLedger(command))).action((target: string, flags: CiteFlags) =>
    withService(context, flags, 'read', async (service) => {
      const isContest = (await contestsOf(service.store)).includes(target);
      const cited = isContest
        ? await askCitedStandings(service, target, clocksIn(flags), flags.counts)
        : await askCitedEntry(service, await wholeId(service, target), clocksIn(flags));
      if (flags.style !== undefined) {
        const { out } = context.terminal;
        out.write(exact(out, cite(cited, flags.style)));
        return;
      }
      const rows = CITATION_STYLES.map((style) => [style, cite(cited, style).trimEnd()]);
      const body = { ...cited, citations: Object.fromEntries(rows) };
      print(context, { body, columns: ['style', 'citation'], rows }, flags);
    }),
  );
}
