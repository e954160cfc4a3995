import { isEntryType } from '../../events/catalog.ts';
import { sheetOf } from '../interchange/csv-rows.ts';
import { BadQuestion } from '../ledger/clocks.ts';
import { requireContest } from '../ledger/queries/asking.ts';
import { askContest } from '../ledger/queries/contest.ts';
import { storedEntry } from '../ledger/queries/entry.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEntry } from '../store/decode.ts';
import { templateColumns } from '../web/import-guide.ts';
import { importedPage } from '../web/imported-page.ts';
import type { Appending } from './appending.ts';
import { tellerFor } from './entry-telling.ts';
import type { ListLimits } from './import-form.ts';
import { Importing } from './importing.ts';
import type { Page, PageAsked, Shown } from './page.ts';
import { MEDIA } from './representation.ts';

/** What every page for lists says of itself. */
const EDITORS = { may: 'append', isFresh: true } as const;

const count = (said: string | undefined): number =>
  said !== undefined && /^\d{1,6}$/.test(said) ? Number(said) : 0;

/** What was stored of a list: all between its first and its last entry, since it was stored in one step. */
async function done(service: Service, { name, query }: PageAsked): Promise<Shown> {
  const { title } = await askContest(service, name, {});
  const ends = [query.first, query.last].map(async (id = '') =>
    decodeEntry(await storedEntry(service.store, id)),
  );
  const [first, last] = await Promise.all(ends);
  if (first?.contest !== name || last?.contest !== name || last.revision < first.revision) {
    throw new BadQuestion(
      'first',
      'first and last must be entries of this contest, in their order.',
    );
  }
  const says = await tellerFor(service, name, [first, last]);
  return importedPage({
    contest: name,
    title: title ?? name,
    stored: last.revision - first.revision + 1,
    first: { id: first.id, says: says(first) },
    last: { id: last.id, says: says(last) },
    recordedAt: last.recordedAt,
    recordedBy: last.recordedBy,
    wrong: count(query.wrong),
    there: count(query.there),
  });
}

/** An empty list with the columns of a type. Refuses, as BadQuestion, what is no type. */
async function template(
  service: Service,
  { name, query: { type = '' } }: PageAsked,
): Promise<Shown> {
  await requireContest(service, name);
  if (!isEntryType(type)) {
    throw new BadQuestion(
      'type',
      `type must be a type of entry, as in EndorsementMade (got ${JSON.stringify(type)}).`,
    );
  }
  const text = sheetOf([templateColumns(type)]);
  return { download: { name: `${name}-${type}.csv`, type: MEDIA.csv, text } };
}

/** The pages by which editors append a whole list: its form, what was stored of it, and empty lists. */
export function importPages(
  service: Service,
  appending: Appending,
  limits: ListLimits,
): readonly Page[] {
  const importing = new Importing(service, appending, limits);
  return [
    {
      ...EDITORS,
      path: '/contests/:name/import',
      show: (_, asked) => importing.begin(asked),
      submit: (_, sent) => importing.take(sent),
    },
    {
      ...EDITORS,
      path: '/contests/:name/import/done',
      takes: ['first', 'last', 'wrong', 'there'],
      show: done,
    },
    { ...EDITORS, path: '/contests/:name/import/template', takes: ['type'], show: template },
  ];
}
