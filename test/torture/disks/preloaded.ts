import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('shim.c', import.meta.url));

/** Faults by the numbers that shim.c gives them. */
export const FAULT = {
  none: 0,
  noSpace: 1,
  writeFails: 2,
  readFails: 3,
  flushFails: 4,
  truncateFails: 5,
  tornAndKilled: 6,
  killedAtFlush: 7,
  killedAfterFlush: 8,
} as const;

/** Files by the bits that shim.c gives them: the ledger's file, its log, the log's index, whatever else lies beside. */
export const FILES = { ledger: 1, log: 2, index: 4, other: 8 } as const;

/** What the disk is told to do next. */
export interface Order {
  readonly fault: keyof typeof FAULT;
  /** Bits of FILES. */
  readonly files: number;
  /** How many such calls go well before. */
  readonly after?: number;
  /** How often it strikes; -1: for ever. */
  readonly times?: number;
  /** Bytes for which there is room, or of which a torn write is made. */
  readonly amount?: number;
  /** The errno of what fails. */
  readonly error?: number;
}

/** errno of Linux. */
export const ERRNO = { EIO: 5, EFBIG: 27, EDQUOT: 122 } as const;

const FIELDS = 7;
const HITS = 6;

/**
 * Makes the library that fails as a disk does; undefined where there is no compiler, or no library can be loaded
 * before the system's (other systems than Linux).
 */
export function compiled(folder: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const library = join(folder, 'disk.so');
  for (const compiler of ['cc', 'gcc', 'clang']) {
    try {
      const flags = ['-shared', '-fPIC', '-O1', '-o', library, SOURCE, '-ldl', '-lpthread'];
      execFileSync(compiler, flags, { stdio: 'ignore' });
      return library;
    } catch {
      // The next one may be there.
    }
  }
  return undefined;
}

/** A disk below one folder, which does as it is told to processes that are started with its environment. */
export class TreacherousDisk {
  readonly #control: string;
  /** Where it tells what was written, cut, flushed and removed. */
  readonly log: string;
  readonly env: Readonly<Record<string, string>>;

  /** `place`: a folder for its own files; `below`: the folder whose files it watches. */
  constructor(library: string, place: string, below: string) {
    this.#control = join(place, 'control');
    this.log = join(place, 'log');
    writeFileSync(this.#control, Buffer.alloc(FIELDS * 8));
    writeFileSync(this.log, '');
    this.env = {
      LD_PRELOAD: library,
      DISK_PREFIX: `${below}/`,
      DISK_CONTROL: this.#control,
      DISK_LOG: this.log,
    };
  }

  tell({ fault, files, after = 0, times = 1, amount = 0, error = ERRNO.EIO }: Order): void {
    const fields = [FAULT[fault], files, after, times, amount, error, 0];
    const bytes = Buffer.alloc(FIELDS * 8);
    for (const [at, field] of fields.entries()) bytes.writeBigInt64LE(BigInt(field), at * 8);
    const control = openSync(this.#control, 'r+');
    writeSync(control, bytes);
    closeSync(control);
  }

  heal(): void {
    this.tell({ fault: 'none', files: 0 });
  }

  /** How often the last order has struck. */
  get hits(): number {
    return Number(readFileSync(this.#control).readBigInt64LE(HITS * 8));
  }
}
