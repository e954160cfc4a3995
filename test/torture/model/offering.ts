/** Sends offers to the ledger and to the model, and demands that both make the same of them. */
import { createHash } from 'node:crypto';
import { type Draft, parseDraft } from '../../../events/entry.ts';
import type { Appended } from '../../../src/ledger/appended.ts';
import type { Warning } from '../../../src/ledger/refusals.ts';
import {
  contestOfStream,
  type Expected,
  type StoredEntry,
} from '../../../src/store/event-store.ts';
import { rangeOf } from '../../laws/oracle-dates.ts';
import { demand, demandSame } from './demand.ts';
import { type Foreseen, foresee } from './foresight.ts';
import { CONTESTS, type Model, type Offer } from './model.ts';
import type { Stand, Who } from './stand.ts';

const DAY = 86_400_000;
const RECORDER = 'a model';

/** An append as a command sends it. */
export interface Sending {
  readonly who: Who;
  readonly contest: string | null;
  readonly offers: readonly Offer[];
  readonly expected: Expected;
  readonly dryRun?: boolean;
  /** What it is known by, to be sent again. */
  readonly key?: Uint8Array;
}

/** What became of it. */
export type Outcome = Appended | { readonly ok: false; readonly malformed: string };

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest();

function draftsOf(offers: readonly Offer[]): Draft[] | string {
  const drafts: Draft[] = [];
  for (const { id, sent } of offers) {
    const { contest: _, ...rest } = sent;
    const parsed = parseDraft({ ...(id === undefined ? {} : { id }), ...rest });
    if (!parsed.ok) return parsed.problem;
    drafts.push(parsed.draft);
  }
  return drafts;
}

async function sent(stand: Stand, { who, contest, offers, ...terms }: Sending): Promise<Outcome> {
  const drafts = draftsOf(offers);
  if (typeof drafts === 'string') return { ok: false, malformed: drafts };
  const { expected, dryRun = false, key } = terms;
  const receipt =
    key === undefined
      ? {}
      : { receipt: { key, request: sha256(JSON.stringify([contest, offers])) } };
  // What is refused is looked at anew, and what is stored is stored on what is there; a dry run goes by what it reads.
  const { ledger } = dryRun ? await stand.upToDate(who) : await stand.service(who);
  const outcome = await ledger.append(contest, drafts, {
    recordedBy: RECORDER,
    expected,
    dryRun,
    ...receipt,
  });
  if (outcome.ok && !dryRun && outcome.appended > 0) stand.wroteBy(who);
  return outcome;
}

/** What came of an append, in one word and its reason. */
export const verdictOf = (outcome: Outcome): string => {
  if ('malformed' in outcome) return `refused: malformed: ${outcome.malformed}`;
  if (!outcome.ok) return `refused: ${outcome.refusal.code}: ${outcome.refusal.message}`;
  const seqs = outcome.entries.map(({ seq }) => seq).join(' ');
  const warned = outcome.warnings.map(({ code, index }) => `${code} ${index}`).join();
  return `accepted: ${seqs}, ${outcome.appended} new${warned && `, warned ${warned}`}`;
};

function demandForeseen(foreseen: Foreseen, outcome: Outcome): void {
  const said = verdictOf(outcome);
  if (foreseen.must === 'accept') {
    demand(outcome.ok, () => `what must be accepted is ${said}`);
    if (outcome.ok) demandSame('new entries', foreseen.appended, outcome.appended);
  }
  if (foreseen.must !== 'refuse') return;
  demand(!outcome.ok, () => `what must be refused (${foreseen.codes}) is ${said}`);
  if (outcome.ok || foreseen.codes.length === 0) return;
  // What no ledger could take for another reason than its dates, such as a correction of nothing, is read first.
  if ('malformed' in outcome && !outcome.malformed.includes('is no date')) return;
  const code = 'malformed' in outcome ? 'malformed' : outcome.refusal.code;
  demand(foreseen.codes.includes(code), () => `refused for ${foreseen.codes}, and is ${said}`);
}

/** Demands of a stored entry that it is what was sent, at its place, by the clock. */
function demandStored(model: Model, stored: StoredEntry, offer: Offer, who: Who): void {
  const { contest, ...body } = offer.sent;
  const leaf = JSON.parse(Buffer.from(stored.leaf).toString());
  const { version: _, type, ...payload } = { version: 1, ...body };
  demandSame(
    'an entry',
    [contest, stored.id, type, RECORDER],
    [contestOfStream(stored.stream), leaf.id, leaf.type, leaf.recordedBy],
  );
  demandSame('its instant', new Date(model.clocks[who]).toISOString(), leaf.recordedAt);
  demandSame('its payload', payload, JSON.parse(Buffer.from(stored.payload).toString()));
}

