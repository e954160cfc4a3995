import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Entry, Envelope } from '../../events/entry.ts';
import { decodeEntry } from '../../src/store/decode.ts';
import {
  type Bench,
  CONTEST,
  corrected,
  endEndorsement,
  id,
  type Sent,
  told,
} from '../support/given.ts';

interface Golden {
  readonly name: string;
  /** The stored bytes, as text: they are UTF-8. */
  readonly leaf: string;
  readonly payload: string;
  readonly salt: string;
  /** The entry as it is read today. */
  readonly read: Entry;
}

const GOLDEN: readonly Golden[] = JSON.parse(
  readFileSync(new URL('../golden/endorsement-made-v1.json', import.meta.url), 'utf8'),
);

const utf8 = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** The golden entries as an old client sends them. */
const SENT: readonly Sent[] = GOLDEN.map(({ read, payload }) => ({
  ...JSON.parse(payload),
  id: read.id,
  type: read.type,
  version: 1,
}));

describe.each(GOLDEN)('an EndorsementMade of version 1: $name', (golden) => {
  const { read, leaf, payload, salt } = golden;

  it('is read from its stored bytes as an entry of today', () => {
    const place = { seq: read.seq, revision: read.revision, id: read.id, stream: 's' };
    const stored = { leaf: utf8(leaf), payload: utf8(payload), salt: Buffer.from(salt, 'hex') };
    const entry = decodeEntry({ ...place, ...stored });
    expect(entry).toEqual({ ...read, erased: false });
  });

  it('is bound to its bytes by its hash', () => {
    const digest = createHash('sha256')
      .update(Buffer.from(salt, 'hex'))
      .update(payload)
      .digest('hex');
    expect(JSON.parse(leaf)).toMatchObject({ payloadHash: `sha256:${digest}` });
  });
});

describe('a ledger that is sent EndorsementMade of version 1', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await told(...SENT);
  });

  it('stores the payload as version 1 wrote it, under a leaf that says version 1', async () => {
    for (const golden of GOLDEN) {
      const stored = await bench.store.byId(golden.read.id);
      expect(text(stored?.payload ?? utf8(''))).toBe(golden.payload);
      const { recordedAt, recordedBy, payloadHash, ...rest } = JSON.parse(golden.leaf) as Envelope;
      expect(JSON.parse(text(stored?.leaf ?? utf8('null')))).toMatchObject(rest);
    }
  });

  it('counts a first choice and only shows a second one', async () => {
    const days = ['2010-06-24', '2010-06-25', '2010-07-20'];
    expect(await bench.over('ann TU', days)).toEqual(['0+0', '1+0', '1+0']);
    expect(await bench.over('bob TU', days)).toEqual(['0+0', '0+0', '0+0']);
  });

  it('answers the same draft again with the stored entry, whichever way it is sent', async () => {
    expect(await bench.append(SENT)).toMatchObject({ ok: true, appended: 0 });
    const [first] = GOLDEN;
    const current = { ...SENT[0], version: 2, data: first?.read.data } as Sent;
    expect(await bench.append([current])).toMatchObject({ refusal: { code: 'id-reused' } });
  });

  it('lets an end and another claim name it', async () => {
    await bench.accept([
      { ...endEndorsement('x', '2010-08-01'), data: { act: GOLDEN[0]?.read.id } },
    ]);
    expect(await bench.over('ann TU', ['2010-07-31', '2010-08-01'])).toEqual(['1+0', '0+0']);
  });

  it('derives the same columns from its bytes again', async () => {
    const difference = await bench.store.rebuild(() => {}, new AbortController().signal);
    expect(difference).toBeNull();
  });
});

describe('a correction of an EndorsementMade of version 1', () => {
  const first = SENT[0] as Sent;
  const target = first.id as string;
  const correct = (change: Record<string, unknown>): Sent => ({
    ...corrected('x', change),
    data: { ...corrected('x', change).data, entry: target },
  });
  const toBob = { endorser: 't1', candidate: 'bob' };
  const toBobToday = {
    endorser: 't1',
    choices: [{ candidate: 'bob', rank: 1 }],
    form: 'endorsement',
  };
  const counts = async (bench: Bench) => [
    ...(await bench.over('ann TU', ['2010-07-01'])),
    ...(await bench.over('bob TU', ['2010-07-01'])),
  ];

  it.each([
    ['in the version of the entry, where it names none', { data: toBob }],
    ['in version 1, where it says so', { data: toBob, dataVersion: 1 }],
    ['in version 2, where it says so', { data: toBobToday, dataVersion: 2 }],
  ])('gives its data %s', async (_, change) => {
    const bench = await told(first, correct(change));
    expect(await counts(bench)).toEqual(['0+0', '1+0']);
    const difference = await bench.store.rebuild(() => {}, new AbortController().signal);
    expect(difference).toBeNull();
  });

  it.each([
    ['data of version 2 that does not say so', { data: toBobToday }],
    ['data of version 1 under version 2', { data: toBob, dataVersion: 2 }],
    ['a version that never was', { data: toBob, dataVersion: 3 }],
  ])('is refused with %s', async (_, change) => {
    const bench = await told(first);
    const outcome = await bench.append([correct(change)]);
    expect(outcome).toMatchObject({ refusal: { code: 'bad-correction' } });
    expect(await counts(bench)).toEqual(['1+0', '0+0']);
  });

  it('makes a choice that only showed one that counts', async () => {
    const [, second] = SENT;
    const bench = await told({ ...(second as Sent), id: id('shown') });
    expect(await bench.over('bob TU', ['2010-07-20'])).toEqual(['0+0']);
    await bench.accept([corrected('shown', { data: { endorser: 't2', candidate: 'bob' } })]);
    expect(await bench.over('bob TU', ['2010-07-20'])).toEqual(['1+0']);
    expect(await bench.store.streams()).toEqual([`hustings-contest-${CONTEST}`]);
  });
});
