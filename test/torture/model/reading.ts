/** Commands that ask: standings at random clocks, once more, and what the ledger holds in order. */
import { askEntry } from '../../../src/ledger/queries/entry.ts';
import { askRecorded } from '../../../src/ledger/queries/recorded.ts';
import { askStandings, type Standings } from '../../../src/ledger/queries/standings.ts';
import { askTimeline } from '../../../src/ledger/queries/timeline.ts';
import { contestOfStream, type StoredEntry, streamOf } from '../../../src/store/event-store.ts';
import { dayOn, dayText, monthLength } from '../../laws/oracle-calendar.ts';
import { isDay } from './dates.ts';
import { demand, demandSame } from './demand.ts';
import { CONTESTS, type Held, type Model } from './model.ts';
import type { Stand, Who } from './stand.ts';
import { demandCounted, type Question } from './standings.ts';
import type { Step } from './writing.ts';

export interface AskDraws {
  readonly who: Who;
  readonly contest: number;
  readonly day: number;
  readonly dayForm: number;
  readonly by: number;
  readonly byForm: number;
  readonly known: number;
  readonly knownForm: number;
  readonly counts: number;
}

const POLICIES = ['acts', 'nominations', 'endorsements', 'stage:first', 'stage:final'] as const;
const DAY = 86_400_000;

/** Days to ask about: of the history, of its month's end, of the calendar's ends, and some that are none. */
function dayAsked({ scene: { anchor } }: Model, day: number, form: number): string {
  const text = dayText(anchor + day - 8);
  const [year = 0, month = 0] = text.split('-').map(Number);
  const last = `${monthLength(year, month)}`;
  const forms: Record<number, string> = {
    0: `${text.slice(0, -2)}${last}`,
    1: '9999-12-31',
    2: '0000-01-01',
    3: `${text.slice(0, 4)}-02-29`,
    4: `${text.slice(0, -2)}31`,
    5: dayText(dayOn(2020, 1, 1) + 400_000 * (day % 7)),
  };
  return forms[form] ?? text;
}

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A recorded time as it may be asked for; and what it must come to, undefined where it must be refused. */
function knownAsked(
  model: Model,
  { who, known, knownForm }: AskDraws,
): [string | undefined, number?] {
  const head = model.held.length - 1;
  const now = model.clocks[who];
  const some = model.held[known % Math.max(1, model.held.length)]?.recordedAt ?? now;
  const at = (when: number): [string, number?] =>
    when > now ? [instant(when)] : [instant(when), model.seqAt(when)];
  const forms: readonly (() => [string | undefined, number?])[] = [
    () => (head < 0 ? ['0'] : [`${known % (head + 1)}`, known % (head + 1)]),
    () => [`${head + 1}`],
    () => at(some),
    () => at(some - 1),
    () => at(some + 1),
    () => at(now),
    () => at(now + 1),
    () => at(0),
  ];
  return forms[knownForm]?.() ?? [undefined, head];
}

/** Asks for standings, and counts them. */
export class Ask implements Step {
  readonly #draws: AskDraws;

  constructor(draws: AskDraws) {
    this.#draws = draws;
  }

  check(): boolean {
    return true;
  }

  /** What is asked, and the question as it must be resolved; null where it must be refused. */
  #question(model: Model) {
    const { who, contest: which, day, dayForm, by, byForm, counts: policy } = this.#draws;
    const contest = CONTESTS[which] ?? CONTESTS[0];
    const counts = POLICIES[policy] ?? 'acts';
    const today = dayText(Math.floor(model.clocks[who] / DAY));
    const asOf = dayForm === 6 ? undefined : dayAsked(model, day, dayForm);
    const reportedBy = byForm > 8 ? undefined : dayAsked(model, by, byForm);
    const [knownAt, seq] = knownAsked(model, this.#draws);
    const isOpen = model.stream(contest).length > 0;
    const stages = model
      .stream(contest)
      .filter(({ sent, erased }) => sent.type === 'StageOpened' && !erased)
      .map(({ sent }) => `stage:${sent.data.stage}`);
    const good =
      isOpen &&
      [asOf, reportedBy].every((each) => each === undefined || isDay(each)) &&
      (!counts.startsWith('stage:') || stages.includes(counts));
    const question: Question | null =
      good && seq !== undefined
        ? { contest, asOf: asOf ?? today, reportedBy: reportedBy ?? null, seq, counts }
        : null;
    return { contest, counts, clocks: { asOf, reportedBy, knownAt }, question };
  }

