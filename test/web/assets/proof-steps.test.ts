/** An entry's proof, checked as a browser does: what is spoilt fails, at the step that it is about. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, bundleOf } from '../../../src/interchange/bundle.ts';
import { leafHash } from '../../../src/tlog/hash.ts';
import { formatTilePath, parseTilePath } from '../../../src/tlog/tiles.ts';
import { byProduct, ofEntry, STRANGER, signedLedger } from '../../interchange/bundle-made.ts';
import { changed, other, type Path } from '../../interchange/bundle-mutants.ts';
import { id } from '../../support/given.ts';
import { VKEY } from '../../support/logged.ts';
import { type AskedEntry, type Kept, STEPS, type Step, TOOLS } from './browser-proof.ts';

const [SAYS, LEAF, PLACE, SIGNATURE, BEFORE] = [
  'What it says',
  'Its leaf',
  'Its place in the log',
  'The signature',
  'What this browser saw before',
] as const;

let sources: Awaited<ReturnType<typeof signedLedger>>;
let good: Bundle;
let leaf: string;

beforeAll(async () => {
  sources = await signedLedger();
  good = await ofEntry(sources, 'a');
  leaf = good.entries[0]?.leaf ?? '';
});

const hashOf = (text: string) => leafHash(Buffer.from(text)).toString('base64');

const tile: AskedEntry['tile'] = async (path) => {
  const found = parseTilePath(path);
  const read = found && (await sources.log.read(found));
  if (read === undefined) throw new Error(`no ${found ? formatTilePath(found) : path}`);
  return new Uint8Array(read);
};

/** What the steps give of a bundle of entry a, by their names. */
async function checked(bundle: Bundle, more: Partial<AskedEntry> = {}): Promise<Map<string, Step>> {
  const asked = { id: id('a'), leafHash: hashOf(leaf), bundle, tile, ...more };
  const steps = await STEPS.checkEntry(TOOLS, asked);
  return new Map(steps.map((step) => [step.name, step]));
}

const failed = (steps: ReadonlyMap<string, Step>): string[] =>
  [...steps.values()].filter(({ state }) => state === 'failed').map(({ name }) => name);

const spoilt = (path: Path, value: unknown): Bundle => JSON.parse(changed(good, path, value));
const swapped = (text: string, at: number) =>
  text.slice(0, at) + other(text[at] ?? '') + text.slice(at + 1);

describe('a good proof', () => {
  it('holds in every step, with the values that it is about', async () => {
    const steps = await checked(good);
    expect([...steps].map(([name, { state }]) => [name, state])).toEqual([
      [SAYS, 'held'],
      [LEAF, 'held'],
      [PLACE, 'held'],
      [SIGNATURE, 'held'],
      [BEFORE, 'open'],
    ]);
    expect(steps.get(SAYS)?.values.flat()).toContain(good.entries[0]?.payload);
    expect(steps.get(LEAF)?.values.flat()).toContain(leaf);
    expect(steps.get(PLACE)?.says).toContain('at index 14, to the root that the checkpoint says');
    expect(steps.get(SIGNATURE)?.values.flat()).toContain(VKEY);
    expect(steps.get(BEFORE)?.says).toMatch(/saw no checkpoint of this log before/);
  });

  it('of an erased entry holds but for what was erased', async () => {
    const bundle = await ofEntry(sources, 'e');
    const text = bundle.entries[0]?.leaf ?? '';
    const steps = await checked(bundle, { id: id('e'), leafHash: hashOf(text) });
    expect(failed(steps)).toEqual([]);
    expect(steps.get(SAYS)).toMatchObject({ state: 'open', says: /erased by law/ });
  });

  it('leaves the signature open where there is no Ed25519', async () => {
    const unknown = async () => {
      throw new DOMException('Unrecognized name', 'NotSupportedError');
    };
    const asked = { id: id('a'), leafHash: hashOf(leaf), bundle: good, tile };
    const steps = await STEPS.checkEntry({ ...TOOLS, ed25519: unknown }, asked);
    expect(steps.find(({ name }) => name === SIGNATURE)).toMatchObject({
      state: 'open',
      says: 'This browser has no Ed25519, so it cannot check the signature.',
    });
    expect(steps.at(-1)?.says).toMatch(/^Left out/);
  });
});

