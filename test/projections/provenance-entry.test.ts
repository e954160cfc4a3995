import { describe, expect, it } from 'vitest';
import { askEntryProvenance } from '../../src/ledger/queries/entry-provenance.ts';
import { leafHash } from '../../src/tlog/hash.ts';
import { verifyProofFile } from '../../src/tlog/signing.ts';
import {
  as,
  Bench,
  corrected,
  disputed,
  endNomination,
  FRAME,
  id,
  nominated,
  resolved,
  type Sent,
  struck,
  told,
} from '../support/given.ts';
import { logged, SIGNER } from '../support/logged.ts';
import { counts, shown } from './provenance-ask.ts';

const first = as('a', nominated('m1', 'ann', '2010-05-20'));

/** `relation direction name` of each link, by the names of the entries. */
async function chain(entries: readonly Sent[], name: string): Promise<string[]> {
  const found = await shown(entries, name);
  const nameOf = (uuid: string | null) =>
    entries.map((each) => each.id).includes(uuid ?? '')
      ? ['a', 'b', 'k', 'l', 's', 'd', 'r', 'w'].find((each) => id(each) === uuid)
      : uuid;
  return found.chain.map(({ relation, direction, id: other, about, holds }) =>
    [
      relation,
      direction,
      nameOf(other),
      ...(about === null ? [] : [`about ${nameOf(about)}`]),
      ...(holds === 'counts' ? [] : [holds]),
    ].join(' '),
  );
}

describe('the chain of an entry', () => {
  const story = [
    first,
    as('b', nominated('m1', 'ann', '2010-05', { act: id('a') })),
    as('k', corrected('a', { on: '2010-05-21' })),
    as('s', struck('k')),
    as('d', disputed('a')),
    as('r', resolved('a', 'upheld')),
    as('w', endNomination('a', '2010-06-01')),
    as('l', nominated('m1', 'bob', '2010-06-02', { replaces: id('a') })),
  ];

  it('has all that names it, in order, and what is said of the records among them', async () => {
    expect(await chain(story, 'a')).toEqual([
      'retells by b',
      'corrects by k does-not-count',
      'strikes by s about k',
      'disputes by d',
      'resolves by r',
      'ends by w',
      'replaces by l',
    ]);
  });

  it('has what it names itself', async () => {
    expect(await chain(story, 'b')).toEqual(['retells of a']);
    expect(await chain(story, 'w')).toEqual(['ends of a']);
    expect(await chain(story, 'l')).toEqual(['replaces of a']);
    expect(await chain(story, 'k')).toEqual(['corrects of a', 'strikes by s']);
    expect(await chain(story, 's')).toEqual(['strikes of k does-not-count']);
  });

  it('says who recorded each, when, and why', async () => {
    const [, correction] = (await shown(story, 'a')).chain;
    expect(correction).toMatchObject({
      type: 'EntryCorrected',
      why: 'It was typed wrongly.',
      recordedBy: 'a tester',
      recordedAt: expect.stringMatching(/^2026-01-01T00:00:\d\dZ$|^2026-01-01T.*Z$/),
    });
    const [ended] = (await shown(story, 's')).chain;
    expect(ended).toMatchObject({ id: id('k'), why: 'It never happened.' });
  });

  it('a correction that has a claim end another act is told of both acts', async () => {
    const entries = [
      first,
      as('b', nominated('m2', 'ann', '2010-05-20')),
      as('w', endNomination('b', '2010-06-01')),
      as('k', corrected('w', { data: { act: id('a') } })),
    ];
    expect(await chain(entries, 'a')).toEqual(['ends by k about w']);
    expect(await chain(entries, 'k')).toEqual(['ends of a about w', 'corrects of w']);
  });
});

describe('what corrections made of an entry', () => {
  const entries = [
    first,
    as('k', corrected('a', { on: '2010-05-21', data: { endorser: 'm1', candidate: 'bob' } })),
    as('l', corrected('a', { on: '2010-05-22' })),
  ];

  it('is told field by field, from what to what and by which', async () => {
    expect((await shown(entries, 'a')).corrected).toEqual([
      { field: 'on', was: '2010-05-20', now: '2010-05-22', by: id('l') },
      { field: 'data.candidate', was: 'ann', now: 'bob', by: id('k') },
    ]);
  });

  it('a correction tells which of its fields hold', async () => {
    expect((await shown(entries, 'k')).gives).toEqual([
      { field: 'on', holds: false, supersededBy: id('l') },
      { field: 'data', holds: true, supersededBy: null },
    ]);
    expect((await shown([...entries, struck('l')], 'l')).gives).toEqual([
      { field: 'on', holds: false, supersededBy: id('k') },
    ]);
  });

  it('it counts for whom it was corrected to, and says for whom no more', async () => {
    expect(await counts(entries, 'a')).toEqual(['act certain bob MP', 'act not ann']);
    const found = await shown(entries, 'a');
    expect(found.counts[1]?.why).toBe(`superseded by the correction ${id('k')}`);
    expect(found.digest).toMatch(/^sha256:/);
    expect(found.clocks?.asOf).toBe('2026-01-01');
  });

  it('a record counts through its claim', async () => {
    const found = await shown(entries, 'l');
    expect(found.countsThrough).toBe(id('a'));
    expect(found.counts[0]).toMatchObject({ candidate: 'bob', how: 'certain' });
  });
});

describe('the proof of an entry', () => {
  it('without a checkpoint is of the tree over all entries', async () => {
    const { proof, entry } = await shown([first], 'a');
    expect(proof).toMatchObject({ index: entry.seq, size: FRAME.length + 1, checkpoint: null });
  });

  it('with a checkpoint is of its tree, as its file is', async () => {
    const bench = await told(first);
    const sources = logged(bench);
    const { note } = await sources.log.sign([SIGNER]);
    await bench.accept([nominated('m2', 'ann', '2010-05-20')]);
    const { proof } = await askEntryProvenance(sources, id('a'));
    expect(proof).toMatchObject({ size: FRAME.length + 1, checkpoint: note });
    const stored = await bench.store.byId(id('a'));
    if (stored === undefined) throw new Error('it is not there');
    const file = await sources.log.proofFile(stored.seq);
    expect(verifyProofFile(file ?? '', stored.leaf, SIGNER).index).toBe(proof.index);
    expect(proof.leafHash).toBe(Buffer.from(leafHash(stored.leaf)).toString('base64'));
  });
});

it('an erased entry shows its leaf, its place, its proof and the law', async () => {
  const bench = new Bench();
  await bench.accept([...FRAME, first, as('k', corrected('a', { on: '2010-05-21' }))]);
  const sources = logged(bench);
  await sources.log.sign([SIGNER]);
  const legalBasis = 'GDPR, article 17';
  const erasure = { type: 'PayloadErased', data: { entry: id('a'), legalBasis } };
  await bench.accept([erasure], { recordedBy: 'a clerk', erasing: true });
  for (const name of ['a', 'k']) {
    const found = await askEntryProvenance(sources, id(name));
    expect(found.entry).toMatchObject({ erased: true, data: {}, sources: [] });
    expect(found.erasures).toMatchObject([{ legalBasis, recordedBy: 'a clerk' }]);
    expect(found.fate.state).toBe('erased');
    expect(found.counts.map((each) => each.how)).toEqual(['not']);
    expect(found.proof.checkpoint).not.toBeNull();
  }
  expect((await askEntryProvenance(sources, id('a'))).chain).toMatchObject([
    { relation: 'erases', direction: 'by', why: legalBasis },
  ]);
});
