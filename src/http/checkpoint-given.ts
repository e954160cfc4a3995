import { BadQuestion } from '../ledger/clocks.ts';
import { BadLog } from '../tlog/bad-log.ts';
import { parseCheckpoint } from '../tlog/checkpoint.ts';
import { parseNote } from '../tlog/note.ts';

/** A checkpoint that somebody kept. Refuses, as BadQuestion about `name`, what is none at all. */
export function checkpointGiven(name: string, note: string): string {
  try {
    parseCheckpoint(parseNote(note).text);
    return note;
  } catch (error) {
    if (!(error instanceof BadLog)) throw error;
    const problem = `${name} must be a signed checkpoint, whole: ${error.message}`;
    throw new BadQuestion(name, problem);
  }
}