  async run(model: Model, stand: Stand): Promise<void> {
    const { contest, counts, clocks, question } = this.#question(model);
    const service = await stand.upToDate(this.#draws.who);
    const asked = `process ${this.#draws.who} asks ${contest} ${JSON.stringify(clocks)} ${counts}`;
    let answer: Standings;
    try {
      answer = await askStandings(service, contest, clocks, counts);
    } catch (error) {
      const said = String(error);
      stand.trace.push(`${asked}: ${said}`);
      demand(question === null, () => `${asked} must be answered, and is not: ${said}`);
      return;
    }
    stand.trace.push(`${asked}: ${answer.digest}`);
    if (question === null) return demand(false, () => `${asked} must be refused`);
    const { asOf, reportedBy, seq } = question;
    const recordedAt = model.held[seq] === undefined ? null : instant(model.held[seq].recordedAt);
    demandSame('the clocks', { asOf, reportedBy, knownAt: { seq, recordedAt } }, answer.clocks);
    await demandCounted(model, service, question, answer);
    model.asked.push({ ...question, digest: answer.digest, erasures: model.erasures });
    const timeline = await askTimeline(service, contest, clocks, counts);
    demandSame('the digest of the timeline', answer.digest, timeline.digest);
  }

  toString(): string {
    return `Ask(${JSON.stringify(this.#draws)})`;
  }
}

/** Asks again what was asked: the ledger of then says the same for ever, unless something of it was erased. */
export class Recall implements Step {
  readonly #who: Who;
  readonly #which: number;

  constructor(who: Who, which: number) {
    this.#who = who;
    this.#which = which;
  }

  check({ asked }: Readonly<Model>): boolean {
    return asked.length > 0;
  }

  async run(model: Model, stand: Stand): Promise<void> {
    const before = model.asked[this.#which % model.asked.length];
    if (before === undefined || before.seq < 0) return;
    const { contest, asOf, reportedBy, seq, counts, digest, erasures } = before;
    // An erased stage is no policy any more.
    if (erasures !== model.erasures && counts.startsWith('stage:')) return;
    const service = await stand.upToDate(this.#who);
    const clocks = { asOf, knownAt: `${seq}`, ...(reportedBy === null ? {} : { reportedBy }) };
    const answer = await askStandings(service, contest, clocks, counts);
    stand.trace.push(`process ${this.#who} asks again ${JSON.stringify(clocks)}: ${answer.digest}`);
    await demandCounted(model, service, before, answer);
    if (erasures === model.erasures) demandSame('an answer of before', digest, answer.digest);
  }

  toString(): string {
    return `Recall(${this.#which} by ${this.#who})`;
  }
}

const idsOf = (some: readonly Pick<Held, 'id'>[]): string[] => some.map(({ id }) => id);

/** Demands that entries are those of the lists, byte for byte of their leaves, and gone where they are erased. */
export function demandEntries(wanted: readonly Held[], found: readonly StoredEntry[]): void {
  demandSame('entries', idsOf(wanted), idsOf(found));
  for (const [index, { seq, revision, leaf, erased, contest }] of wanted.entries()) {
    const stored = found[index] as StoredEntry;
    const { stream, payload } = stored;
    demandSame(
      'a place',
      [seq, revision, contest],
      [stored.seq, stored.revision, contestOfStream(stream)],
    );
    demand(Buffer.compare(leaf, stored.leaf) === 0, () => `the leaf of ${seq} has changed`);
    demandSame('that a payload is gone', erased, payload.length === 0);
  }
}

async function fed(service: Awaited<ReturnType<Stand['service']>>, from: number, count: number) {
  const ending = new AbortController();
  const found: StoredEntry[] = [];
  for await (const each of service.store.subscribe(from, ending.signal)) {
    found.push(each);
    if (found.length === count) ending.abort();
  }
  return found;
}

/** Reads the ledger in order: all of it from a place, its streams, one entry, the feed. */
export class Walk implements Step {
  readonly #who: Who;
  readonly #which: number;

  constructor(who: Who, which: number) {
    this.#who = who;
    this.#which = which;
  }

  check({ held }: Readonly<Model>): boolean {
    return held.length > 0;
  }

  async run(model: Model, stand: Stand): Promise<void> {
    const service = await stand.upToDate(this.#who);
    const { store } = service;
    const from = this.#which % model.held.length;
    stand.trace.push(`process ${this.#who} reads from ${from}`);
    const rest = model.held.slice(from);
    demandEntries(rest, await store.readAll(from, 1000));
    demandEntries(rest, await fed(service, from, rest.length));
    const contest = model.held[from]?.contest ?? null;
    const lane = model.stream(contest);
    demandEntries(lane, await store.readStream(streamOf(contest), 0, 1000));
    const page = await askRecorded(store, { since: 0, contest }, 0, model.held.length, 1000);
    const said = (each: Held) => [each.id, instant(each.recordedAt), each.erased];
    demandSame(
      'what was recorded',
      lane.map(said),
      page.entries.map(({ id, recordedAt, erased }) => [id, recordedAt, erased]),
    );
    await this.#one(model, service, model.held[from] as Held);
  }

  async #one(model: Model, service: Awaited<ReturnType<Stand['service']>>, held: Held) {
    if (held.erased) return;
    const { namedBy } = await askEntry(service, held.id);
    const naming = model.stream(held.contest).filter(({ sent: { data }, erased }) => {
      const inner = (data.data ?? {}) as typeof data;
      const names = [data.entry, data.act, data.replaces, inner.act, inner.replaces];
      return !erased && names.includes(held.id);
    });
    demandSame('what names an entry', idsOf(naming), idsOf(namedBy));
  }

  toString(): string {
    return `Walk(${this.#which} by ${this.#who})`;
  }
}
