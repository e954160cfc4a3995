import { type Doubt, type Likeness, likeness, type Steps } from './alike-reasons.ts';
import { type Form, joined, type Spelling } from './alike-spelling.ts';
import { aligned, initialsDiffer } from './alike-words.ts';

const MEN = new Set(['sir', 'lord', 'baron', 'mr', 'congressman']);
const WOMEN = new Set(['dame', 'lady', 'baroness', 'mrs', 'ms', 'miss', 'congresswoman']);

const BODIES = new Set(
  'union association society party committee council federation club group workers institute network trades movement congress league guild brotherhood alliance campaign coalition conference caucus college university organisation organization staffs'.split(
    ' ',
  ),
);

/** The strongest of several, then the one that looks past the least. */
function best(all: readonly (Steps | undefined)[]): Steps | undefined {
  const weak = (steps: Steps) => [...steps.values()].filter((each) => each === 'weak').length;
  return all
    .filter((each) => each !== undefined)
    .sort((a, b) => weak(a) - weak(b) || a.size - b.size)[0];
}

/** The words of a name, and those under its nickname. */
function alignedAnyhow(one: Spelling, other: Spelling): Steps | undefined {
  const plain = aligned(one.form, other.form);
  if (one.byNickname === null && other.byNickname === null) return plain;
  const called = (form: Form | null, others: Form | null) => {
    const steps = form === null || others === null ? undefined : aligned(form, others);
    return steps && new Map([...steps, ['nickname-in-quotes', 'strong'] as const]);
  };
  return best([
    plain,
    called(one.byNickname, other.form),
    called(one.form, other.byNickname),
    called(one.byNickname, other.byNickname),
  ]);
}

/** May these letters be an acronym, as in `MU`, `TSSA` or `Usdaw`? */
export const acronymIn = ({ words: [word = '', ...more] }: Spelling): string | undefined =>
  more.length === 0 && /^\p{L}{2,6}$/u.test(word) ? word : undefined;

function shortened(one: Spelling, other: Spelling): Steps | undefined {
  const acronym = acronymIn(one);
  if (acronym === undefined || !other.initials.includes(acronym)) return undefined;
  const ofBody = other.words.some((word) => BODIES.has(word));
  return new Map([['acronym', ofBody ? 'strong' : 'weak']]);
}

/** A surname that stands alone, as in `o_rourke`. */
export function surnameAlone({ words }: Spelling): string | undefined {
  const [first = '', ...more] = words;
  const alone = more.length === 0 || (first.length === 1 && more.length === 1);
  return alone && joined(words).length > 2 ? joined(words) : undefined;
}

/** What may be the surname of a whole name. */
export const surnamesIn = ({ words }: Spelling): readonly string[] =>
  words.length < 2
    ? []
    : [words.at(-1) ?? '', ...(words.length > 2 ? [joined(words.slice(-2))] : [])];

function surnamed(one: Spelling, other: Spelling): Steps | undefined {
  const alone = surnameAlone(one);
  return alone !== undefined && surnamesIn(other).includes(alone)
    ? new Map([['surname-only', 'weak']])
    : undefined;
}

function doubtsOf(one: Spelling, other: Spelling): Doubt[] {
  const { generation } = one;
  const said = generation !== '' && other.generation !== '';
  const titled = (names: ReadonlySet<string>, { titles }: Spelling) =>
    titles.some((title) => names.has(title));
  const others =
    (titled(MEN, one) && titled(WOMEN, other)) || (titled(WOMEN, one) && titled(MEN, other));
  return [
    ...(said && generation !== other.generation ? (['other-generation'] as const) : []),
    ...(initialsDiffer(one.words, other.words) ? (['other-initials'] as const) : []),
    ...(others ? (['other-title'] as const) : []),
  ];
}

/** What else differs between two names whose words are the same. */
function besides(one: Spelling, other: Spelling, steps: Steps): Steps {
  const all = new Map(steps);
  if (one.titles.join() !== other.titles.join()) all.set('titles', 'strong');
  if (one.small !== other.small) all.set('small-words', 'strong');
  if (one.generation !== other.generation) {
    // Fathers and sons share a name; a nickname tells which of them is meant.
    all.set('generation-left-out', all.has('nickname-in-quotes') ? 'strong' : 'weak');
  }
  const called = [one, other].map(({ byNickname }) => byNickname?.joined);
  if (called[0] !== called[1]) all.set('nickname-in-quotes', 'strong');
  // Whatever is left stands in another place alone, as titles may.
  return all.size === 0 ? new Map([['word-order', 'strong']]) : all;
}

/** How two names are alike; undefined where they are not. The same from both sides. */
export function measured(one: Spelling, other: Spelling): Likeness | undefined {
  if (one.letters === '' || other.letters === '') return undefined;
  if (one.letters === other.letters) return likeness(new Map([['same-letters', 'strong']]), []);
  const acronym = shortened(one, other) ?? shortened(other, one);
  if (acronym !== undefined) return likeness(acronym, []);
  if (one.marks !== other.marks) return undefined;
  const steps = alignedAnyhow(one, other);
  if (steps === undefined) {
    const surname = surnamed(one, other) ?? surnamed(other, one);
    return surname && likeness(surname, []);
  }
  return likeness(besides(one, other, steps), doubtsOf(one, other));
}
