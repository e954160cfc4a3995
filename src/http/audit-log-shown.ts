import { namedIn } from '../interchange/entry-title.ts';
import { BadQuestion } from '../ledger/clocks.ts';
import { requireContest } from '../ledger/queries/asking.ts';
import { askNames, type Names, NO_NAMES } from '../ledger/queries/names.ts';
import {
  askRecordedBelow,
  type Recorded,
  type RecordedFacets,
} from '../ledger/queries/recorded.ts';
import type { Recorders } from '../ledger/queries/recorders.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEntry } from '../store/decode.ts';
import type { AuditLogShown, ToldEntry } from '../web/audit-log-page.ts';
import { claimText, endorsersIn } from '../web/claim-words.ts';
import { titlesOf } from './contest-titles.ts';
import { flag } from './evidence-reads.ts';
import type { PageAsked } from './page.ts';

/** How many entries a page has. */
const ROWS = 50;

/** Reads a place in a list. Refuses, as BadQuestion, what is no count. */
export function placeIn(name: string, said: string | undefined): number | undefined {
  if (said === undefined) return undefined;
  if (/^\d{1,15}$/.test(said)) return Number(said);
  throw new BadQuestion(name, `${name} must be a number, as in 411, or left out (got ${said}).`);
}

function facetsIn({ query }: Pick<PageAsked, 'query'>): RecordedFacets {
  const { recordedBy, contest, type } = query;
  if (!flag({ query }, 'register')) return { recordedBy, contest, type };
  if (contest === undefined) return { recordedBy, contest: null, type };
  throw new BadQuestion('register', 'register cannot be said with a contest: say one of the two.');
}

/** Puts entries into words, with the names of each contest asked for once. */
async function told(service: Service, entries: readonly Recorded[]): Promise<ToldEntry[]> {
  const read = async (id: string | undefined) => {
    const stored = id === undefined ? undefined : await service.store.byId(id);
    return stored === undefined ? undefined : decodeEntry(stored);
  };
  const pairs = await Promise.all(
    entries.map(async ({ id }) => {
      const entry = await read(id);
      return [entry, entry === undefined ? undefined : await read(namedIn(entry))] as const;
    }),
  );
  const names = new Map<string | null, Names>([[null, NO_NAMES]]);
  for (const contest of new Set(entries.map((each) => each.contest))) {
    if (contest === null) continue;
    const mine = pairs.filter(([entry]) => entry?.contest === contest).flat();
    names.set(contest, await askNames(service, contest, {}, endorsersIn(mine)));
  }
  return entries.map((each, index) => {
    const [entry, named] = pairs[index] ?? [];
    const telling = { names: names.get(each.contest) ?? NO_NAMES, named };
    return { ...each, says: entry === undefined ? '' : claimText(entry, telling) };
  });
}

/** What the page of who recorded what is asked for. Refuses an unknown contest and a place that is none. */
export async function auditLogShown(
  service: Service,
  recorders: Pick<Recorders, 'facets'>,
  { sight, query }: PageAsked,
): Promise<AuditLogShown> {
  const chosen = facetsIn({ query });
  if (typeof chosen.contest === 'string') await requireContest(service, chosen.contest);
  const below = placeIn('below', query.below);
  const { entries, next } = await askRecordedBelow(service, chosen, below, ROWS);
  const counts = await recorders.facets(chosen);
  return {
    counts,
    chosen,
    titles: await titlesOf(service, sight),
    entries: await told(service, entries),
    below,
    next,
    readAt: service.now(),
  };
}
