import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Logged } from '../../../src/store/copy-store.ts';
import {
  CHECKPOINTS,
  checkpointEvent,
  type EventRead,
  type EventToWrite,
  eventsOf,
} from '../../../src/store/kurrentdb/event.ts';
import { Writes } from '../../../src/store/kurrentdb/writes.ts';
import { makeReceipt } from '../../../src/tlog/receipt.ts';
import { OTHER_STREAM, STREAM } from '../contract/ledger.ts';
import { EntryFactory } from '../entries.ts';

/** Events as they come from the wire: their values have been JSON. */
class Wire {
  #position = 100;
  readonly #revisions = new Map<string, number>();

  read(stream: string, events: readonly EventToWrite[]): EventRead[] {
    return events.map((event) => {
      const revision = (this.#revisions.get(stream) ?? -1) + 1;
      this.#revisions.set(stream, revision);
      this.#position += 77;
      const { id, type, data, metadata } = JSON.parse(JSON.stringify(event));
      return { id, type, stream, revision, position: this.#position, data, metadata };
    });
  }
}

const takenIn = (events: readonly EventRead[]): Logged[] => {
  const writes = new Writes(null);
  return events.flatMap((event) => writes.take(event));
};

const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');
const kinds = (logged: readonly Logged[]) => logged.map(({ kind }) => kind);

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const receipts = fc.option(
  fc
    .record({ key: bytes32, request: bytes32, entries: fc.array(fc.uuid()) })
    .map(({ key, request, entries }) =>
      makeReceipt(key, request, { appended: entries.length, entries, warnings: [] }),
    ),
  { nil: undefined },
);
/** Payloads that are canonical JSON, that are other JSON, that are none. */
const payloads = fc.oneof(
  fc.constant(undefined),
  fc.json().map((text) => Buffer.from(text)),
  fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(`"${text} \u2028`)),
  fc.constant(new Uint8Array(0)),
);

describe('what is written and read again', () => {
  it('is the same, byte for byte', () => {
    fc.assert(
      fc.property(
        fc.array(payloads, { minLength: 1, maxLength: 5 }),
        receipts,
        fc.integer({ min: -1, max: 1e6 }),
        (given, receipt, revision) => {
          const factory = new EntryFactory();
          const entries = given.map((payload) => {
            const entry = factory.make();
            return payload === undefined ? entry : { ...entry, payload };
          });
          const events = new Wire().read(STREAM, eventsOf(entries, receipt, revision));
          const [logged, ...more] = takenIn(events);
          expect(more).toEqual([]);
          if (logged?.kind !== 'append') throw new Error(`it is ${logged?.kind}`);
          expect(logged.expected).toBe(revision < 0 ? 'no-stream' : revision);
          expect(logged).toMatchObject({ stream: STREAM, logRevision: events.length - 1 });
          const plain = (all: readonly (typeof logged.entries)[number][]) =>
            all.map(({ id, leaf, salt, payload, recordedAt }) => {
              return [id, hex(leaf), hex(salt), hex(payload), recordedAt];
            });
          expect(plain(logged.entries)).toEqual(plain(entries));
          expect(hex(logged.receipt?.sum)).toBe(hex(receipt?.sum));
          expect(logged.receipt?.answer).toBe(receipt?.answer);
        },
      ),
    );
  });

  it('shows its JSON to whoever looks at the database', () => {
    const [entry] = new EntryFactory().batch(1);
    if (entry === undefined) throw new Error('no entry');
    const [event] = eventsOf([entry], undefined, -1);
    expect(event).toMatchObject({
      id: entry.id,
      type: 'EndorsementMade',
      data: {
        leaf: { contest: 'labour-leader-2010', type: 'EndorsementMade' },
        payload: { on: '2010-07-10', data: { endorser: 'endorser-0' } },
      },
      metadata: { hustings: 1, index: 0, of: 1, revision: -1 },
    });
  });

  it('is a receipt alone, or a checkpoint', () => {
    const receipt = makeReceipt(new Uint8Array(32), new Uint8Array(32), {
      appended: 0,
      entries: [],
      warnings: [],
    });
    const checkpoint = { size: 7, note: 'ledger.example\n7\n' };
    const wire = new Wire();
    const logged = takenIn([
      ...wire.read(STREAM, eventsOf([], receipt, 5)),
      ...wire.read(CHECKPOINTS, [checkpointEvent(checkpoint)]),
    ]);
    expect(logged).toMatchObject([
      { kind: 'append', expected: 'any', entries: [] },
      { kind: 'checkpoint', checkpoint },
    ]);
  });
});

describe('what is no whole write of Hustings', () => {
  const three = () => eventsOf(new EntryFactory().batch(3), undefined, -1);
  const one = () => eventsOf(new EntryFactory(50).batch(1), undefined, 4);

  it.each([0, 1, 2])('is foreign: three events without number %i', (missing) => {
    const wire = new Wire();
    const events = wire.read(STREAM, three()).filter((_, index) => index !== missing);
    const next = wire.read(STREAM, one());
    expect(kinds(takenIn([...events, ...next]))).toEqual(['foreign', 'foreign', 'append']);
  });

  it('is foreign where other events come between, which are taken as they are', () => {
    const wire = new Wire();
    const [first, second, third] = wire.read(STREAM, three()) as [EventRead, EventRead, EventRead];
    const other = wire.read(OTHER_STREAM, one());
    const logged = takenIn([first, second, ...other, third]);
    expect(kinds(logged)).toEqual(['foreign', 'foreign', 'append', 'foreign']);
    expect(logged.map(({ before }) => before)).toEqual([
      null,
      first.position,
      second.position,
      other[0]?.position,
    ]);
  });

  it.each<readonly [string, Partial<EventRead>]>([
    ['no metadata', { metadata: undefined }],
    ['a number as metadata', { metadata: 7 }],
    ['metadata of others', { metadata: { $correlationId: 'a' } }],
    ['an index beyond its write', { metadata: { hustings: 1, index: 1, of: 1 } }],
    ['a negative revision', { metadata: { hustings: 1, index: 0, of: 1, revision: -2 } }],
    ['no data', { data: undefined }],
    ['text as data', { data: 'text' }],
    ['another id than its leaf', { id: '01900000-0000-7000-8000-00000000ffff' }],
    ['a receipt that is none', { type: 'AppendReceipt' }],
    ['a checkpoint elsewhere', { type: 'CheckpointSigned', data: { size: 1, note: 'a' } }],
  ])('is foreign: %s', (_, change) => {
    const [event] = new Wire().read(STREAM, one());
    expect(kinds(takenIn([{ ...(event as EventRead), ...change }]))).toEqual(['foreign']);
  });

  it('ends the following where a later version has written it', () => {
    const [event] = new Wire().read(STREAM, one());
    const later = { ...(event as EventRead), metadata: { hustings: 2, index: 0, of: 1 } };
    expect(() => takenIn([later])).toThrow(/newer version of Hustings/);
  });
});
