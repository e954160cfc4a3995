import { at, NONE } from '../../projections/columns.ts';
import { ERASED } from '../../projections/facets.ts';
import type { Proposed } from './decide.ts';
import { idsNamed } from './named-ids.ts';
import { type Fault, fault, type RefusalCode } from './refusals.ts';
import type { Surroundings } from './rules/rule.ts';

/** Nothing can name what the law has had erased. */
export function namesErased(
  { draft }: Proposed,
  { desk, references }: Surroundings,
): Fault | undefined {
  const gone = idsNamed(draft.data).find((id) => {
    const row = desk.rowOf(id, references);
    return row !== NONE && at(desk.columns.facet, row) === ERASED;
  });
  if (gone === undefined) return undefined;
  return fault('erased', `Entry ${gone} was erased by law; nothing can name it any more.`);
}

/** What a rule may miss because it was erased: what an entry retells, what frames it, and what still would. */
const ERASED_MEANWHILE: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'erased',
  'unknown-candidate',
  'unknown-endorser',
  'unknown-stage',
  'in-use',
]);

/** What another ledger took before it erased what the entry names stays good; what nobody ever held does not. */
export function mayBeTaken(
  { draft, accepted = false }: Proposed,
  { code }: Fault,
  { desk, references, erasedElsewhere }: Surroundings,
): boolean {
  return (
    accepted &&
    (desk.hasErased || erasedElsewhere) &&
    ERASED_MEANWHILE.has(code) &&
    idsNamed(draft.data).every((id) => desk.rowOf(id, references) !== NONE)
  );
}
