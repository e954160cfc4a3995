import { CATALOG } from '../../events/catalog.ts';
import type { EndorserEnrolled } from '../../events/endorser-enrolled.ts';
import type { Draft } from '../../events/entry.ts';
import type { EntryCorrected } from '../../events/entry-corrected.ts';
import { GONE, resolveClaims } from '../../projections/claims.ts';
import { at } from '../../projections/columns.ts';
import { correctedData, type Target } from '../../projections/details.ts';
import type { Reader } from '../read/reader.ts';
import { decodeEntry, decodeEnvelope } from '../store/decode.ts';
import { contestOfStream, contestStream, type EventStore, streamOf } from '../store/event-store.ts';
import { type Day, FOREVER } from '../time/day.ts';
import type { Proposed } from './decide.ts';
import type { Desk } from './desk.ts';
import { idsNamed } from './named-ids.ts';
import { enrolledBy } from './rules/frame.ts';
import type { Surroundings } from './rules/rule.ts';

/** The id of the entry that a draft corrects: of it, what it is must be read. */
const correctedBy = ({ type, data }: Draft): unknown =>
  type === 'EntryCorrected' ? data.entry : undefined;

async function lookUp(store: EventStore, batch: readonly Proposed[], stream: string) {
  const references = new Map<string, number>();
  const targets = new Map<string, Target>();
  const named = batch.flatMap(({ draft }) => idsNamed(draft.data));
  if (named.length === 0) return { references, targets };
  const corrected = new Set(batch.map(({ draft }) => correctedBy(draft)));
  for (const id of new Set(named)) {
    const stored = await store.byId(id);
    if (stored === undefined || stored.stream !== stream) continue;
    references.set(id, stored.seq);
    if (corrected.has(id)) targets.set(id, decodeEnvelope(stored));
  }
  return { references, targets };
}

/** How an endorser is enrolled, as corrected; undefined where it is not. */
async function enrolled(
  store: EventStore,
  desk: Desk,
  contest: string,
  endorser: string,
): Promise<EndorserEnrolled | undefined> {
  const row = desk.enrolment(endorser);
  if (row === undefined) return undefined;
  const stream = contestStream(contest);
  const [stored] = await store.readStream(stream, row, 1);
  const from = at(desk.claims.dataFrom, row);
  if (stored === undefined) return undefined;
  if (from === row) return decodeEntry(stored).data as EndorserEnrolled;
  const [correction] = await store.readStream(stream, from, 1);
  if (correction === undefined) return undefined;
  const data = decodeEntry(correction).data as EntryCorrected;
  return correctedData(data, decodeEnvelope(stored)) as EndorserEnrolled;
}

/** For each name that any contest enrols, its category there; and whether any contest lost entries by law. */
async function ofContests(store: EventStore, reader: Reader) {
  const found = new Map<string, Map<string, string>>();
  let erased = 0;
  for (const stream of await store.streams()) {
    const contest = contestOfStream(stream);
    if (contest === null) continue;
    const columns = await reader.contest(contest);
    const claims = resolveClaims(columns, columns.length, FOREVER);
    erased += claims.erased;
    for (let row = 0; row < columns.length; row += 1) {
      const enrols = at(columns.type, row) === CATALOG.EndorserEnrolled.code;
      if (!enrols || claims.state[row] === GONE) continue;
      const from = at(claims.dataFrom, row);
      const name = columns.symbols.name(at(columns.endorser, from));
      const contests = found.get(name) ?? new Map<string, string>();
      found.set(name, contests.set(contest, columns.symbols.name(at(columns.category, from))));
    }
  }
  return { categories: found, erasedElsewhere: erased > 0 };
}

const NO_CATEGORIES: Surroundings['categories'] = new Map();

/** Gathers all that deciding on a batch asks, so that deciding itself does no I/O. */
export async function surroundingsOf(
  store: EventStore,
  reader: Reader,
  desk: Desk,
  contest: string | null,
  batch: readonly Proposed[],
  today: Day,
): Promise<Surroundings> {
  const stream = streamOf(contest);
  const { references, targets } = await lookUp(store, batch, stream);
  const enrolments = new Map<string, EndorserEnrolled>();
  for (const { draft } of batch) {
    const endorser = enrolledBy(draft)?.endorser;
    if (endorser === undefined || contest === null) continue;
    const known = await enrolled(store, desk, contest, endorser);
    if (known !== undefined) enrolments.set(endorser, known);
  }
  const elsewhere =
    contest === null
      ? await ofContests(store, reader)
      : { categories: NO_CATEGORIES, erasedElsewhere: desk.merges.erased > 0 };
  return { desk, contest, references, targets, enrolments, ...elsewhere, today };
}
