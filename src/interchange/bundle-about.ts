import {
  areTexts,
  demand,
  type Fields,
  hasKeys,
  isObject,
  isText,
  type ProvenEntry,
} from './bundle-fields.ts';

const CELL =
  'contest,title,candidate,category,policy,clocks,digest,certain,possible,lapsed,endorsers';

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** What the entries of a bundle tell, by the claims and by the corrections of them. */
class Told {
  readonly byId: ReadonlyMap<string, ProvenEntry>;
  readonly #data = new Map<unknown, Fields[]>();
  readonly #entries: readonly ProvenEntry[];

  constructor(entries: readonly ProvenEntry[]) {
    this.#entries = entries;
    this.byId = new Map(entries.map((each) => [each.leaf.id, each]));
    for (const { leaf, payload } of entries) {
      const data = isObject(payload) && isObject(payload.data) ? payload.data : {};
      this.#add(leaf.id, data);
      if (leaf.type === 'EntryCorrected' && isObject(data.data)) this.#add(data.entry, data.data);
    }
  }

  #add(id: unknown, data: Fields): void {
    this.#data.set(id, [...(this.#data.get(id) ?? []), data]);
  }

  /** An entry's data, and all that corrections put in its place. */
  of(id: string): readonly Fields[] {
    return this.#data.get(id) ?? [];
  }

  /** The data of all entries of a type. */
  ofType(type: string): Fields[] {
    return this.#entries.flatMap(({ leaf }) => (leaf.type === type ? this.of(leaf.id) : []));
  }

  /** All names that merges make one with this one. */
  names(endorser: unknown): ReadonlySet<unknown> {
    const names = new Set([endorser]);
    const merges = this.ofType('EndorserMerged');
    for (let before = 0; before < names.size; ) {
      before = names.size;
      for (const merge of merges) if (names.has(merge.into)) names.add(merge.endorser);
    }
    return names;
  }

  /** The plain categories that a category counts. */
  parts(category: unknown): readonly unknown[] {
    const all = this.ofType('ContestOpened').flatMap((data) => listOf(data.categories));
    const sums = all.filter((each) => each.category === category);
    return [category, ...sums.flatMap((each) => (areTexts(each.of) ? each.of : []))];
  }
}

const backs = (data: Fields, candidate: unknown): boolean =>
  data.candidate === candidate ||
  listOf(data.choices).some((each) => each.candidate === candidate && each.rank === 1);

/** Do the entries of an endorser say that it backs the candidate, and is of the category? */
function checkEndorser(about: Fields, each: Fields, told: Told): void {
  const name = String(each.endorser);
  const ids = each.entries as string[];
  const held = ids.every((id) => told.byId.get(id)?.leaf.contest === about.contest);
  demand(ids.length > 0 && held, `The bundle lists ${name} by entries that are not in it.`);
  const names = told.names(each.endorser);
  const says = ids.every((id) =>
    told.of(id).some((data) => names.has(data.endorser) && backs(data, about.candidate)),
  );
  demand(says, `The bundle lists ${name} by entries that do not say so.`);
  const parts = told.parts(about.category);
  const enrolled = told
    .ofType('EndorserEnrolled')
    .some((data) => names.has(data.endorser) && parts.includes(data.category));
  demand(enrolled, `The bundle lists ${name}, whom none of its entries enrols in the category.`);
}

/** Does a cell list as many endorsers as it counts, each by entries that say so? */
function checkCell(about: Fields, told: Told): string {
  const { endorsers } = about;
  const named = [about.contest, about.candidate, about.category].every(isText);
  demand(named && Array.isArray(endorsers), 'The bundle does not say what it is about.');
  const count = { certain: 0, possible: 0, none: 0, lapsed: 0 };
  const names = new Set<unknown>();
  for (const each of endorsers as unknown[]) {
    const formed =
      hasKeys(each, 'endorser,stand,lapsed,entries') &&
      isText(each.endorser) &&
      isText(each.stand) &&
      Object.hasOwn(count, each.stand) &&
      areTexts(each.entries);
    demand(formed, 'The bundle lists an endorser in another form.');
    count[each.stand as keyof typeof count] += 1;
    count.lapsed += each.lapsed === true ? 1 : 0;
    names.add(each.endorser);
    checkEndorser(about, each, told);
  }
  demand(names.size === endorsers.length, 'The bundle lists an endorser twice.');
  const { certain, possible, lapsed } = count;
  const same = certain === about.certain && possible === about.possible && lapsed === about.lapsed;
  demand(same, 'The bundle lists other endorsers than it counts.');
  return `${about.category} for ${about.candidate} in ${about.contest}: ${certain} certain, ${possible} possible, ${lapsed} lapsed`;
}

/**
 * Does a bundle hold what it says that it is about? Answers with that in a few words. Refuses, as
 * BadBundle, an entry that is not in it, and a count that its entries do not make.
 */
export function checkAbout(about: unknown, entries: readonly ProvenEntry[]): string {
  const told = new Told(entries);
  if (hasKeys(about, 'entry')) {
    const { entry } = about;
    const held = isText(entry) && told.byId.has(entry);
    demand(held, 'The bundle is about an entry that is not in it.');
    return `entry ${entry}`;
  }
  demand(hasKeys(about, CELL), 'The bundle does not say what it is about.');
  return checkCell(about, told);
}
