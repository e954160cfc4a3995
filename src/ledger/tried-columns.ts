import { typeOfCode } from '../../events/catalog.ts';
import { type Columns, idBytes, NONE, rowOfFacts } from '../../projections/columns.ts';
import { detailOfEntry, isDetailed } from '../../projections/details.ts';
import type { Facts } from '../../projections/facts.ts';
import { type Proposed, toldBy } from './decide.ts';
import type { Surroundings } from './rules/rule.ts';
import { TriedSymbols } from './tried-symbols.ts';

/** A contest's columns and the register's, their own and nobody else's. */
export interface OwnColumns {
  readonly columns: Columns;
  readonly register: Columns;
}

/**
 * Copies of a stream's first rows and of the register's, with a batch that was decided on on top, as if
 * it were stored from a sequence number on. What the reader holds stays as it is.
 */
export function columnsWith(
  known: OwnColumns & { readonly length: number; readonly registerLength: number },
  batch: readonly Proposed[],
  facts: readonly Facts[],
  { references, targets }: Pick<Surroundings, 'references' | 'targets'>,
  firstSeq: number,
): OwnColumns {
  const names = new TriedSymbols(known.columns.symbols);
  const columns = known.columns.copy(known.length, names);
  const seqs = new Map<string, number>();
  for (const [index, proposed] of batch.entries()) {
    const decided = facts[index];
    if (decided === undefined) throw new Error('a decision without facts');
    const seq = firstSeq + index;
    const row = rowOfFacts(
      seq,
      decided,
      (name) => names.intern(name),
      (named) => seqs.get(named) ?? references.get(named) ?? NONE,
    );
    const detailed = isDetailed(typeOfCode(decided.type), decided.facet);
    const detail = detailed
      ? detailOfEntry(toldBy(proposed), (named) => targets.get(named))
      : undefined;
    columns.push(row, idBytes(proposed.id), detail);
    seqs.set(proposed.id, seq);
  }
  return { columns, register: known.register.copy(known.registerLength, names) };
}
