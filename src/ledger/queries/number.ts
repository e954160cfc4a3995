import { type AskedClocks, BadQuestion } from '../clocks.ts';
import type { Sources } from './asking.ts';
import {
  type AskedCell,
  type AskedUndeclared,
  askCell,
  askUndeclaredNumber,
} from './provenance.ts';

/** A number of the standings: a candidate's in a category, or of those who have yet to declare. */
export interface NumberAsked {
  readonly contest: string;
  readonly category: string;
  readonly candidate?: string | undefined;
  readonly undeclared?: boolean | undefined;
  readonly counts?: string | undefined;
}

/**
 * Every claim behind one number of the standings. Refuses a question that names no number or two, and
 * what askCell and askUndeclaredNumber refuse.
 */
export async function askNumber(
  sources: Sources,
  { contest, category, candidate, undeclared = false, counts }: NumberAsked,
  asked: AskedClocks,
): Promise<AskedCell | AskedUndeclared> {
  const asking = { contest, category, counts };
  if (candidate !== undefined && !undeclared) {
    return askCell(sources, { ...asking, candidate }, asked);
  }
  if (candidate === undefined && undeclared) return askUndeclaredNumber(sources, asking, asked);
  throw new BadQuestion(
    'candidate',
    undeclared
      ? 'candidate and undeclared ask for two numbers; give one of them.'
      : 'candidate must say whose number it is; undeclared asks for that of who has yet to declare.',
  );
}
