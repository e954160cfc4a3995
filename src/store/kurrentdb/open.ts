import type { CopyStore } from '../copy-store.ts';
import type { Course, LedgerStore } from '../ledger-store.ts';
import type { Target } from './remote.ts';
import { KurrentStore } from './store.ts';
import type { Tempo } from './tempo.ts';

/** Where a ledger in a database is, and its copy. */
export interface DatabasePlace extends Target {
  /** The address as it may be shown. */
  readonly place: string;
  /** The file of the copy. */
  readonly file: string;
}

/** What opening one takes from outside. */
export interface Outside {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that never jump. */
  elapsed(): number;
  /** Opens the copy in a file, making it where there is none. */
  openCopy(file: string): CopyStore;
  /** Removes the file of a copy, and whatever lies beside it. */
  removeCopy(file: string): void;
  /** Throws, in one sentence, where a copy does not begin with all that was signed. */
  demandSigned(copy: LedgerStore, course: Course): Promise<void>;
  /** Shows how far a long piece of work is. */
  following<T>(work: (progress: Course['progress']) => Promise<T>): Promise<T>;
  say(sentence: string): void;
  readonly signal?: AbortSignal;
  readonly tempo?: Tempo;
}

/** The end of the name of the file in which a copy is made anew. */
const ANEW = '.anew';

/**
 * Opens a ledger in a database, read from a copy in a file: answers once that holds all that was there.
 * Where the database does not answer, says so, and of when the copy is.
 */
export async function openDatabaseStore(
  at: DatabasePlace,
  outside: Outside,
): Promise<KurrentStore> {
  const { file } = at;
  const { openCopy, removeCopy, demandSigned, say } = outside;
  const { signal = new AbortController().signal } = outside;
  const beside = `${file}${ANEW}`;
  const anew = {
    file: beside,
    open: () => {
      removeCopy(beside);
      return openCopy(beside);
    },
    remove: () => removeCopy(beside),
    demandSigned,
  };
  const store = new KurrentStore({ ...outside, ...at, copy: openCopy(file), anew });
  try {
    await outside.following((progress) => store.follow({ progress, signal }));
  } catch (error) {
    await store.close();
    throw error;
  }
  const currency = store.currency();
  if (!currency.current) {
    const { seq } = await store.head();
    say(`${currency.why}; this is what its copy ${file} holds, up to entry ${seq}.`);
  }
  return store;
}
