/** What clients know of a ledger: what they asked, and what they were answered. The ledger must hold to it. */
import { isDeepStrictEqual } from 'node:util';
import type { Entry } from '../../../events/entry.ts';
import type { Answered } from '../../http/two-editors.ts';
import type { Sent } from '../../support/sent.ts';

/** A request of an editor, the same each time that it is sent. */
export interface Request {
  readonly editor: string;
  /** Of idempotency; the note of each entry begins with it. */
  readonly key: string;
  readonly contest: string;
  /** Must nobody have come first? */
  readonly exact: boolean;
  readonly isList: boolean;
  readonly entries: readonly Sent[];
}

/** What an answer says of an entry. */
export interface Received {
  readonly id: string;
  readonly seq: number;
  readonly revision: number;
  readonly type: string;
}

/** How far a request came: when it was first sent, when answered, in the clients' own order of events. */
interface Course {
  readonly request: Request;
  readonly sent: number;
  answer?: { readonly at: number; readonly answered: Answered; readonly entries: Received[] };
}

/** Whatever the ledger must remember, by its clients alone. */
export class Model {
  readonly #courses = new Map<string, Course>();
  #ticks = 0;
  /** Entries that were answered for. */
  acknowledged = 0;

  #tick(): number {
    this.#ticks += 1;
    return this.#ticks;
  }

  /** A request is about to be sent, perhaps again. */
  sends(request: Request): void {
    if (this.#courses.has(request.key)) return;
    this.#courses.set(request.key, { request, sent: this.#tick() });
  }

  /** It was answered for the first time. Gives what it was told. */
  hears({ key }: Request, answered: Answered): readonly Received[] {
    const entries: Received[] = JSON.parse(answered.body).entries;
    const course = this.#courses.get(key);
    if (course !== undefined) course.answer = { at: this.#tick(), answered, entries };
    this.acknowledged += entries.length;
    return entries;
  }

  /** Requests without an answer: nobody knows whether they were stored. */
  open(): Request[] {
    return [...this.#courses.values()]
      .filter(({ answer }) => answer === undefined)
      .map(({ request }) => request);
  }

  /** Requests with their first answer, the last sent first. */
  answered(): { readonly request: Request; readonly answered: Answered }[] {
    return [...this.#courses.values()]
      .flatMap(({ request, answer }) =>
        answer === undefined ? [] : { request, answered: answer.answered },
      )
      .reverse();
  }

  /**
   * What a ledger's entries, in their order, have lost, doubled, torn apart, changed or put out of order, and how many
   * requests are there that were not answered. What `besides` recorded only counts as numbered.
   */
  faults(ledger: readonly Entry[], besides: string) {
    const found = new Map<string, Entry[]>();
    for (const entry of ledger) {
      if (entry.recordedBy === besides) continue;
      const key = entry.note?.split(' ')[0] ?? entry.id;
      const all = found.get(key) ?? [];
      if (all.push(entry) === 1) found.set(key, all);
    }
    const strangers = [...found.keys()].filter((key) => !this.#courses.has(key));
    const courses = [...this.#courses.values()];
    return {
      faults: [
        ...numbering(ledger),
        ...strangers.map((key) => `it has ${key}, which nobody asked for`),
        ...courses.flatMap((course) => faultsOf(course, found.get(course.request.key) ?? [])),
        ...orderFaults(courses),
      ],
      surprises: this.open().filter(({ key }) => found.has(key)).length,
    };
  }
}

/** Are sequence numbers and revisions dense? */
function numbering(ledger: readonly Entry[]): string[] {
  const next = new Map<string | null, number>();
  return ledger.flatMap(({ contest, seq, revision, id }, at) => {
    const due = next.get(contest) ?? 0;
    next.set(contest, due + 1);
    if (seq === at && revision === due) return [];
    return [`entry ${id} is ${seq}, revision ${revision}, where ${at} and ${due} are due`];
  });
}

const told = ({ id, seq, revision, type }: Received): Received => ({ id, seq, revision, type });

/** Is one entry other than it was sent? */
function differs(entry: Entry, sent: Sent, { contest, editor }: Request): boolean {
  const stored = [entry.type, entry.on, entry.data, entry.sources];
  const due = [sent.type, sent.on ?? null, sent.data, sent.sources ?? []];
  const isPlaced = entry.contest === contest && entry.recordedBy === editor;
  return !isPlaced || !isDeepStrictEqual(stored, due);
}

/** What is wrong with what the ledger has of one request. */
function faultsOf({ request, answer }: Course, found: readonly Entry[]): string[] {
  const { key, entries } = request;
  if (answer === undefined && found.length === 0) return [];
  if (found.length !== entries.length) {
    const state = answer === undefined ? 'was not answered' : 'was acknowledged';
    return [`${key} ${state}, and ${found.length} of its ${entries.length} entries are there`];
  }
  const wrong = found.findIndex((entry, at) => {
    const sent = entries[at] as Sent;
    const isNext = at === 0 || entry.seq === (found[at - 1]?.seq ?? 0) + 1;
    return !isNext || entry.note !== `${key} ${at}` || differs(entry, sent, request);
  });
  if (wrong >= 0) return [`entry ${wrong} of ${key} is not what was sent, or not in its place`];
  if (answer === undefined || isDeepStrictEqual(found.map(told), answer.entries.map(told)))
    return [];
  return [`${key} lies elsewhere than it was told, or under other ids`];
}

/** What was answered before something else was sent must come before it. */
function orderFaults(courses: readonly Course[]): string[] {
  const placed = courses
    .flatMap(({ request, sent, answer }) =>
      answer === undefined
        ? []
        : { key: request.key, sent, at: answer.at, seq: answer.entries[0]?.seq ?? 0 },
    )
    .sort((one, other) => one.seq - other.seq);
  let latest = { key: '', sent: 0 };
  return placed.flatMap(({ key, sent, at }) => {
    const before = latest;
    if (sent > latest.sent) latest = { key, sent };
    return at < before.sent
      ? [`${key} was answered before ${before.key} was sent, and lies after it`]
      : [];
  });
}
