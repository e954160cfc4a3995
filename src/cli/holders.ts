import { readFileSync, realpathSync, statSync } from 'node:fs';
import { formatInstant } from '../time/instant.ts';

/** This process, as others may be told of it. */
export interface ProcessHere {
  readonly process: number;
  /** The machine's name. */
  readonly host: string;
}

/** The bytes on which SQLite locks a file against writers (sqlite.org/walformat.html, lockingv3.html). */
const WAL_WRITE = { file: '-shm', first: 120, last: 122 };
const ROLLBACK_WRITE = { file: '', first: 0x4000_0000, last: 0x4000_01ff };

/** A line of /proc/locks: its kind, the process, the file's number and the bytes. */
const LOCK =
  /^\d+: POSIX +\w+ +WRITE +(?<holder>\d+) +[\da-f]+:[\da-f]+:(?<inode>\d+) +(?<first>\d+) +(?<last>\d+|EOF)$/;

const CLOCK_TICKS = 100;
const LONGEST_COMMAND = 120;

/** What a file of the system says; empty where there is no such system, or no such process any more. */
function told(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The number of a file, or of what SQLite keeps beside it; undefined where there is none. */
function inodeOf(file: string, end: string): number | undefined {
  try {
    return statSync(`${realpathSync(file)}${end}`).ino;
  } catch {
    return undefined;
  }
}

/** The processes, other than this, that hold a file's bytes against writers. */
function holdersOf(file: string, { file: end, first, last }: typeof WAL_WRITE): number[] {
  const inode = inodeOf(file, end);
  return told('/proc/locks')
    .split('\n')
    .map((line) => LOCK.exec(line)?.groups ?? {})
    .filter((lock) => Number(lock.inode) === inode)
    .filter((lock) => Number(lock.first) <= last && !(Number(lock.last) < first))
    .map(({ holder }) => Number(holder));
}

/** When a process began, in milliseconds since 1970; undefined where that cannot be told. */
function beganAt(holder: number): number | undefined {
  // The name of the program, in brackets, may hold blanks.
  const ticks = Number(told(`/proc/${holder}/stat`).split(') ').at(-1)?.split(' ')[19]);
  const boot = Number(/^btime (\d+)$/m.exec(told('/proc/stat'))?.[1]);
  const at = (boot + ticks / CLOCK_TICKS) * 1000;
  return Number.isFinite(at) ? Math.round(at) : undefined;
}

/** A command line without a password that may stand in the address of a database. */
function commandOf(holder: number): string {
  const words = told(`/proc/${holder}/cmdline`).split('\0').filter(Boolean);
  const shown = words.join(' ').replace(/:\/\/[^@/ ]*@/g, '://');
  return shown.length > LONGEST_COMMAND ? `${shown.slice(0, LONGEST_COMMAND)}…` : shown;
}

/**
 * Who holds a SQLite file against writers, in words: the process's number, what it is and since when it runs. Undefined
 * where the system does not tell (only Linux does), or nobody does any more.
 */
export function holderOf(file: string, { process: own }: ProcessHere): string | undefined {
  const found = [...holdersOf(file, WAL_WRITE), ...holdersOf(file, ROLLBACK_WRITE)];
  const holder = found.find((each) => each > 0 && each !== own);
  if (holder === undefined) return undefined;
  const command = commandOf(holder);
  const began = beganAt(holder);
  const about = [
    ...(command === '' ? [] : [command]),
    ...(began === undefined ? [] : [`since ${formatInstant(began)}`]),
  ];
  return `process ${holder}${about.length === 0 ? '' : ` (${about.join(', ')})`}`;
}
