/** The public cases of github.com/transparency-dev/merkle, testdata; see LICENSE in merkle-vectors. */
import { readFileSync } from 'node:fs';

/** What a proof is, and whether it has to be refused. */
export interface Case {
  readonly case: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

/** An entry in a tree. */
export interface Inclusion extends Case {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
}

/** A tree that has grown. */
export interface Consistency extends Case {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
}

const cases = <Kind extends Case>(name: string): Kind[] =>
  readFileSync(new URL(`merkle-vectors/${name}.ndjson`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The bytes of a text in base64. */
export const bytes = (text: string) => Buffer.from(text, 'base64');
/** The hashes of a proof. */
export const proofOf = ({ proof }: Case) => (proof ?? []).map(bytes);

/** 98 of inclusion. */
export const inclusions: readonly Inclusion[] = cases<Inclusion>('inclusion');
/** 98 of consistency. */
export const consistencies: readonly Consistency[] = cases<Consistency>('consistency');
