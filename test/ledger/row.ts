import type { RefusalCode } from '../../src/ledger/refusals.ts';
import type { Sent, Where } from '../support/given.ts';

/** A batch that is refused, and a neighbour of it that is accepted. */
export interface Row {
  readonly code: RefusalCode;
  readonly what: string;
  /** What is stored before; of the register too. */
  readonly given: readonly Sent[];
  readonly register?: readonly Sent[];
  /** How what is stored before was appended. */
  readonly first?: Where;
  readonly when: readonly Sent[];
  readonly where?: Where;
  /** Which entry of the batch is at fault; the first where it is not said. */
  readonly index?: number;
  /** What the sentence names: the place at fault. */
  readonly names: readonly string[];
  /** What the sentence says would be right. */
  readonly remedy: RegExp;
  /** What the refusal offers beside its sentence. */
  readonly candidates?: readonly string[];
  readonly neighbour: readonly Sent[];
  readonly near?: Where;
}

/** What is wrong, the entry that is refused, and one that is accepted in its place. */
export type Pair = readonly [what: string, wrong: Sent, right: Sent];
