/** The public cases of github.com/transparency-dev/merkle, testdata; see LICENSE beside them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BadLog } from '../../src/tlog/bad-log.ts';
import { sha256 } from '../../src/tlog/hash.ts';
import { verifyConsistency, verifyInclusion } from '../../src/tlog/verify.ts';

interface Case {
  readonly case: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

interface Inclusion extends Case {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
}

interface Consistency extends Case {
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

const bytes = (text: string) => Buffer.from(text, 'base64');
const proofOf = ({ proof }: Case) => (proof ?? []).map(bytes);

function expectAnswer({ wantErr }: Case, check: () => void): void {
  if (wantErr) expect(check).toThrow(BadLog);
  else expect(check).not.toThrow();
}

const inclusions = cases<Inclusion>('inclusion');
const consistencies = cases<Consistency>('consistency');

describe('the public cases', () => {
  it('are all there', () => {
    expect(inclusions).toHaveLength(98);
    expect(consistencies).toHaveLength(98);
  });

  it.each(inclusions)('$case', (each) => {
    const tree = { size: each.treeSize, root: bytes(each.root) };
    expectAnswer(each, () =>
      verifyInclusion(sha256, bytes(each.leafHash), each.leafIdx, tree, proofOf(each)),
    );
  });

  it.each(consistencies)('$case', (each) => {
    const older = { size: each.size1, root: bytes(each.root1) };
    const newer = { size: each.size2, root: bytes(each.root2) };
    expectAnswer(each, () => verifyConsistency(sha256, older, newer, proofOf(each)));
  });
});
