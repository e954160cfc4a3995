import { describe, expect, it } from 'vitest';
import { ENTRY_TYPES, kindOf } from '../../events/catalog.ts';
import { type Draft, parseDraft } from '../../events/entry.ts';
import type { Source } from '../../events/source.ts';
import { Bench } from '../support/given.ts';
import { LINES, type Line, load, SAMPLES, sent } from './samples.ts';

function read(line: Line): Draft {
  const parsed = parseDraft(sent(line));
  if (!parsed.ok) throw new Error(`${line.contest} ${line.id}: ${parsed.problem}`);
  return parsed.draft;
}

const DRAFTS = LINES.map((line) => ({ line, draft: read(line) }));
const name = (line: Line) => `${line.contest} ${line.id} ${line.type}`;

/** Those of the lines for which something holds, by name. */
const where = (holds: (draft: Draft, line: Line) => boolean) =>
  DRAFTS.filter(({ draft, line }) => holds(draft, line)).map(({ line }) => name(line));

const somewhere = (draft: Draft, has: (source: Source) => boolean) =>
  (draft.sources ?? []).some(has);

describe('the samples', () => {
  it('are five contests, each line of the contest that its file is named after', () => {
    expect(SAMPLES.map((sample) => sample.contest)).toEqual([
      'labour-deputy-2020',
      'labour-leader-2010',
      'labour-leader-2015',
      'labour-leader-2016',
      'labour-leader-2020',
    ]);
    for (const { contest, lines } of SAMPLES) {
      expect(lines.every((line) => line.contest === contest)).toBe(true);
      expect(lines[0]?.type).toBe('ContestOpened');
    }
  });

  it('are read as they are written, nothing dropped and nothing changed', () => {
    for (const { line, draft } of DRAFTS) {
      const { version, ...rest } = draft;
      expect(rest, name(line)).toEqual(sent(line));
      expect(version).toBe(kindOf(draft.type).version);
    }
  });

  it('give every entry an id of its own', () => {
    expect(new Set(LINES.map((line) => line.id)).size).toBe(LINES.length);
  });

  it('cite a page for every entry: its address, publisher and title', () => {
    expect(where((draft) => (draft.sources ?? []).length === 0)).toEqual([]);
    const bare = ({ url, publisher, title }: Source) =>
      !/^https?:\/\/[^/]+\.[^/]+/.test(url) || publisher.length < 3 || title.length < 3;
    expect(where((draft) => somewhere(draft, bare))).toEqual([]);
  });

  it('say of every day how it is known', () => {
    const dated = ({ dateBasis }: Source) => dateBasis !== undefined;
    expect(where((draft) => draft.on !== undefined && !somewhere(draft, dated))).toEqual([]);
  });

  it('quote nothing: facts and figures only', () => {
    expect(where((draft) => somewhere(draft, (source) => source.quote !== undefined))).toEqual([]);
  });

  it('date no enrolment', () => {
    const late = (draft: Draft) => draft.type === 'EndorserEnrolled' && draft.on !== undefined;
    expect(where(late)).toEqual([]);
  });

  it('name what they name in an earlier line', () => {
    const seen = new Set<string>();
    const strays: string[] = [];
    for (const line of LINES) {
      const { act, replaces } = line.data as { act?: string; replaces?: string };
      for (const id of [act, replaces]) {
        if (id !== undefined && !seen.has(id)) strays.push(name(line));
      }
      seen.add(line.id);
    }
    expect(strays).toEqual([]);
  });

  it('use only types that the catalog has, and no record entries', () => {
    const types = [...new Set(LINES.map((line) => line.type))];
    expect(ENTRY_TYPES).toEqual(expect.arrayContaining(types));
    expect(where((draft) => kindOf(draft.type).family === 'record')).toEqual([]);
  });
});

describe('a ledger', () => {
  it('takes all samples without a warning, and the same again without a new entry', async () => {
    const bench = new Bench();
    expect(await load(bench)).toBe(LINES.length);
    expect(await bench.store.head()).toMatchObject({ seq: LINES.length - 1 });
    const before = await bench.state('2020-02-14', { contest: 'labour-leader-2020' });
    expect(await load(bench)).toBe(0);
    expect(await bench.store.head()).toMatchObject({ seq: LINES.length - 1 });
    expect(await bench.state('2020-02-14', { contest: 'labour-leader-2020' })).toEqual(before);
  });

  it('takes them line by line, and reaches the same states', async () => {
    const [batch, single] = [new Bench(), new Bench()];
    await load(batch);
    for (const { contest, lines } of SAMPLES) {
      for (const line of lines) await single.accept([sent(line)], { contest });
    }
    for (const { contest } of SAMPLES) {
      const asOf = `${contest.slice(-4)}-12-31`;
      expect(await single.state(asOf, { contest })).toEqual(await batch.state(asOf, { contest }));
    }
  });

  it('derives the same columns from the bytes of the samples again', async () => {
    const bench = new Bench();
    await load(bench);
    expect(await bench.store.rebuild(() => {}, new AbortController().signal)).toBeNull();
  });
});
