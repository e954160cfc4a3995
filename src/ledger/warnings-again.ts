import type { Draft, Payload } from '../../events/entry.ts';
import type { Reader } from '../read/reader.ts';
import { decodeEnvelope, isErased } from '../store/decode.ts';
import { contestOfStream, type EventStore, type StoredEntry } from '../store/event-store.ts';
import { dayOfInstant } from '../time/day.ts';
import { parseInstant } from '../time/instant.ts';
import type { ReceiptAnswer } from '../tlog/receipt.ts';
import { decide, type Proposed } from './decide.ts';
import { Desk } from './desk.ts';
import type { Warning, WarningCode } from './refusals.ts';
import { surroundingsOf } from './surroundings.ts';

/** What is said where the sentence of then would quote what was erased since. */
const PLAIN: { readonly [Code in WarningCode]: string } = {
  'outside-stage': 'It is dated outside the dates of its stage.',
  'second-nomination': 'Its endorser had nominated another candidate already.',
  'no-nominating-power': 'Its endorser was enrolled as one who may not nominate.',
  'future-date': 'It was dated later than the day on which it was recorded.',
};

const isCode = (code: string): code is WarningCode => Object.hasOwn(PLAIN, code);

const text = new TextDecoder('utf-8', { fatal: true });

function proposedOf(stored: StoredEntry): Proposed {
  const { id } = stored;
  const { type, version } = decodeEnvelope(stored);
  const erased = isErased(stored);
  const payload: Payload = erased ? { data: {} } : JSON.parse(text.decode(stored.payload));
  const draft: Draft = { id, type, version, ...payload };
  return { id, draft, erased };
}

/** Decides once more on what was appended, from what was known before it. */
async function decidedAgain(
  store: EventStore,
  reader: Reader,
  fresh: readonly StoredEntry[],
): Promise<readonly Warning[]> {
  const first = fresh.reduce((one, other) => (one.seq < other.seq ? one : other));
  const contest = contestOfStream(first.stream);
  if (contest === null) return [];
  const columns = await reader.contest(contest);
  const register = await reader.register();
  const desk = new Desk(columns.copy(first.revision), register.copy(register.upTo(first.seq)));
  const batch = fresh.map(proposedOf);
  const today = dayOfInstant(parseInstant(decodeEnvelope(first).recordedAt) ?? 0);
  const decision = decide(batch, await surroundingsOf(store, reader, desk, contest, batch, today));
  return decision.ok ? decision.warnings : [];
}

/**
 * The warnings of an append that is asked for again, with the sentences of then. They quote payloads,
 * so they are kept nowhere: they are found anew, and where an erasure prevents it a plain sentence
 * stands in.
 */
export async function warningsAgain(
  store: EventStore,
  reader: Reader,
  said: ReceiptAnswer,
  entries: readonly StoredEntry[],
): Promise<Warning[]> {
  if (said.warnings.length === 0) return [];
  const latest = [...entries].sort((one, other) => other.seq - one.seq).slice(0, said.appended);
  const fresh = entries.filter((entry) => latest.includes(entry));
  const found = [...(await decidedAgain(store, reader, fresh))];
  return said.warnings.flatMap(({ code, index }) => {
    if (!isCode(code)) return [];
    const same = found.findIndex(
      (each) => each.code === code && fresh[each.index] === entries[index],
    );
    const [again] = same < 0 ? [] : found.splice(same, 1);
    return { code, message: again?.message ?? PLAIN[code], index };
  });
}
