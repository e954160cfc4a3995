/**
 * Who passes a stage, by trying every world: every day on which each thing may have happened, every
 * truth of what is disputed, every size and membership that nobody knows. It shares no code with the
 * product: its own days, its own rules.
 */
import {
  type Candidate,
  type CaseAct,
  type Days,
  each,
  NEVER,
  stands,
} from './oracle-qualification-acts.ts';

export interface CaseEndorser {
  readonly name: string;
  readonly category: string;
  /** How many members it stands for; null where nobody says. */
  readonly members: number | null;
}

export type CaseRule =
  | { readonly anyOf: readonly CaseRule[] }
  | { readonly allOf: readonly CaseRule[] }
  | { readonly atLeast: number; readonly of: readonly string[] }
  | { readonly atLeastShare: string; readonly of: readonly string[]; readonly weighedBy?: string };

export interface Case {
  readonly endorsers: readonly CaseEndorser[];
  readonly acts: readonly CaseAct[];
  /** When Ann withdrew. */
  readonly gone: Days | null;
  readonly closes: Days | null;
  /** The sizes that sources state of a category; none where nobody does. */
  readonly sizes: Readonly<Record<string, readonly number[]>>;
  readonly rule: CaseRule;
}

/** A category that sums others. */
export const SUM = { category: 'AFF', of: ['TU', 'SS'] } as const;

/** More members than all that are known have together, by any share that can be written. */
const NEARLY_ALL = 1_000_000_000_000_000n;
/** More endorsers than any share of them could be reached with. */
const VERY_MANY = 1_000_000_000_000;

/** Everything that is not known by name, in one world. */
interface Unknowns {
  readonly members: readonly bigint[];
  /** Which of the sizes stated holds: the least or the greatest. */
  readonly greatest: boolean;
  /** Members of those who are not enrolled, and how many there are where nobody says. */
  readonly strangers: bigint;
  readonly unsaid: number;
}

/** Every choice of one from each. */
const choices = <T>(all: readonly (readonly T[])[]): T[][] =>
  all.reduce<T[][]>(
    (before, may) => before.flatMap((some) => may.map((one) => [...some, one])),
    [[]],
  );

/** All that may be so; what the rule does not ask for is not tried. */
function unknowns({ endorsers, rule }: Case): Unknowns[] {
  const asks = JSON.stringify(rule);
  const weighs = asks.includes('affiliatedMembers');
  const shares = asks.includes('atLeastShare');
  const may = endorsers.map(({ members }) =>
    members === null && weighs ? [0n, 1n, NEARLY_ALL] : [BigInt(members ?? 0)],
  );
  const beside = (shares ? [false, true] : [false]).flatMap((greatest) =>
    (weighs ? [0n, NEARLY_ALL] : [0n]).flatMap((strangers) =>
      (shares ? [0, VERY_MANY] : [0]).map((unsaid) => ({ greatest, strangers, unsaid })),
    ),
  );
  return choices(may).flatMap((members) => beside.map((each) => ({ ...each, members })));
}

const partsOf = (of: readonly string[]): string[] => [
  ...new Set(of.flatMap((name) => (name === SUM.category ? SUM.of : [name]))),
];

/** Is a part such a share, as it is written, of a whole? */
function isShare(part: bigint, whole: bigint, share: string): boolean {
  const [units = '', decimals = ''] = share.split('.');
  return (
    whole > 0n && part * 100n * 10n ** BigInt(decimals.length) >= BigInt(units + decimals) * whole
  );
}

/** One world: who stands, and what is so beside. */
interface World {
  readonly told: Case;
  readonly standing: readonly boolean[];
  readonly unknowns: Unknowns;
}

/** How many there are of some categories; undefined where no source says. */
function statedSize(
  { told, unknowns: { greatest } }: World,
  parts: readonly string[],
): number | undefined {
  let sum = 0;
  for (const part of parts) {
    const stated = told.sizes[part] ?? [];
    if (stated.length === 0) return undefined;
    sum += greatest ? Math.max(...stated) : Math.min(...stated);
  }
  return sum;
}

function isMet(rule: CaseRule, world: World): boolean {
  if ('anyOf' in rule) return rule.anyOf.some((one) => isMet(one, world));
  if ('allOf' in rule) return rule.allOf.every((one) => isMet(one, world));
  const { told, standing, unknowns: may } = world;
  const parts = partsOf(rule.of);
  const enrolled = told.endorsers.flatMap(({ category }, who) =>
    parts.includes(category) ? [who] : [],
  );
  const here = enrolled.filter((who) => standing[who]);
  if ('atLeast' in rule) return here.length >= rule.atLeast;
  const size = statedSize(world, parts);
  if (rule.weighedBy !== 'affiliatedMembers') {
    const whole = Math.max(size ?? may.unsaid, here.length);
    return isShare(BigInt(here.length), BigInt(whole), rule.atLeastShare);
  }
  const sum = (some: readonly number[]) =>
    some.reduce((all, who) => all + (may.members[who] ?? 0n), 0n);
  const strangers = size === undefined || size > enrolled.length ? may.strangers : 0n;
  return isShare(sum(here), sum(enrolled) + strangers, rule.atLeastShare);
}

/** All that may stand on the day that decides, in any world. */
function* standings(told: Case, candidate: Candidate, day: number): Generator<boolean[]> {
  const seen = new Set<string>();
  const closes = told.closes === null ? [NEVER] : each(told.closes);
  const gone = told.gone === null ? [NEVER] : each(told.gone);
  for (const decides of new Set(closes.map((close) => Math.min(close, day)))) {
    for (const away of gone) {
      const may = told.endorsers.map((_, who) => {
        const own = told.acts.filter((act) => act.who === who);
        return [...stands(own, candidate, decides, away)];
      });
      for (const standing of choices(may)) {
        if (!seen.has(standing.join())) yield standing;
        seen.add(standing.join());
      }
    }
  }
}

/** Is the rule met in all worlds, in some or in none? */
export function tried(
  told: Case,
  candidate: Candidate,
  day: number,
): 'qualified' | 'possibly' | 'not' {
  const found = new Set<boolean>();
  const hidden = unknowns(told);
  for (const standing of standings(told, candidate, day)) {
    for (const each of hidden) {
      found.add(isMet(told.rule, { told, standing, unknowns: each }));
      if (found.size === 2) return 'possibly';
    }
  }
  return found.has(true) ? 'qualified' : 'not';
}
