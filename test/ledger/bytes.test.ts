import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../events/entry.ts';
import { payloadBytes } from '../../src/ledger/seal.ts';
import type { StoredEntry } from '../../src/store/event-store.ts';
import {
  as,
  Bench,
  CONTEST,
  draft,
  entered,
  FRAME,
  given,
  id,
  merged,
  nominated,
  opened,
  type Sent,
  source,
  told,
} from '../support/given.ts';

const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** RFC 8785 for what payloads hold (no fractions): keys by UTF-16 code units, no blanks. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

const envelopeOf = (stored: StoredEntry): Envelope => JSON.parse(text(stored.leaf));

async function storedAs(sent: Sent): Promise<StoredEntry> {
  const { entries, refusal } = await given(FRAME).when([sent]);
  const [stored] = entries;
  if (stored === undefined) throw new Error(refusal?.message);
  return stored;
}

const rich = as('rich', {
  ...nominated('t1', 'ann', '[2010-07-01..2010-07-14~]', { decidedBy: 'committee' }),
  note: 'Ta\u0308glich \u{1f5f3} "quoted" \\ and \u2028 and \u0007',
  sources: [source('2010-07-15', { quote: '\u20ac, \u00e9', locator: 'page 3' }), source()],
});

describe('a leaf', () => {
  it('is the canonical JSON of exactly the envelope', async () => {
    const stored = await storedAs(rich);
    const envelope = envelopeOf(stored);
    expect(text(stored.leaf)).toBe(canonical(envelope));
    expect(envelope).toEqual({
      id: id('rich'),
      contest: CONTEST,
      type: 'NominationMade',
      version: 1,
      recordedAt: expect.stringMatching(/^2026-01-01T00:00:\d\d\.000Z$/),
      recordedBy: 'a tester',
      payloadHash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
  });

  it('names no contest in the register', async () => {
    const bench = await told();
    const [stored] = await bench.accept([merged('t1', 't2')], { contest: null });
    expect(stored && envelopeOf(stored)).toMatchObject({ contest: null, type: 'EndorserMerged' });
    expect(stored?.stream).toBe('hustings-register');
  });

  it('says the version that was sent', async () => {
    const old = { ...nominated('t1', 'ann', '2010'), type: 'EndorsementMade', version: 1 };
    expect(envelopeOf(await storedAs(old))).toMatchObject({ version: 1 });
    const sent = {
      ...old,
      version: 2,
      data: { endorser: 't1', choices: [{ candidate: 'ann', rank: 1 }], form: 'endorsement' },
    };
    expect(envelopeOf(await storedAs(sent))).toMatchObject({ version: 2 });
  });

  it('is recorded at one instant with its whole batch', async () => {
    const { entries } = await given(FRAME).when([entered('dee'), entered('eve')]);
    const [one, other] = entries.map((stored) => envelopeOf(stored).recordedAt);
    expect(one).toBe(other);
  });

  it('keeps the clock as it was, though it ran backwards', async () => {
    const bench = await told();
    bench.clock -= 3_600_000;
    const [stored] = await bench.accept([entered('dee')]);
    expect(stored && envelopeOf(stored).recordedAt).toMatch(/^2025-12-31T23:/);
    expect(await bench.store.head()).toMatchObject({ recordedAt: Date.UTC(2026, 0, 1, 0, 0, 1) });
  });
});

describe('a payload', () => {
  it('is the canonical JSON of what was sent, composed, and of nothing else', async () => {
    const stored = await storedAs(rich);
    const { on, data, sources, note = '' } = rich;
    const sent = { on, data, sources, note: note.normalize('NFC') };
    expect(text(stored.payload)).toBe(canonical(sent));
  });

  it('has no field that was not sent', async () => {
    const stored = await storedAs(entered('dee'));
    expect(Object.keys(JSON.parse(text(stored.payload)))).toEqual(['data', 'on', 'sources']);
    const bench = await told(as('a', nominated('t1', 'ann', '2010')));
    const [strike] = await bench.accept([
      { type: 'EntryStruck', data: { entry: id('a'), why: 'Never.' } },
    ]);
    expect(strike && text(strike.payload)).toBe(`{"data":{"entry":"${id('a')}","why":"Never."}}`);
  });

  it('is bound to the leaf by the digest of its salt and itself', async () => {
    const { bench } = await given(FRAME).when([rich]);
    const all = await bench.store.readAll(0, 100);
    expect(all).toHaveLength(FRAME.length + 1);
    for (const stored of all) {
      const digest = createHash('sha256').update(stored.salt).update(stored.payload).digest('hex');
      expect(envelopeOf(stored).payloadHash).toBe(`sha256:${digest}`);
    }
  });

  it('has 16 bytes of salt that no other has', async () => {
    const bench = await told();
    const salts = (await bench.store.readAll(0, 100)).map((each) => each.salt);
    expect(salts.every((salt) => salt.length === 16)).toBe(true);
    expect(new Set(salts.map((salt) => Buffer.from(salt).toString('hex'))).size).toBe(FRAME.length);
  });

  it('may have 32,768 bytes and no more', async () => {
    const sized = (bytes: number): Sent => {
      const long = (rest: number): Sent => ({
        ...nominated('t1', 'ann', '2010'),
        note: 'x'.repeat(rest),
        sources: Array.from({ length: 29 }, () =>
          source('2010', { title: 'T'.repeat(500), dateBasis: 'b'.repeat(480) }),
        ),
      });
      const missing = bytes - payloadBytes(draft(long(1))).length;
      return long(1 + missing);
    };
    expect(payloadBytes(draft(sized(32_768)))).toHaveLength(32_768);
    expect((await given(FRAME).when([sized(32_768)])).appended).toBe(1);
    const { refusal } = await given(FRAME).when([sized(32_769)]);
    expect(refusal).toMatchObject({ code: 'too-large' });
    expect(refusal?.message).toContain('32769');
  });

  it('is measured in bytes, not in characters', async () => {
    const wide = (title: string): Sent => ({
      ...nominated('t1', 'ann', '2010'),
      sources: Array.from({ length: 30 }, () => source('2010', { title })),
    });
    expect((await given(FRAME).when([wide('x'.repeat(500))])).appended).toBe(1);
    const { refusal } = await given(FRAME).when([wide('\u20ac'.repeat(500))]);
    expect(refusal).toMatchObject({ code: 'too-large' });
  });
});

describe('an id', () => {
  it('is a UUIDv7 of the clock where the client gives none', async () => {
    const bench = new Bench();
    const [stored] = await bench.accept([opened()]);
    expect(stored?.id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    const stamp = Number.parseInt((stored?.id ?? '').replace('-', '').slice(0, 12), 16);
    expect(Math.abs(stamp - bench.clock)).toBeLessThan(60_000);
  });

  it('orders entries that are appended one after the other', async () => {
    const bench = new Bench();
    const ids: string[] = [];
    for (const sent of [opened(), entered('ann'), entered('bob')]) {
      ids.push(...(await bench.accept([sent])).map((stored) => stored.id));
    }
    expect(ids).toEqual([...ids].sort());
  });

  it('is the client’s own where there is one', async () => {
    expect((await storedAs(rich)).id).toBe(id('rich'));
  });
});
