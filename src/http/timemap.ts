import type { Service } from '../ledger/service.ts';
import { decodeEnvelope } from '../store/decode.ts';
import { contestStream, REGISTER_STREAM, type StoredEntry } from '../store/event-store.ts';
import { parseInstant } from '../time/instant.ts';

/** How many entries a page of a TimeMap looks at; it has no more mementos. */
export const PAGE = 1000;

/** A past state: the last sequence number that it knows, and when that entry was recorded. */
export interface Memento {
  readonly seq: number;
  /** In milliseconds. */
  readonly time: number;
}

/** The entries that made past states, in order: how many, and those from one place to another. */
interface Changes {
  readonly length: number;
  between(from: number, to: number): Promise<StoredEntry[]>;
}

/** The mementos of an answer, a page at a time, the pages counted from 1. */
export interface TimePages {
  readonly pages: number;
  /** In order; none where a page's entries were all recorded in one second with what follows. */
  page(number: number): Promise<Memento[]>;
  /** When the first and the last entry of a page were recorded; nothing where there is none. */
  span(number: number): Promise<{ readonly from?: number; readonly until?: number }>;
}

async function changesOfLedger({ store }: Service): Promise<Changes> {
  return {
    length: (await store.head()).seq + 1,
    between: (from, to) => store.readAll(from, to - from),
  };
}

/** What a contest knows changes with its own entries, and with the register's since its first. */
async function changesOfContest(service: Service, contest: string): Promise<Changes> {
  const { store, reader } = service;
  const [own, register] = [await reader.contest(contest), await reader.register()];
  const streams = [
    { name: contestStream(contest), columns: own, known: own.length },
    { name: REGISTER_STREAM, columns: register, known: register.length },
  ];
  const first = own.seq[0] ?? 0;
  const later = register.seq.subarray(register.upTo(first), register.length);
  const seqs = new Int32Array(own.length + later.length);
  seqs.set(own.seq.subarray(0, own.length));
  seqs.set(later, own.length);
  seqs.sort();
  return {
    length: seqs.length,
    async between(from, to) {
      const [low = 0, high = -1] = [seqs[from], seqs[to - 1]];
      const found = streams.map(({ name, columns, known }) => {
        const row = columns.upTo(low - 1);
        return store.readStream(name, row, Math.min(columns.upTo(high), known) - row);
      });
      return (await Promise.all(found)).flat().sort((one, other) => one.seq - other.seq);
    },
  };
}

const SECOND = 1000;
const second = ({ time }: Memento): number => Math.floor(time / SECOND);

const mementoOf = (stored: StoredEntry): Memento => ({
  seq: stored.seq,
  time: parseInstant(decodeEnvelope(stored).recordedAt) ?? 0,
});

/** The end of a memento's second: others' entries too may have come by then, and Accept-Datetime knows them. */
async function atSecondsEnd({ store }: Service, memento: Memento): Promise<Memento> {
  const end = (second(memento) + 1) * SECOND - 1;
  return { ...memento, seq: Math.max(memento.seq, await store.seqAt(end)) };
}

/**
 * The mementos of a contest, or of the whole ledger (`null`): one for each entry that may have changed
 * what is known, but of several in one second only the last, since a date in HTTP has no finer grain.
 */
export async function timePages(service: Service, contest: string | null): Promise<TimePages> {
  const changes =
    contest === null ? await changesOfLedger(service) : await changesOfContest(service, contest);
  const bounds = (number: number): [from: number, to: number] => [
    (number - 1) * PAGE,
    Math.min(number * PAGE, changes.length),
  ];
  const timeAt = async (place: number): Promise<number> => {
    const [found] = await changes.between(place, place + 1);
    return found === undefined ? 0 : mementoOf(found).time;
  };
  return {
    pages: Math.max(1, Math.ceil(changes.length / PAGE)),
    async page(number) {
      const [from, to] = bounds(number);
      // One more is read, which tells whether the page's last entry is the last of its second.
      const past = Math.min(to + 1, changes.length);
      const told = from < past ? (await changes.between(from, past)).map(mementoOf) : [];
      const mementos: Memento[] = [];
      for (const [index, each] of told.slice(0, to - from).entries()) {
        const next = told[index + 1];
        if (next !== undefined && second(each) >= second(next)) continue;
        const alone = next?.seq === each.seq + 1;
        mementos.push(alone ? each : await atSecondsEnd(service, each));
      }
      return mementos;
    },
    async span(number) {
      const [from, to] = bounds(number);
      return from < to ? { from: await timeAt(from), until: await timeAt(to - 1) } : {};
    },
  };
}
