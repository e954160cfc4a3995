import type { EntryType } from '../../../events/catalog.ts';
import { formOf, type Group } from './shape.ts';
import type { Values } from './values.ts';

/** What a new form says before anybody has said anything. */
const BEGINS: Readonly<Partial<Record<EntryType, Readonly<Record<string, string>>>>> = {
  EndorsementMade: { 'data.form': 'endorsement', 'data.choices.0.rank': '1' },
  BallotResultReported: { 'data.method': 'plurality' },
};

/** One candidate, whether an entry of this type says it as its one choice or plainly. */
const CANDIDATES = ['data.candidate', 'data.choices.0.candidate'] as const;

const fieldsOf = (form: Group, name: string): ReadonlySet<string> => {
  const shape = form.fields.find((each) => each.name === name)?.shape;
  return new Set(shape?.kind === 'group' ? shape.fields.map((each) => each.name) : []);
};

/** The whole name of a field that an address names briefly: `endorser`, `source.url`. */
function wholeName(form: Group, brief: string): string | undefined {
  if (brief === 'on' || brief === 'note' || /^(?:data|sources)\./.test(brief)) return brief;
  if (brief.startsWith('source.')) return `sources.0.${brief.slice('source.'.length)}`;
  return brief === 'candidate' || fieldsOf(form, 'data').has(brief) ? `data.${brief}` : undefined;
}

/** The same values for the form of a type: what that begins with, and its candidate where it has one. */
export function valuesFor(type: EntryType, values: Values): Values {
  const said = new Map([...Object.entries(BEGINS[type] ?? {}), ...values]);
  const candidate = CANDIDATES.map((name) => values.get(name)).find((value) => value);
  const data = fieldsOf(formOf(type), 'data');
  const [plain, choice] = CANDIDATES;
  if (candidate !== undefined) {
    if (data.has('candidate')) said.set(plain, candidate);
    if (data.has('choices')) said.set(choice, candidate);
  }
  return said;
}

/** What the form of a type says where an address begins it; what is no field of it is left out. */
export function prefilled(
  type: EntryType,
  query: Readonly<Record<string, string | undefined>>,
): Values {
  const form = formOf(type);
  const said = Object.entries(query).flatMap(([brief, value]): [string, string][] => {
    const name = wholeName(form, brief);
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
  return valuesFor(type, new Map(said));
}
