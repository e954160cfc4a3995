/** The public cases of github.com/transparency-dev/merkle. */
import { describe, expect, it } from 'vitest';
import { BadLog } from '../../src/tlog/bad-log.ts';
import { sha256 } from '../../src/tlog/hash.ts';
import { verifyConsistency, verifyInclusion } from '../../src/tlog/verify.ts';
import { bytes, type Case, consistencies, inclusions, proofOf } from './merkle-cases.ts';

function expectAnswer({ wantErr }: Case, check: () => void): void {
  if (wantErr) expect(check).toThrow(BadLog);
  else expect(check).not.toThrow();
}

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
