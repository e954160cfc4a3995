import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, bundleOf, formatBundle } from '../../src/interchange/bundle.ts';
import { checkBundle } from '../../src/interchange/bundle-check.ts';
import { VERIFIER_SCRIPT } from '../../src/interchange/bundle-script.ts';
import { printed } from '../cli/harness.ts';
import { CONTEST, id, told } from '../support/given.ts';
import { logged, VKEY } from '../support/logged.ts';
import { byProduct, ofCell, ofEntry, STRANGER, scriptRunner, signedLedger } from './bundle-made.ts';

const run = scriptRunner();

let entry: Bundle;
let cell: Bundle;
let erased: Bundle;

beforeAll(async () => {
  const sources = await signedLedger();
  entry = await ofEntry(sources, 'a');
  cell = await ofCell(sources);
  erased = await ofEntry(sources, 'e');
});

const namesIn = (bundle: Bundle): string[] =>
  checkBundle(Buffer.from(formatBundle(bundle))).entries.map((each) => each.leaf.id);

describe('a good bundle', () => {
  it('of an entry holds its chain, and the exact words', () => {
    expect(namesIn(entry)).toEqual(['a', 'b'].map(id));
    expect(entry.entries[0]?.payload).toContain('Ça va — “oui”, \u{1F5F3}');
  });

  it('of a cell holds its claims, corrections, enrolments, merges, tables and its frame', () => {
    const names = ['opened', 'ann', 't1', 't2', 't3', 's1', 'a', 'b', 'c', 'd', 't', 'k', 'm', 'f'];
    expect(namesIn(cell)).toEqual(names.map(id));
    expect(cell.about).toMatchObject({ contest: CONTEST, certain: 2, possible: 1, lapsed: 0 });
  });

  it('of an erased entry holds its leaf and the erasure', () => {
    expect(namesIn(erased)).toEqual(['e', 'g'].map(id));
    expect(Object.keys(erased.entries[0] ?? {})).toEqual(['index', 'leaf', 'proof']);
  });

  it('of an entry that was erased with another holds the erasure too', async () => {
    expect(namesIn(await ofEntry(await signedLedger(), 'h'))).toEqual(['h', 'g'].map(id));
  });

  it('is accepted by the product and by the script, which say what is and is not proven', () => {
    for (const [bundle, about] of [
      [entry, `entry ${id('a')}`],
      [cell, `AFF for ann in ${CONTEST}: 2 certain, 1 possible, 0 lapsed`],
      [erased, `entry ${id('e')}`],
    ] as const) {
      const text = formatBundle(bundle);
      expect(checkBundle(Buffer.from(text), VKEY).about).toBe(about);
      const { status, out, err } = run(text, VKEY);
      expect([status, err]).toEqual([0, '']);
      expect(out).toContain(`about: ${about}\n`);
      const count = bundle.entries.length;
      expect(out).toMatch(
        new RegExp(`^proven: ${count} entries are in the log of 25, and none was`, 'm'),
      );
      expect(out).toMatch(/^not proven: that a claim is true, that no other entry matters/m);
    }
    expect(run(formatBundle(erased)).out).toContain('1 were erased by law');
  });

  it('holds the verifier that checks it', () => {
    expect(entry.verifier).toBe(VERIFIER_SCRIPT);
    expect(VERIFIER_SCRIPT.match(/from '([^']+)'/g)).toEqual([
      "from 'node:crypto'",
      "from 'node:fs'",
      "from 'node:url'",
    ]);
    expect(VERIFIER_SCRIPT).not.toMatch(/\bimport\(|\brequire\(|\bfetch\(/);
  });

  it('is refused with another key than the one that the reader trusts', () => {
    const says = /public key of the bundle is not the one that you trust/;
    expect(byProduct(formatBundle(entry), STRANGER)).toMatch(says);
    expect(run(formatBundle(entry), STRANGER)).toMatchObject({
      status: 1,
      err: expect.stringMatching(says),
    });
  });

  it('is not made before a checkpoint covers it, or with a key that did not sign', async () => {
    const unsigned = logged(await told());
    await expect(bundleOf(unsigned, { entry: id('opened') }, [0], VKEY)).rejects.toThrow(
      /^No signed checkpoint covers entry 0 yet.*hustings export --log DIR signs one\.$/,
    );
    const sources = await signedLedger();
    await expect(bundleOf(sources, { entry: id('a') }, [13], STRANGER)).rejects.toThrow(
      /no signature by/,
    );
  });
});

it('docs/provenance.md tells each field of the format, and the line that takes the script out', async () => {
  const page = readFileSync(new URL('../../docs/provenance.md', import.meta.url), 'utf8');
  for (const field of Object.keys(entry)) expect(page).toContain(`| \`${field}\` | `);
  for (const field of Object.keys(entry.entries[0] ?? {})) expect(page).toContain(`\`${field}\``);
  expect(page).toContain(`\`${Object.keys(cell.about).join(' ')}\``);
  const line = /node -e '[^']+' FILE > verify\.mjs/;
  const help = await printed(['help', 'bundle']);
  const bare = (text: string) => (line.exec(text)?.[0] ?? '').replace(/\s+/g, '');
  expect(bare(page)).toBe(bare(help));
  expect(bare(page)).not.toBe('');
});

it('the script refuses what is no bundle', () => {
  expect(run('{}')).toMatchObject({ status: 1, err: expect.stringMatching(/^wrong: /) });
});
