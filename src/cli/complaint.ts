import { CommanderError } from 'commander';
import { oneSentence } from '../../events/plain.ts';
import { BadSetting } from '../config.ts';
import { BadInput } from '../interchange/bad-input.ts';
import { BadQuestion } from '../ledger/clocks.ts';
import { NotFound } from '../ledger/queries/asking.ts';
import type { Context } from './context.ts';
import { Failure, type Status } from './failure.ts';
import { holderOf } from './holders.ts';
import { say } from './terminal.ts';

/** `asOf` as the flag that sets it: `--as-of`. */
const flagOf = (parameter: string): string =>
  `--${parameter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** What the store says of a process that it cannot know. */
const ANOTHER = 'another program';

/** What is asked of the command's surroundings: where it talks, and who else runs. */
type Around = Pick<Context, 'terminal' | 'process'>;

interface Complaint {
  readonly sentence: string;
  readonly status: Status;
}

/** What the store says of a ledger's file; where there is none, how to get one; where another writes to it, who. */
function ofStore(error: Error, context: Around): Complaint {
  const { code, file } = error as { code?: unknown; file?: string };
  if (code === 'busy' && file !== undefined) {
    const holder = holderOf(file, context.process()) ?? ANOTHER;
    return { sentence: error.message.replace(ANOTHER, holder), status: 1 };
  }
  const hint = code === 'missing' ? ' (hustings demo makes one with the samples in it)' : '';
  return { sentence: `${error.message}${hint}`, status: 1 };
}

function complaintOf(error: unknown, context: Around): Complaint {
  if (error instanceof Failure) return { sentence: error.message, status: error.status };
  if (error instanceof BadQuestion) {
    const { message, parameter } = error;
    return { sentence: message.replace(parameter, flagOf(parameter)), status: 2 };
  }
  if (error instanceof BadSetting) return { sentence: error.message, status: 2 };
  if (error instanceof BadInput || error instanceof NotFound) {
    return { sentence: error.message, status: 1 };
  }
  if (error instanceof Error && error.name === 'StoreError') return ofStore(error, context);
  if ((error as { syscall?: unknown }).syscall === 'uv_cwd') {
    return { sentence: 'the current folder is gone; change to another.', status: 1 };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { sentence: `this should not have happened, so please report it: ${detail}`, status: 1 };
}

/** Says in one sentence what went wrong; answers with the exit status. */
export function complain(context: Around, error: unknown): number {
  // Commander has said already what is wrong with a command line.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { sentence, status } = complaintOf(error, context);
  // Every bad setting has a line of its own; whatever else breaks lines stays one sentence.
  const sentences = error instanceof BadSetting ? sentence.split('\n') : [sentence];
  for (const each of sentences) say(context.terminal, `hustings: ${oneSentence(each)}`);
  return status;
}
