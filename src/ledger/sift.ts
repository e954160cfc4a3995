import type { Facts } from '../../projections/facts.ts';
import { type Found, judgeNext, type Proposed } from './decide.ts';
import type { Refusal, Warning } from './refusals.ts';
import type { Surroundings } from './rules/rule.ts';

/** A batch by whether each of its entries may be appended with those before it that may. */
export interface Sifted {
  /** The places of those that may, in the batch. */
  readonly good: readonly number[];
  /** Their facts, in their order. */
  readonly facts: readonly Facts[];
  readonly warnings: readonly Warning[];
  /** Why each of the others may not. */
  readonly refusals: readonly Refusal[];
}

/** Every place of a batch that is left, until one is refused after it has left its mark on the desk. */
function pass(
  batch: readonly Proposed[],
  refused: Map<number, Refusal>,
  around: Surroundings,
  strict: boolean,
): readonly [number, Found][] | 'again' {
  const taken: [number, Found][] = [];
  for (const [index, proposed] of batch.entries()) {
    if (refused.has(index)) continue;
    const found = judgeNext(proposed, around, index === batch.length - 1);
    const [caution] = strict ? found.cautions : [];
    const wrong =
      found.wrong ??
      (caution && {
        code: 'strict' as const,
        message: `Warnings are refusals here: ${caution.message}`,
      });
    if (wrong === undefined) taken.push([index, found]);
    else refused.set(index, { ...wrong, index });
    if (wrong !== undefined && found.tried) return 'again';
  }
  return taken;
}

/**
 * Decides on a batch as `decide` does, but leaves out what is wrong instead of refusing all. Pure; the desk
 * is left as it was. What is wrong with an entry is judged with the good ones before it alone.
 */
export function sift(batch: readonly Proposed[], around: Surroundings, strict: boolean): Sifted {
  const { desk } = around;
  const { length } = desk.columns;
  const refused = new Map<number, Refusal>();
  for (;;) {
    const targets = new Map(around.targets);
    const enrolments = new Map(around.enrolments);
    try {
      const taken = pass(batch, refused, { ...around, targets, enrolments }, strict);
      if (taken === 'again') continue;
      return {
        good: taken.map(([index]) => index),
        facts: taken.flatMap(([, { facts }]) => facts ?? []),
        warnings: taken.flatMap(([index, { cautions }]) =>
          cautions.map((caution) => ({ ...caution, index })),
        ),
        refusals: [...refused.values()].toSorted((one, other) => one.index - other.index),
      };
    } finally {
      desk.takeBack(length);
    }
  }
}