/** An entry dated surely after the clock's day of UTC is warned of. */
function demandWarned(
  model: Model,
  { offers, who }: Sending,
  outcome: Appended & { ok: true },
): void {
  const today = Math.floor(model.clocks[who] / DAY);
  for (const [index, { sent }] of offers.entries()) {
    if (sent.type === 'EntryCorrected' || sent.on === undefined) continue;
    const wanted = rangeOf(sent.on).from > today;
    const warned = outcome.warnings.some(
      (each) => each.index === index && each.code === 'future-date',
    );
    demandSame(`that ${sent.on} has not come on day ${today}`, wanted, warned);
  }
}

/** Adds an entry to the lists. */
export function keep(model: Model, stored: StoredEntry, offer: Offer, who: Who): void {
  const { sent } = offer;
  const { contest } = sent;
  const revision = model.stream(contest).length;
  demandSame('a place', [model.held.length, revision], [stored.seq, stored.revision]);
  demandStored(model, stored, offer, who);
  const recordedAt = model.clocks[who];
  const { seq, id, leaf } = stored;
  model.held.push({ seq, revision, id, contest, sent, recordedAt, leaf, erased: false });
}

function take(model: Model, sending: Sending, outcome: Appended & { ok: true }): void {
  const { offers, who, contest } = sending;
  demandSame('entries answered', offers.length, outcome.entries.length);
  let fresh = 0;
  for (const [index, stored] of outcome.entries.entries()) {
    const offer = offers[index] as Offer;
    if (offer.id !== undefined) demandSame('an id', offer.id, stored.id);
    const known = model.byId(stored.id);
    if (known === undefined) {
      keep(model, stored, offer, who);
      fresh += 1;
    } else demandSame('a stored entry', [known.seq, known.revision], [stored.seq, stored.revision]);
  }
  demandSame('new entries', fresh, outcome.appended);
  if (fresh === offers.length) demandWarned(model, sending, outcome);
  const stored = outcome.entries.map(({ id }, index) => ({ ...(offers[index] as Offer), id }));
  model.batches.push({ contest, offers: stored });
  if (sending.key !== undefined) {
    const { appended, warnings, entries } = outcome;
    const ids = entries.map(({ id }) => id);
    model.receipts.push({
      key: sending.key,
      contest,
      offers,
      ids,
      appended,
      warnings,
      erasures: model.erasures,
    });
  }
}

/** Demands that the ledger's end is the model's. */
export async function demandHead(model: Model, stand: Stand, who: Who): Promise<void> {
  const { store } = await stand.upToDate(who);
  const head = { seq: model.held.length - 1, recordedAt: model.recordedMax() };
  demandSame('the head', head, await store.head());
}

/** What the drafts of a contest need to know of what was told; the register is told to all. */
export function tell(
  model: Model,
  contest: string | null,
  id: string,
  sent: Offer['sent'],
  day: number,
): void {
  for (const each of CONTESTS) {
    if (contest === null || contest === each) model.sheets.get(each)?.add(id, sent, day);
  }
}

/** Sends an append that was not sent before under its key. */
export async function offer(model: Model, stand: Stand, sending: Sending): Promise<Outcome> {
  const { contest, offers, dryRun = false, who } = sending;
  const foreseen = foresee(model, contest, offers, sending);
  const outcome = await sent(stand, sending);
  const types = offers.map(
    ({ sent: { type, on } }) => `${type}${on === undefined ? '' : ` ${on}`}`,
  );
  stand.trace.push(
    `process ${who} ${dryRun ? 'tries' : 'sends'} ${contest ?? 'the register'} ${types.join(', ')} (expects ${sending.expected}): ${verdictOf(outcome)}`,
  );
  if (dryRun && outcome.ok) demandSame('new entries of a dry run', 0, outcome.appended);
  else demandForeseen(foreseen, outcome);
  if (outcome.ok && !dryRun) take(model, sending, outcome);
  await demandHead(model, stand, who);
  return outcome;
}

/** Sends an append again under a key that it was answered under. */
export async function offerAgain(model: Model, stand: Stand, sending: Sending): Promise<void> {
  const before = model.receipts.find(({ key }) => key === sending.key);
  if (before === undefined) return;
  const outcome = await sent(stand, sending);
  stand.trace.push(`process ${sending.who} sends again under a key: ${verdictOf(outcome)}`);
  const gone = before.ids.some((id) => model.byId(id)?.erased === true);
  const same = sending.offers === before.offers;
  const said = verdictOf(outcome);
  if (gone || !same) {
    const codes = gone ? ['erased', 'key-reused'] : ['key-reused'];
    demandForeseen({ must: 'refuse', codes }, outcome);
  } else if (outcome.ok) {
    const ids = outcome.entries.map(({ id }) => id);
    const { again, appended } = outcome;
    const words = ({ code, index, message }: Warning) =>
      before.erasures === model.erasures ? [code, index, message] : [code, index];
    demandSame(
      'the first answer',
      [true, before.ids, before.appended, before.warnings.map(words)],
      [again, ids, appended, outcome.warnings.map(words)],
    );
  } else demand(false, () => `what was answered under a key is now ${said}`);
  await demandHead(model, stand, sending.who);
}
