import type { Cut, Sight } from '../../../projections/cut.ts';
import type { Sources } from '../../ledger/queries/asking.ts';
import { type ActRow, actRows } from './act-rows.ts';
import { checkNamed, type Named } from './natures.ts';
import {
  type ContestParts,
  candidateId,
  contestParts,
  eventId,
  isQuestion,
} from './popolo-contests.ts';
import { EndorserParties, endorserId } from './popolo-endorsers.ts';
import { type PopoloParty, popoloDate, told } from './popolo-terms.ts';

/** An act, which Popolo has no class for; its terms where they fit. */
export interface PopoloEndorsement {
  readonly id: string;
  readonly classification: ActRow['kind'];
  readonly event_id: string;
  readonly endorser_id: string;
  readonly candidate_id?: string;
  /** Of a question that is answered by yes or no, the answer. */
  readonly option?: string;
  readonly start_date?: string;
  readonly end_date?: string;
  readonly start_edtf?: string;
  readonly end_edtf?: string;
  readonly ended?: string;
  readonly disputed?: true;
  readonly conflict?: true;
  readonly sources?: readonly { readonly url: string }[];
}

/** How many of the endorsers of a document are persons, bodies, and neither for all that is known. */
export interface Counted {
  persons: number;
  organizations: number;
  undetermined: number;
  endorsements: number;
}

/** How many items become one piece of text. */
const PIECE = 500;

/** Items as lines of a JSON list, piece by piece. */
async function* list(
  name: string,
  items: Iterable<object> | AsyncIterable<object>,
): AsyncGenerator<string> {
  let [lines, first]: [string[], boolean] = [[], true];
  const piece = (): string => {
    const text = `${first ? '' : ','}\n    ${lines.join(',\n    ')}`;
    [lines, first] = [[], false];
    return text;
  };
  yield `  ${JSON.stringify(name)}: [`;
  for await (const item of items) {
    lines.push(JSON.stringify(item));
    if (lines.length === PIECE) yield piece();
  }
  if (lines.length > 0) yield piece();
  yield first ? ']' : '\n  ]';
}

function endorsementOf(row: ActRow, view: Cut): PopoloEndorsement {
  const asked = isQuestion(view);
  return told<PopoloEndorsement>({
    // Claims of one act that differ on who are two acts.
    id: `act:${row.act}/${row.endorser}/${row.candidate}`,
    classification: row.kind,
    event_id: eventId(row.contest),
    endorser_id: endorserId(row.endorser),
    candidate_id: asked ? undefined : candidateId(row.contest, view, row.candidate),
    option: asked ? row.candidate : undefined,
    start_date: popoloDate(row.beginEarliest, row.beginLatest),
    end_date: popoloDate(row.endEarliest, row.endLatest),
    start_edtf: row.begin ?? undefined,
    end_edtf: row.end ?? undefined,
    ended: row.ended ?? undefined,
    disputed: row.disputed || undefined,
    conflict: row.conflict || undefined,
    sources: row.sources?.split(' ').map((url) => ({ url })),
  });
}

/** Everything of a document but its endorsements, of all its contests. */
class Gathering {
  readonly #sources: Sources;
  readonly #sight: Sight;
  readonly #endorsers: EndorserParties;
  readonly parts: ContestParts[] = [];
  readonly categories = new Set<string>();

  constructor(sources: Sources, sight: Sight, named: Named) {
    this.#sources = sources;
    this.#sight = sight;
    this.#endorsers = new EndorserParties(named);
  }

  async add(contest: string): Promise<void> {
    const timeline = await this.#sources.views.timeline(contest, this.#sight, 'acts');
    for (const { category } of timeline.categories) this.categories.add(category);
    this.parts.push(await contestParts(this.#sources, contest, timeline.view));
    await this.#endorsers.add(this.#sources, contest, timeline);
  }

  /** Everybody, by what they are; the body whose office several contests are about, once. */
  parties() {
    const endorsers = [...this.#endorsers.parties()];
    const of = (nature: 'person' | 'organization' | null): PopoloParty[] =>
      endorsers.filter((each) => each.nature === nature).map(({ party }) => party);
    const once = (parties: readonly PopoloParty[]) => {
      const seen = new Set<string>();
      return parties.filter(({ id }) => !seen.has(id) && seen.add(id));
    };
    return {
      persons: [...this.parts.flatMap(({ persons }) => persons), ...of('person')],
      organizations: once([
        ...this.parts.flatMap(({ organization }) => organization ?? []),
        ...of('organization'),
      ]),
      undetermined: of(null),
    };
  }
}

async function* endorsements(
  sources: Sources,
  contests: readonly string[],
  sight: Sight,
  counted: Counted,
): AsyncGenerator<PopoloEndorsement> {
  for (const contest of contests) {
    const { view } = await sources.views.timeline(contest, sight, 'acts');
    for await (const batch of actRows(sources, contest, sight)) {
      counted.endorsements += batch.length;
      for (const row of batch) yield endorsementOf(row, view);
    }
  }
}

/**
 * Contests as one JSON document in the terms of Popolo (popoloproject.com), piece by piece: persons,
 * organizations, memberships (who stands) and events (the contests); and, outside its terms,
 * `undetermined` (endorsers that may be either) and `endorsements`. Holds all endorsers in memory, the
 * acts of one contest at a time. `counted` is brought up to date. Refuses, as BadInput, a category that
 * no contest has.
 */
export async function* popoloText(
  sources: Sources,
  contests: readonly string[],
  sight: Sight,
  { named, counted }: { readonly named: Named; readonly counted: Counted },
): AsyncGenerator<string> {
  const gathering = new Gathering(sources, sight, named);
  for (const contest of contests) await gathering.add(contest);
  checkNamed(named, gathering.categories);
  const { persons, organizations, undetermined } = gathering.parties();
  counted.persons = persons.length;
  counted.organizations = organizations.length;
  counted.undetermined = undetermined.length;
  const { parts } = gathering;
  yield '{\n';
  yield* list('persons', persons);
  yield ',\n';
  yield* list('organizations', organizations);
  yield ',\n';
  yield* list(
    'memberships',
    parts.flatMap(({ candidacies }) => candidacies),
  );
  yield ',\n';
  yield* list(
    'events',
    parts.flatMap(({ event }) => event ?? []),
  );
  yield ',\n';
  yield* list('undetermined', undetermined);
  yield ',\n';
  yield* list('endorsements', endorsements(sources, contests, sight, counted));
  yield '\n}\n';
}
