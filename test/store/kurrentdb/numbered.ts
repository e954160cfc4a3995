/**
 * What the events of a database come to, told naively and at once: writes in their order, of which one
 * counts if no id and no key in it was there before and its stream is as long as it says. No code of the
 * adapter is used.
 */
import type { LoggedEvent } from '../../support/kurrentdb/log.ts';

interface Told {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
}

interface Said {
  readonly hustings?: number;
  readonly index: number;
  readonly of: number;
  readonly revision?: number;
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** The entries and the keys of receipts that all events of a database come to, and how many writes come to nothing. */
export function numbered(events: readonly LoggedEvent[]) {
  const ours = events
    .filter(({ stream }) => /^hustings-(contest|register)/.test(stream))
    .map((event) => ({ event, said: JSON.parse(textOf(event.metadata)) as Said }));
  const entries: Told[] = [];
  const keys = new Set<string>();
  let nothing = 0;
  for (let at = 0; at < ours.length; ) {
    const { said: first, event } = ours[at] as (typeof ours)[number];
    const write = ours.slice(at, at + first.of);
    const isWhole =
      write.length === first.of &&
      write.every((each, index) => {
        return each.event.stream === event.stream && each.said.index === index;
      });
    at += isWhole ? first.of : 1;
    if (!isWhole) {
      nothing += 1;
      continue;
    }
    const receipts = write.filter(({ event }) => event.type === 'AppendReceipt');
    const told = write.filter(({ event }) => event.type !== 'AppendReceipt');
    const { stream } = event;
    const length = entries.filter((entry) => entry.stream === stream).length;
    const used = receipts.map(
      ({ event }) => (JSON.parse(textOf(event.data)) as { key: string }).key,
    );
    const known = new Set(entries.map(({ id }) => id));
    const refused =
      used.some((key) => keys.has(key)) ||
      told.some(({ event }) => known.has(event.id)) ||
      (told.length > 0 && first.revision !== length - 1);
    if (refused) {
      nothing += 1;
      continue;
    }
    for (const key of used) keys.add(key);
    told.forEach(({ event }, index) => {
      entries.push({ id: event.id, stream, revision: length + index });
    });
  }
  return { entries, keys, nothing };
}
