import { asBroken, LawBroken } from './broken.ts';
import { build, type Census, type Recipe, type Script } from './histories.ts';

/** How often a law was put to the test, and how often that came to a comparison. */
export interface Tried {
  all: number;
  compared: number;
}

export const untried = (): Tried => ({ all: 0, compared: 0 });

/** A law: what holds of every history, and how one history is checked. */
export interface Law {
  readonly name: string;
  readonly statement: string;
  readonly tried: Tried;
  /** Throws LawBroken where the law does not hold. `effort` says how often to look, 1 the usual. */
  check(source: Recipe | Script, seed: number, effort: number, census?: Census): Promise<void>;
}

/** How often a simpler history is looked at before it is held to keep the law. */
const LOOKS = 6;
const EFFORT = 3;

async function breaks(law: Law, script: Script, seed: number): Promise<LawBroken | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    try {
      await law.check(script, seed + look, EFFORT);
    } catch (error) {
      return asBroken(error, script);
    }
  }
  return undefined;
}

type Entry = Script[number];

const PLAIN_SOURCE = {
  url: 'https://paper.example/story',
  publisher: 'The Paper',
  title: 'A story',
  published: '2020-01-01',
};

/** Simpler entries that may break the law just as well. */
function* simpler({ id, sent, day }: Entry): Generator<Entry> {
  const { sources, on, ...rest } = sent;
  if (sources !== undefined && JSON.stringify(sources) !== JSON.stringify([PLAIN_SOURCE])) {
    yield { id, day, sent: { ...sent, sources: [PLAIN_SOURCE] } };
  }
  const days = on?.match(/\d{4}-\d\d-\d\d/g) ?? [];
  for (const each of days) {
    if (each !== on) yield { id, day, sent: { ...rest, ...(sources && { sources }), on: each } };
  }
  for (const key of ['anew', 'stage', 'undeclared', 'decidedBy']) {
    if (!(key in sent.data) || (sent.type === 'StageOpened' && key === 'stage')) continue;
    const data = Object.fromEntries(Object.entries(sent.data).filter(([name]) => name !== key));
    yield { id, day, sent: { ...sent, data } };
  }
}

/** Leaves out and simplifies entries as long as the law stays broken: the smallest counterexample. */
export async function reduced(law: Law, source: Recipe | Script, seed: number): Promise<LawBroken> {
  let script: Script = (await build(source)).kept.map(({ placed }) => placed);
  let broken = await breaks(law, script, seed);
  for (let again = broken !== undefined; again; ) {
    again = false;
    for (const next of changes(script)) {
      const other = await breaks(law, next(script), seed);
      if (other === undefined) continue;
      script = next(script);
      broken = other;
      again = true;
    }
  }
  return broken ?? new LawBroken('broken, but not again when told again', []);
}

type Change = (script: Script) => Script;

function changes(script: Script): Change[] {
  const without = script.map(
    ({ id }): Change =>
      (from) =>
        from.filter((each) => each.id !== id),
  );
  const simplified = script.flatMap((entry) =>
    [...simpler(entry)].map(
      (simple): Change =>
        (from) =>
          from.map((each) => (each.id === simple.id ? simple : each)),
    ),
  );
  return [...without.reverse(), ...simplified];
}
