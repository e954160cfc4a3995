/** Every reason for which an append may be refused: a closed list, each with a test of its own. */
export const REFUSAL_CODES = [
  'malformed',
  'too-large',
  'unknown-contest',
  'already-opened',
  'wrong-stream',
  'unknown-candidate',
  'already-entered',
  'unknown-endorser',
  'already-enrolled',
  'two-categories',
  'unknown-category',
  'sum-category',
  'unknown-stage',
  'stage-closes-early',
  'unknown-act',
  'act-mismatch',
  'same-act-or-anew',
  'shown-only',
  'replaces-mismatch',
  'replaces-cycle',
  'end-before-act',
  'unknown-entry',
  'not-a-claim',
  'not-strikeable',
  'in-use',
  'bad-correction',
  'no-open-dispute',
  'already-merged',
  'merge-cycle',
  'erased',
  'not-erasable',
  'erase-instead',
  'id-reused',
  'key-reused',
  'wrong-revision',
  'strict',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Why an append is refused: a value, not an exception. */
export interface Refusal {
  readonly code: RefusalCode;
  /** One plain sentence: the place, and what would be right. */
  readonly message: string;
  /** Which of the batch's entries is at fault, from 0. */
  readonly index: number;
  /** What the editor may have meant: ids of acts, names of candidates. */
  readonly candidates?: readonly string[];
}

/** What the world may contradict is recorded all the same, with a warning. */
export const WARNING_CODES = [
  'outside-stage',
  'second-nomination',
  'no-nominating-power',
  'future-date',
] as const;

export type WarningCode = (typeof WARNING_CODES)[number];

export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
  readonly index: number;
}

/** What a rule finds wrong with a proposal; the batch's index is added by decide. */
export type Fault = Omit<Refusal, 'index'>;

/** A fault as a value. */
export const fault = (
  code: RefusalCode,
  message: string,
  candidates?: readonly string[],
): Fault => ({ code, message, ...(candidates === undefined ? {} : { candidates }) });
