import type { CopyStore } from '../copy-store.ts';
import type { FactsDifference } from '../fact-store.ts';
import type { Course, LedgerStore, Origin } from '../ledger-store.ts';
import { StoreError } from '../store-error.ts';
import { Follower } from './follower.ts';
import type { Target } from './remote.ts';
import type { Tempo } from './tempo.ts';

/** How a second copy is made beside one for a while. */
export interface Anew {
  /** Its file. */
  readonly file: string;
  /** Makes it, empty, whatever an earlier one has left. */
  open(): CopyStore;
  /** Removes its file. */
  remove(): void;
  /** Throws, in one sentence, where a copy does not begin with all that was signed. */
  demandSigned(copy: LedgerStore, course: Course): Promise<void>;
}

interface Around extends Target {
  readonly place: string;
  readonly copy: CopyStore;
  readonly anew: Anew;
  readonly tempo: Tempo;
  now(): number;
  elapsed(): number;
}

/** How often it is tried to come as far as the copy that others follow with meanwhile. */
const TRIES = 20;
/** How much of what became no entry is told. */
const TOLD = 10_000;

/** Has a second copy follow from the beginning to the end of the database; does work with it; removes it. */
async function withAnother<T>(
  around: Around,
  { progress, signal }: Course,
  work: (another: CopyStore) => Promise<T | undefined>,
): Promise<T> {
  const { anew, copy, tempo } = around;
  const another = anew.open();
  const follower = new Follower({ ...around, copy: another });
  follower.start();
  try {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const end = copy.followed().last?.position ?? -1;
      const came = await follower.comeTo(end, tempo.patience, async () => {
        signal.throwIfAborted();
        progress((await another.head()).seq + 1, (await copy.head()).seq + 1);
      });
      if (!came) throw follower.trouble();
      const done = await work(another);
      if (done !== undefined) return done;
    }
    throw new StoreError(
      'busy',
      `${around.place} is appended to faster than it can be followed anew; try again when less is going on`,
    );
  } finally {
    await follower.stop();
    await another.close();
    anew.remove();
  }
}

/** Reads a database from its beginning, and compares what its copy holds with that. */
export const compareAnew = (around: Around, course: Course): Promise<Origin> =>
  withAnother(around, course, async () => {
    const { copy, anew } = around;
    const difference = copy.differenceFrom(anew.file);
    if (difference === undefined) return undefined;
    return { difference: difference?.problem ?? null, passedOver: copy.passedOver(-1, TOLD) };
  });

/**
 * Reads a database from its beginning into a second copy, and has the copy take over what that holds, where
 * they differ, in one step. Refuses a database that does not begin with all that was signed.
 */
export async function rebuildAnew(around: Around, course: Course): Promise<FactsDifference | null> {
  const { copy, anew } = around;
  const { difference } = await withAnother(around, course, async (another) => {
    const difference = copy.differenceFrom(anew.file);
    if (difference === undefined) return undefined;
    await anew.demandSigned(another, course);
    course.signal.throwIfAborted();
    return copy.adopt(anew.file) ? { difference } : undefined;
  });
  return difference;
}
