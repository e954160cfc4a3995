import type { Command } from 'commander';
import { provDocument } from '../interchange/prov.ts';
import { contestsOf } from '../ledger/queries/asking.ts';
import { traceContest, traceEntry } from '../ledger/queries/provenance-stream.ts';
import { type Context, type ReadFlags, withLedger, withService } from './context.ts';
import { wholeId } from './entry-id.ts';
import { exact } from './terminal.ts';

const EXAMPLES = `
W3C PROV-O as JSON-LD 1.1, its @context inside, so that nothing has to be
fetched: an entry is a prov:Entity, attributed to who recorded it, generated
when it was recorded, and derived from its sources; a correction is a revision
of what it corrects; a strike, a rejection or an erasure invalidates. An entry
comes with its chain, a contest with all its entries.

Examples:
  hustings prov 90bb227f
  hustings prov labour-leader-2010 > labour-leader-2010.prov.jsonld`;

/** `hustings prov ENTRY|C`. */
export function provCommand(program: Command, context: Context): void {
  const command = program
    .command('prov')
    .argument('<entry|contest>', 'an entry, or a contest for all its entries')
    .description('provenance as W3C PROV-O in JSON-LD')
    .addHelpText('after', EXAMPLES);
  withLedger(command, false).action((target: string, flags: ReadFlags) =>
    withService(context, flags, 'read', async (service) => {
      const isContest = (await contestsOf(service.store)).includes(target);
      const traced = isContest
        ? await traceContest(service, target)
        : await traceEntry(service, await wholeId(service, target));
      const { out } = context.terminal;
      out.write(exact(out, `${JSON.stringify(provDocument(traced), null, 2)}\n`));
    }),
  );
}
