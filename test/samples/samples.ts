import { readdirSync, readFileSync } from 'node:fs';
import type { Sources } from '../../src/ledger/queries/asking.ts';
import { Bench, type Sent } from '../support/given.ts';

const FOLDER = new URL('../../samples/', import.meta.url);

/** A line of a sample file: what a client sends, and the contest to which it goes. */
export interface Line extends Sent {
  readonly contest: string;
  readonly id: string;
}

export interface Sample {
  readonly contest: string;
  readonly file: string;
  readonly lines: readonly Line[];
}

/** The five sample files, in order of their names. */
export const SAMPLES: readonly Sample[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ndjson'))
  .sort()
  .map((file) => {
    const text = readFileSync(new URL(file, FOLDER), 'utf8');
    const lines: Line[] = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    return { file, contest: file.replace(/\.ndjson$/, ''), lines };
  });

export const LINES: readonly Line[] = SAMPLES.flatMap((sample) => sample.lines);

/** What a line sends, without the name of its contest. */
export const sent = ({ contest, ...rest }: Line): Sent => rest;

/** Appends all samples, file by file: how many entries are new. */
export async function load(bench: Bench): Promise<number> {
  let appended = 0;
  for (const { contest, lines } of SAMPLES) {
    const outcome = await bench.append(lines.map(sent), { contest, strict: true });
    if (!outcome.ok) throw new Error(`${contest}: ${outcome.refusal.message}`);
    appended += outcome.appended;
  }
  return appended;
}

/** A ledger that holds all samples, and what its queries read from. */
export async function loaded(): Promise<Sources & { readonly bench: Bench }> {
  const bench = new Bench();
  await load(bench);
  const { store, reader, views } = bench;
  return { bench, store, reader, views, now: () => bench.clock };
}

/** The sequence number of an entry, by the first digits of its id. */
export async function seqOf({ store }: Sources, id: string): Promise<number> {
  const line = LINES.find((each) => each.id.startsWith(id));
  const stored = line === undefined ? undefined : await store.byId(line.id);
  if (stored === undefined) throw new Error(`no sample entry ${id}`);
  return stored.seq;
}
