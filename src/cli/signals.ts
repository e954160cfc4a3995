import type { Hold } from './context.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Has the first Ctrl+C or SIGTERM abort a signal instead of ending the process; then signals are as
 * deadly as before, so that the second always works.
 */
export function holdSignals(): Hold {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    pause();
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
