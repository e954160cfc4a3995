import { readFileSync } from 'node:fs';
import { BadLog } from '../tlog/bad-log.ts';
import { type Checkpoint, parseCheckpoint } from '../tlog/checkpoint.ts';
import { parseNote } from '../tlog/note.ts';
import { Failure } from './failure.ts';

/** Runs what reads something that the person gave (`what`); what it refuses is wrong use, as a Failure. */
export function given<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadLog) throw new Failure(`${what}: ${error.message}`, 2);
    const { code } = error as NodeJS.ErrnoException;
    throw new Failure(`${what} cannot be read (${code ?? error})`, 2);
  }
}

/** A checkpoint that somebody kept: the signed note, and what it says. */
export interface KeptNote {
  readonly note: string;
  readonly says: Checkpoint;
}

/** The checkpoint in a file; refuses, as wrong use, what is none at all. Its signatures are not looked at. */
export function checkpointIn(file: string): KeptNote {
  return given(file, () => {
    const note = readFileSync(file, 'utf8');
    return { note, says: parseCheckpoint(parseNote(note).text) };
  });
}
