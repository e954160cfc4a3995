import type { Entry } from '../../events/entry.ts';
import type { RefusalCode } from '../ledger/refusals.ts';
import type { Choice } from '../web/draft-preview.ts';
import type { FormFault } from '../web/form/faults.ts';
import type { Offers } from '../web/form/offers.ts';
import type { Values } from '../web/form/values.ts';
import { type Offer, wordsFor } from '../web/form/words.ts';
import { addressOf, contestPath, entryPath } from '../web/sight.ts';
import type { Task } from './draft-task.ts';
import type { Problem } from './problem.ts';

/** The field that a refusal of the ledger is about. */
const FIELDS: { readonly [C in RefusalCode]?: string } = {
  'already-entered': 'data.candidate',
  'already-enrolled': 'data.endorser',
  'two-categories': 'data.category',
  'sum-category': 'data.category',
  'stage-closes-early': 'data.closes',
  'act-mismatch': 'data.act',
  'same-act-or-anew': 'data.act',
  'shown-only': 'data.form',
  'replaces-mismatch': 'data.replaces',
  'replaces-cycle': 'data.replaces',
  'end-before-act': 'on',
  'unknown-entry': 'data.entry',
  'not-a-claim': 'data.entry',
  'not-strikeable': 'data.entry',
  'already-merged': 'data.endorser',
  'merge-cycle': 'data.into',
};

/** What a refusal does not know, by what the fields offer that may name it. */
const UNKNOWN: { readonly [C in RefusalCode]?: Offer } = {
  'unknown-endorser': 'endorsers',
  'unknown-candidate': 'candidates',
  'unknown-category': 'categories',
  'unknown-stage': 'stages',
  'unknown-act': 'acts',
};

/** A form as somebody sent it, and what it offered. */
export interface Refused {
  readonly task: Pick<Task, 'type' | 'contest'>;
  readonly values: Values;
  readonly offers: Offers;
}

/** The first field that names something of a kind that nobody knows. */
function strangerIn({ task, values, offers }: Refused, offer: Offer): string | undefined {
  const known = new Set(offers[offer].map(({ value }) => value));
  const asked = [...values].filter(([name]) => wordsFor(task.type, name).offer === offer);
  return (asked.find(([, value]) => !known.has(value)) ?? asked[0])?.[0];
}

/** A refusal of the ledger at the field that it is about, as far as it is about one. */
export function refusalFault(problem: Problem, refused: Refused): FormFault {
  const code = problem.code as RefusalCode;
  const offer = UNKNOWN[code];
  const name = offer === undefined ? FIELDS[code] : strangerIn(refused, offer);
  const isHere = name !== undefined && refused.values.has(name);
  return { name: isHere ? name : '', says: problem.message };
}

/** What an address says that begins a form with the same source. */
export function sameSource(values: Values): Readonly<Record<string, string | undefined>> {
  const keep = ['url', 'publisher', 'title', 'published', 'retrieved'];
  return Object.fromEntries(
    keep.map((field) => [`source.${field}`, values.get(`sources.0.${field}`)]),
  );
}

/** The way to enter somebody first whom the contest does not know. */
function enterFirst(
  { task, values }: Refused,
  type: 'EndorserEnrolled' | 'CandidateEntered',
  name: string | undefined,
): Choice[] {
  if (task.contest === null || name === undefined) return [];
  const slug = values.get(name) ?? '';
  const field = type === 'EndorserEnrolled' ? 'endorser' : 'candidate';
  const query = { type, [field]: slug, ...sameSource(values) };
  const does = type === 'EndorserEnrolled' ? 'Enrol' : 'Enter';
  return [
    {
      says: `${does} ${slug} first`,
      at: addressOf(contestPath(task.contest, 'append'), query),
    },
  ];
}

/** What somebody can do about a refusal; `says` puts an entry into words. */
export function waysOn(
  problem: Problem,
  refused: Refused,
  says: (entry: Entry) => string,
): Choice[] {
  const { code, more } = problem;
  const acts = (more.acts ?? []) as readonly Entry[];
  switch (code) {
    case 'same-act-or-anew':
      return [
        ...acts.map((act) => ({
          says: `It tells this act again: ${says(act)}`,
          does: `set data.act ${act.id}`,
        })),
        { says: 'It is another act', does: 'set data.anew true' },
      ];
    case 'act-mismatch':
      return acts.map((act) => ({ says: `Name ${says(act)}`, does: `set data.act ${act.id}` }));
    case 'unknown-endorser':
      return enterFirst(refused, 'EndorserEnrolled', strangerIn(refused, 'endorsers'));
    case 'unknown-candidate':
      return enterFirst(refused, 'CandidateEntered', strangerIn(refused, 'candidates'));
    case 'id-reused':
      return [{ says: 'Store it as another entry', does: 'new-id' }];
    default:
      return ((more.candidates ?? []) as readonly string[])
        .filter((each) => code.startsWith('already-') && /^[0-9a-f-]{36}$/.test(each))
        .map((id) => ({ says: `Correct entry ${id.slice(0, 8)}`, at: `${entryPath(id)}/correct` }));
  }
}
