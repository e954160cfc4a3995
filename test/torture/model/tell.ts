/** Tells random histories to the ledger and to the model, and makes what differs as short as may be. */
import fc from 'fast-check';
import { Differs, demandSame } from './demand.ts';
import { scenes, steps } from './histories.ts';
import { Model, type Scene } from './model.ts';
import { DatabaseStand, FileStand, type Stand } from './stand.ts';
import { Open, type Step } from './writing.ts';
import { useZone } from './zones.ts';

/** Where histories are told: on a file, or on a database and then on a file beside it. */
export type Place = 'file' | 'database';

/** What came of some histories. */
export interface Told {
  readonly place: Place;
  readonly seed: number;
  readonly histories: number;
  /** Steps, entries that were accepted, and questions that were answered. */
  steps: number;
  entries: number;
  questions: number;
  readonly fault: string | null;
}

type Counts = Pick<Told, 'steps' | 'entries' | 'questions'>;

/** Where one telling of a history goes on. */
interface Ground {
  /** May it do what another store cannot? */
  readonly isAlone: boolean;
  open(model: Model): Stand | Promise<Stand>;
}

const FILE_ALONE: Ground = { isAlone: true, open: ({ clocks }) => new FileStand(clocks) };
const FILE: Ground = { ...FILE_ALONE, isAlone: false };
const DATABASE: Ground = { isAlone: false, open: ({ clocks }) => DatabaseStand.open(clocks) };

async function onStand(
  scene: Scene,
  all: Iterable<Step>,
  counts: Counts,
  { isAlone, open }: Ground,
): Promise<readonly string[]> {
  useZone(scene.zone);
  const model = new Model(scene, isAlone);
  const stand = await open(model);
  try {
    await new Open(0, 0).run(model, stand);
    if (scene.both) await new Open(1, 1).run(model, stand);
    await fc.asyncModelRun(() => ({ model, real: stand }), all);
    counts.steps += stand.trace.length;
    counts.entries += model.held.length;
    counts.questions += model.asked.length;
    return stand.trace;
  } catch (error) {
    const said = error instanceof Differs ? error.message : String((error as Error).stack);
    throw new Error(`${said}\n    after ${stand.trace.join('\n    then ')}`);
  } finally {
    await stand.close();
  }
}

async function tellOne(place: Place, scene: Scene, all: Iterable<Step>, counts: Counts) {
  if (place === 'file') return onStand(scene, all, counts, FILE_ALONE);
  const there = await onStand(scene, all, counts, DATABASE);
  const here = await onStand(scene, all, { ...counts }, FILE);
  const differs = there.findIndex((line, index) => line !== here[index]);
  const before = there.slice(0, differs).join('\n    then ');
  demandSame(`both stores, after ${before}`, here[differs], there[differs]);
  return there;
}

/** How many shorter histories are tried once one has failed: minutes at most. */
const MOST_TRIES: Readonly<Record<Place, number>> = { file: 1500, database: 200 };

/** Tells so many histories, drawn from a seed. */
export async function tellHistories(
  place: Place,
  seed: number,
  runs: number,
  mostTries = MOST_TRIES[place],
): Promise<Told> {
  const counts: Counts = { steps: 0, entries: 0, questions: 0 };
  let failures = 0;
  let tries = 0;
  const property = fc.asyncProperty(scenes, steps, async (scene, all) => {
    if (failures > 0) tries += 1;
    // Shorter ones that are not looked at any more count as sound.
    if (tries > mostTries) return;
    try {
      await tellOne(place, scene, all, counts);
    } catch (error) {
      failures += 1;
      throw error;
    }
  });
  const result = await fc.check(property, { numRuns: runs, seed, endOnFailure: mostTries === 0 });
  const { failed, numRuns, counterexamplePath, counterexample, errorInstance } = result;
  const told = { place, seed, histories: numRuns, ...counts };
  if (!failed) return { ...told, fault: null };
  const said = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const [scene] = counterexample ?? [];
  return {
    ...told,
    fault: `on a ${place}, seed ${seed}, path ${counterexamplePath} (npm run torture -- model --seed ${seed} --runs ${runs}): ${said}\n    in ${JSON.stringify(scene)}`,
  };
}
