/** The ledgers of every version (test/golden/ledgers). */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

export const GOLDEN: string = fileURLToPath(new URL('../golden/ledgers/', import.meta.url));

/** What the code that wrote a ledger said of it. */
export interface Expected {
  readonly entries: number;
  /** Of its NDJSON export, SHA-256. */
  readonly ndjson: string;
  /** The log's, in base64. */
  readonly root: string;
  readonly digests: readonly {
    readonly contest: string;
    readonly asOf: string;
    readonly reportedBy: string | null;
    readonly knownAt: number;
    readonly digest: string;
  }[];
}

export const goldenOf = (version: number, name = ''): string =>
  join(GOLDEN, `version-${version}`, name);

export const expectedOf = (version: number): Expected =>
  JSON.parse(readFileSync(goldenOf(version, 'expected.json'), 'utf8'));

/** Puts the ledger of a version to a place, whose folder is made. */
export function unpack(version: number, path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, gunzipSync(readFileSync(goldenOf(version, 'ledger.gz'))));
  return path;
}

/** The version that a ledger's file says it is of. */
export function versionIn(path: string): number {
  const db = new DatabaseSync(path, { readOnly: true });
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  db.close();
  return version;
}
