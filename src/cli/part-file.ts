import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Failure } from './failure.ts';

/** What SQLite keeps beside a file while it writes to it. */
const BESIDE = ['-wal', '-shm', '-journal'];

const ENDS = ['', ...BESIDE];

/** What a system says that cannot give a file a second name: then it is renamed. */
const NO_LINKS: ReadonlySet<unknown> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
]);

const codeOf = (error: unknown): unknown => (error as NodeJS.ErrnoException).code;

const isThere = (file: string): Failure =>
  new Failure(`${file} is there already; name a new file.`);

/** Refuses, as a Failure, the name of a new ledger beside which lies what SQLite would take for a part of it. */
function demandAlone(file: string): void {
  const left = BESIDE.map((end) => `${file}${end}`).find((each) => existsSync(each));
  if (left === undefined) return;
  throw new Failure(
    `${left} is left of an earlier ledger of that name, or a program still has it open, and would spoil the new one; move it away, or name a new file.`,
  );
}

/**
 * Refuses, as a Failure, the name of a new ledger that is taken, or beside which lies what SQLite would take for a part
 * of it. A second name of what is there, of a run that was killed when it had just given it its name, is removed.
 */
export function demandFree(file: string): void {
  const there = lstatSync(file, { throwIfNoEntry: false });
  if (there !== undefined) {
    const part = lstatSync(`${file}.part`, { throwIfNoEntry: false });
    if (part?.ino === there.ino && part.dev === there.dev) rmSync(`${file}.part`);
    throw isThere(file);
  }
  demandAlone(file);
}

/** Writes through to the disk what a folder holds; where folders cannot be opened they need none. */
function syncFolder(folder: string): void {
  try {
    const open = openSync(folder, 'r');
    fsyncSync(open);
    closeSync(open);
  } catch {
    // Windows has no such thing.
  }
}

/** Removes what a run that was killed has left of a file that was being made; it has its name, or never will. */
export function removePart(file: string): void {
  for (const end of ENDS) rmSync(`${file}.part${end}`, { force: true });
}

/**
 * A file that is made beside the place that it is for, and gets its name when it is whole: it is durable by then, and
 * nothing that has come to be there meanwhile is written over.
 */
export class PartFile {
  readonly path: string;
  readonly #file: string;
  readonly #open: number;

  /**
   * Makes it, empty, with the permissions of another file. What a run that was killed has left is removed. Refuses, as a
   * Failure, a place where no file can be made.
   */
  constructor(file: string, like: string) {
    this.#file = file;
    this.path = `${file}.part`;
    try {
      removePart(file);
      const { mode = 0o600 } = statSync(like, { throwIfNoEntry: false }) ?? {};
      this.#open = openSync(this.path, 'wx', mode & 0o666);
    } catch (error) {
      throw new Failure(
        `${file} cannot be made (${codeOf(error)}); name a file in a folder that is there and may be written.`,
      );
    }
  }

  /** Gives it its name. Refuses, as a Failure, a name that is taken by now, and to go on where another run makes the same file. */
  publish(): void {
    const [mine, there] = [fstatSync(this.#open), statSync(this.path, { throwIfNoEntry: false })];
    if (there?.ino !== mine.ino) {
      throw new Failure(`${this.#file} is being made by another program, too; wait for that.`);
    }
    demandAlone(this.#file);
    fsyncSync(this.#open);
    try {
      linkSync(this.path, this.#file);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') throw isThere(this.#file);
      if (!NO_LINKS.has(codeOf(error))) throw error;
      demandFree(this.#file);
      renameSync(this.path, this.#file);
    }
    rmSync(this.path, { force: true });
    syncFolder(dirname(resolve(this.#file)));
  }

  /** Removes what is left of it, if it has not got its name. */
  close(): void {
    const there = statSync(this.path, { throwIfNoEntry: false });
    const isMine = there?.ino === fstatSync(this.#open).ino;
    closeSync(this.#open);
    if (isMine) removePart(this.#file);
  }
}