describe('a spoilt proof', () => {
  it.each<[what: string, path: Path, at: number, fails: readonly string[]]>([
    ['payload', ['entries', 0, 'payload'], 30, [SAYS]],
    ['salt', ['entries', 0, 'salt'], 3, [SAYS]],
    ['hash of the path', ['entries', 0, 'proof', 2], 8, [PLACE]],
    ['signature', ['checkpoint'], -20, [SIGNATURE]],
    ['root of the checkpoint', ['checkpoint'], 30, [PLACE, SIGNATURE]],
    ['key', ['vkey'], 40, [SIGNATURE]],
  ])('fails where its %s is another in one place', async (_, path, at, fails) => {
    const text = path.reduce<unknown>((value, key) => Object(value)[key], good) as string;
    const bundle = spoilt(path, swapped(text, at < 0 ? text.length + at : at));
    expect(failed(await checked(bundle))).toEqual(fails);
    expect(byProduct(`${JSON.stringify(bundle, null, 1)}\n`)).not.toBeNull();
  });

  it.each<[what: string, path: Path, value: unknown, fails: readonly string[]]>([
    ['index', ['entries', 0, 'index'], 12, [PLACE]],
    ['index that is no number', ['entries', 0, 'index'], '13', [PLACE]],
    ['path of no hashes', ['entries', 0, 'proof'], [], [PLACE]],
    ['path that is no list', ['entries', 0, 'proof'], 'x', [PLACE]],
    ['key of a stranger', ['vkey'], STRANGER, [SIGNATURE]],
    ['checkpoint that is none', ['checkpoint'], 7, [PLACE, SIGNATURE]],
    ['list of entries that is none', ['entries'], {}, [SAYS, LEAF, PLACE]],
    ['leaf that is none', ['entries', 0, 'leaf'], '{', [SAYS, LEAF, PLACE]],
  ])('fails for another %s', async (_, path, value, fails) => {
    expect(failed(await checked(spoilt(path, value)))).toEqual(fails);
  });

  it('fails where the leaf says another name, and where another entry came', async () => {
    const renamed = leaf.replace(/("recordedBy":")[^"]+/, '$1Somebody Else');
    expect(failed(await checked(spoilt(['entries', 0, 'leaf'], renamed)))).toEqual([LEAF, PLACE]);
    const others = await ofEntry(sources, 'c');
    expect(failed(await checked(others))).toEqual([SAYS, LEAF, PLACE]);
  });

  it('fails where the page showed another leaf hash, and says both', async () => {
    const step = (await checked(good, { leafHash: hashOf('x') })).get(LEAF);
    expect(step).toMatchObject({ state: 'failed', says: expect.stringContaining(hashOf('x')) });
    expect(step?.says).toContain(hashOf(leaf));
  });
});

describe('a checkpoint that the browser kept', () => {
  const keptNow = (): Kept => STEPS.kept(good, '2026-11-22');

  /** The log as it was at a size, by its own tiles. */
  const keptAt = (size: number): Kept => ({
    size,
    root: Buffer.from(sources.log.rootAt(size)).toString('base64'),
    day: '2026-11-20',
    note: `the log at ${size}`,
  });

  it('is the same, or one that the log still begins with', async () => {
    expect((await checked(good, { seen: keptNow() })).get(BEFORE)).toMatchObject({
      state: 'held',
      says: 'It is the checkpoint that this browser saw on 2026-11-22.',
    });
    for (let size = 1; size < 25; size += 1) {
      const { state, says } = (await checked(good, { seen: keptAt(size) })).get(BEFORE) ?? {};
      expect([size, state]).toEqual([size, 'held']);
      expect(says).toContain(`still begins with the ${size} entries`);
    }
  });

  it('that the log does not begin with any more fails', async () => {
    const rewritten = { ...keptAt(20), root: keptAt(19).root };
    const step = (await checked(good, { seen: rewritten })).get(BEFORE);
    expect(step).toMatchObject({ state: 'failed', says: /entries were rewritten/ });
    expect(step?.values.map(([, note]) => note)).toEqual([rewritten.note, good.checkpoint]);
    const longer = { ...keptNow(), size: 26 };
    expect((await checked(good, { seen: longer })).get(BEFORE)).toMatchObject({
      state: 'failed',
      says: /^The log shrank from 26 entries to 25\. Keep both checkpoints/,
    });
    const two = { ...keptNow(), root: keptAt(20).root };
    expect((await checked(good, { seen: two })).get(BEFORE)?.says).toMatch(/two roots/);
  });

  it('of another key is told, and what does not hold is not compared', async () => {
    const { state, says } = (await checked(good, { others: true })).get(BEFORE) ?? {};
    expect(state).toBe('open');
    expect(says).toMatch(/signed with another key before/);
    const bad = await checked(spoilt(['vkey'], STRANGER), { seen: keptNow() });
    expect(bad.get(BEFORE)?.state).toBe('open');
  });
});

it('a bundle without the entry in it proves nothing', async () => {
  const bundle = await bundleOf(sources, { entry: id('b') }, [15], VKEY);
  expect(failed(await checked(bundle))).toEqual([SAYS, LEAF, PLACE]);
});
