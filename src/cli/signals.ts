import type { Hold } from './context.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** npm and npx pass Ctrl+C on to a process that the terminal has told already: within this time it is one. */
const TOLD_TWICE_MILLISECONDS = 500;

/**
 * Has the first Ctrl+C or SIGTERM abort a signal instead of ending the process; half a second later
 * signals are as deadly as before, so that the second always works.
 */
export function holdSignals(): Hold {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) return;
    setTimeout(pause, TOLD_TWICE_MILLISECONDS).unref();
    controller.abort(name);
  };
  const pause = (): void => {
    for (const name of SIGNALS) process.off(name, stop);
  };
  const resume = (): void => {
    if (controller.signal.aborted) return;
    pause();
    for (const name of SIGNALS) process.on(name, stop);
  };
  resume();
  return { signal: controller.signal, pause, resume };
}
