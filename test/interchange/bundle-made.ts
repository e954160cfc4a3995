import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aboutCell, type Bundle, bundleOf } from '../../src/interchange/bundle.ts';
import { checkBundle } from '../../src/interchange/bundle-check.ts';
import { BadBundle } from '../../src/interchange/bundle-fields.ts';
import { VERIFIER_SCRIPT } from '../../src/interchange/bundle-script.ts';
import { askCell } from '../../src/ledger/queries/provenance.ts';
import { seqsBehindCell, seqsBehindEntry } from '../../src/ledger/queries/provenance-entries.ts';
import { formatVkey, signerOf } from '../../src/tlog/keys.ts';
import { closeAfterFile } from '../support/closing.ts';
import {
  as,
  type Bench,
  CONTEST,
  corrected,
  endorsed,
  id,
  merged,
  nominated,
  source,
  tally,
  told,
} from '../support/given.ts';
import { logged, SIGNER, VKEY } from '../support/logged.ts';

/** The public key of another who calls a log by the same name. */
export const STRANGER: string = formatVkey(signerOf('hustings.test/log', Buffer.alloc(32, 7)));

/** A signed ledger with a sum, a merge, corrections, accents and, at its end, an erasure. */
export async function signedLedger(): Promise<ReturnType<typeof logged>> {
  const quoted = source('2010-05-21', { quote: 'Ça va — “oui”, \u{1F5F3}', locator: 'p. 3' });
  const bench: Bench = await told(
    as('a', { ...nominated('t1', 'ann', '2010-05-20'), sources: [quoted], note: 'A note.' }),
    as('b', nominated('t1', 'ann', '2010-05', { act: id('a') })),
    as('c', endorsed('s1', 'bob', '2010-05-20')),
    as('d', nominated('t3', 'ann', '[2010-05-20..2010-06-20]')),
    as('e', nominated('t4', 'cay', '2010-05-20')),
    as('h', corrected('e', { on: '2010-05-21' })),
    as('t', tally({ 'ann AFF': 3 }, '2010-05-25')),
  );
  const data = { endorser: 's1', choices: [{ candidate: 'ann', rank: 1 }], form: 'endorsement' };
  await bench.accept([as('k', corrected('c', { data }))]);
  await bench.accept([as('m', merged('t2', 't1'))], { contest: null });
  const last = nominated('t2', 'ann', '2010-05-22', { anew: true });
  await bench.accept([as('f', last)]);
  const erasure = { type: 'PayloadErased', data: { entry: id('e'), legalBasis: 'GDPR, 17' } };
  await bench.accept([as('g', erasure)], { erasing: true });
  const sources = logged(bench);
  await sources.log.sign([SIGNER]);
  return sources;
}

type Sources = Awaited<ReturnType<typeof signedLedger>>;

/** The bundle of an entry, by its name. */
export async function ofEntry(sources: Sources, name: string): Promise<Bundle> {
  const seqs = await seqsBehindEntry(sources, id(name));
  return bundleOf(sources, { entry: id(name) }, seqs, VKEY);
}

/** The bundle of those who back Ann among the affiliates. */
export async function ofCell(sources: Sources): Promise<Bundle> {
  const clocks = { asOf: '2010-06-01' };
  const cell = await askCell(
    sources,
    { contest: CONTEST, candidate: 'ann', category: 'AFF' },
    clocks,
  );
  const seqs = await seqsBehindCell(sources, cell, clocks);
  return bundleOf(sources, aboutCell(cell), seqs, VKEY);
}

/** What the product's own code says of a bundle: null where it is good. */
export function byProduct(text: string | Uint8Array, vkey?: string): string | null {
  try {
    checkBundle(typeof text === 'string' ? Buffer.from(text) : text, vkey);
    return null;
  } catch (error) {
    if (error instanceof BadBundle) return error.message;
    throw error;
  }
}

function scriptFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hustings-bundle-'));
  closeAfterFile(async () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'verify.mjs'), VERIFIER_SCRIPT);
  return folder;
}

/** What the script says of bundles, run as an auditor would, in a folder of its own. */
export function scriptRunner() {
  const folder = scriptFolder();
  const [verifier, bundle] = [join(folder, 'verify.mjs'), join(folder, 'bundle.json')];
  return (text: string | Uint8Array, ...more: readonly string[]) => {
    writeFileSync(bundle, text);
    const args = [verifier, bundle, ...more];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return { status, out: stdout, err: stderr };
  };
}

/** Runs the script as it is on many files in one process: a process each would take its time. */
const MANY = `
const said = [];
console.log = (line) => said.push(line);
console.error = (line) => said.push(line);
process.exit = (status) => { throw status; };
for (const file of process.argv.slice(2)) {
  said.length = 0;
  process.argv = [process.argv[0], process.argv[1], file];
  const status = await import('./verify.mjs?' + file).then(() => 0, (thrown) => thrown);
  process.stdout.write(JSON.stringify([status, said.join('\\n')]) + '\\n');
}
`;

/** What the script says of many bundles: its exit status and its words, of each. */
export function scriptOnMany(texts: readonly string[]): readonly (readonly [number, string])[] {
  const folder = scriptFolder();
  const files = texts.map((text, at) => {
    const file = join(folder, `${at}.json`);
    writeFileSync(file, text);
    return file;
  });
  writeFileSync(join(folder, 'many.mjs'), MANY);
  const args = [join(folder, 'many.mjs'), ...files];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const lines = stdout.trimEnd().split('\n');
  if (lines.length !== texts.length) throw new Error('the script did not come to its end');
  return lines.map((line) => JSON.parse(line));
}
