import { beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, formatBundle } from '../../src/interchange/bundle.ts';
import { Random } from '../laws/random.ts';
import { SEED } from '../laws/settings.ts';
import { id } from '../support/given.ts';
import {
  byProduct,
  ofCell,
  ofEntry,
  scriptOnMany,
  scriptRunner,
  signedLedger,
} from './bundle-made.ts';
import { changed, kindOf, mutantsOf, other, type Path, reshaped } from './bundle-mutants.ts';

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

const bundles = () =>
  [
    ['of an entry', entry],
    ['of a cell', cell],
    ['of an erased entry', erased],
  ] as const;

describe('a spoilt bundle', () => {
  it('is refused by the product, whatever field is changed', () => {
    const kinds = new Set<string>();
    let all = 0;
    for (const [name, bundle] of bundles()) {
      for (const [what, text] of [...mutantsOf(bundle), ...reshaped(bundle)]) {
        kinds.add(kindOf(what.split('.')));
        expect([name, what, byProduct(text) !== null]).toEqual([name, what, true]);
        all += 1;
      }
    }
    expect(all).toBeGreaterThan(700);
    for (const kind of ['index', 'leaf', 'salt', 'payload', 'proof.N']) {
      expect(kinds).toContain(`entries.N.${kind}`);
    }
    for (const kind of [
      'format',
      'vkey',
      'checkpoint',
      'verifier',
      'about.entry',
      'about.certain',
    ]) {
      expect(kinds).toContain(kind);
    }
  });

  it('is refused for every byte of a leaf, a salt, a payload, a hash and the checkpoint', () => {
    const [first] = entry.entries;
    const texts: readonly (readonly [Path, string])[] = [
      [['entries', 0, 'leaf'], first?.leaf ?? ''],
      [['entries', 0, 'payload'], first?.payload ?? ''],
      [['entries', 0, 'salt'], first?.salt ?? ''],
      [['entries', 0, 'proof', 2], first?.proof[2] ?? ''],
      [['checkpoint'], entry.checkpoint],
      [['vkey'], entry.vkey],
    ];
    for (const [path, text] of texts) {
      expect(text.length).toBeGreaterThan(20);
      [...text].forEach((char, at) => {
        const spoilt = text.slice(0, at) + other(char) + text.slice(at + 1);
        const found = byProduct(changed(entry, path, spoilt));
        expect([path, at, found !== null]).toEqual([path, at, true]);
      });
    }
  });

  it('is refused by the script too', () => {
    for (const [name, bundle] of bundles()) {
      const all = [...mutantsOf(bundle), ...reshaped(bundle)];
      const said = scriptOnMany(all.map(([, text]) => text));
      for (const [at, [what]] of all.entries()) {
        const [status, words] = said[at] ?? [];
        expect([name, what, status]).toEqual([name, what, 1]);
        expect(words).toMatch(/^wrong: .+$/);
      }
    }
    const [[status, words] = []] = scriptOnMany([formatBundle(cell)]);
    expect([status, words?.startsWith('about: AFF for ann')]).toEqual([0, true]);
  });

  it('with a byte changed somewhere has one verdict of both, good where nothing covers it', () => {
    const random = new Random(SEED);
    const good = formatBundle(cell);
    const texts = Array.from({ length: 600 }, () => {
      // Few bytes are before the entries, and they are what is not covered by the log.
      const end = random.oneIn(2) ? good.indexOf('"endorsers"') : good.length;
      const at = random.below(end);
      return good.slice(0, at) + random.of([...'aZ0": ,.{\\']) + good.slice(at + 1);
    });
    const byScript = scriptOnMany(texts).map(([status]) => status === 0);
    expect(texts.map((text) => byProduct(text) === null)).toEqual(byScript);
    const accepted = byScript.filter((each) => each).length;
    expect([accepted > 20, accepted < 400]).toEqual([true, true]);
  });

  it('is refused by both for a signature that is another in one place', () => {
    const signature = entry.checkpoint.lastIndexOf(' ') + 20;
    const char = other(entry.checkpoint[signature] ?? '');
    const { checkpoint } = entry;
    const spoilt = checkpoint.slice(0, signature) + char + checkpoint.slice(signature + 1);
    const text = changed(entry, ['checkpoint'], spoilt);
    expect(byProduct(text)).toMatch(/signature by .* is bad/);
    expect(run(text).err).toBe('wrong: The signature of the checkpoint is bad.\n');
  });

  it('is named by the first thing that is wrong', () => {
    const says = (path: Path, value: unknown) => {
      const text = changed(entry, path, value);
      return [byProduct(text), run(text).err];
    };
    const name = `Entry 14 \\(${id('a')}\\)`;
    for (const [path, value, pattern] of [
      [['entries', 0, 'payload'], '{}', `${name} has another payload or salt`],
      [['entries', 0, 'index'], 12, `Entry 12 \\(${id('a')}\\) is not in the log at this place`],
      [['entries', 0, 'proof'], [], `${name} is not in the log at this place`],
      [['about', 'entry'], id('z'), 'about an entry that is not in it'],
      [['verifier'], 'x', 'do not run it'],
      [['format'], 'hustings-bundle/2', 'of another format than hustings-bundle/1'],
    ] as const) {
      for (const said of says(path, value)) expect(said).toMatch(new RegExp(pattern));
    }
  });

  it('a cell for another candidate or category, or of another endorser, is refused by both', () => {
    for (const [path, value] of [
      [['about', 'candidate'], 'bob'],
      [['about', 'category'], 'TU'],
      [['about', 'endorsers', 0, 'endorser'], 't4'],
    ] as const) {
      const text = changed(cell, path, value);
      expect(byProduct(text)).toMatch(/^The bundle lists /);
      expect(run(text).err).toMatch(/^wrong: The bundle lists /);
    }
  });

  it('names that are no text are refused by both', () => {
    const nobody = { endorsers: [], certain: 0, possible: 0, lapsed: 0 };
    const about = { ...cell.about, ...nobody } as Bundle['about'];
    for (const key of ['contest', 'candidate', 'category']) {
      const named = (name: object) => changed({ ...cell, about }, ['about', key], name);
      expect(byProduct(named({ size: 1 }))).toBe('The bundle does not say what it is about.');
      expect(byProduct(named({ toString: 1 }))).toMatch(/not in the form/);
      expect(run(named({ toString: 1 })).status).toBe(1);
    }
  });

  it('bytes that are no text are refused by both', () => {
    const bytes = Buffer.from(formatBundle(entry));
    bytes[bytes.length >> 1] = 0xff;
    expect(byProduct(bytes)).not.toBeNull();
    expect(run(bytes).status).toBe(1);
  });
});
