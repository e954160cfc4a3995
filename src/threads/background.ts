import { constants, platform, setPriority } from 'node:os';

/**
 * Has the thread that calls this yield to the one that answers requests where both want the same processor. Linux
 * alone gives a thread a priority of its own; elsewhere it would be that of the whole process, and nothing is done.
 */
export function runInBackground(): void {
  if (platform() === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}
