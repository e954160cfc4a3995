import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../config.ts';
import type { Serving } from '../store/serving-place.ts';
import { formatInstant } from '../time/instant.ts';
import type { Context } from './context.ts';
import { Failure, stopped } from './failure.ts';
import { say } from './terminal.ts';

/** How long a server waits for the one before it to end: whoever restarts one may start the next a little early. */
const PATIENCE_MILLISECONDS = 5000;
const PAUSE_MILLISECONDS = 100;

const nameOf = (by: Serving | null): string => {
  if (by === null) return 'another server';
  const address = by.address === null ? '' : ` at ${by.address}`;
  return `process ${by.process} on ${by.host}${address}, since ${formatInstant(by.since)}`;
};

/** Where a server will answer, as far as that can be told before it does. */
const addressOf = ({ serve: { host, port } }: Config): string | null =>
  port === 0 ? null : `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/**
 * Takes the place of the one server of a ledger, or of a database's copy, and waits a little for another to leave it.
 * Answers with what gives it back. Refuses, as a Failure that names who serves it, to be a second.
 */
export async function takePlace(
  context: Context,
  config: Config,
  signal: AbortSignal,
): Promise<() => void> {
  const place = context.servingPlace(config);
  const what = config.database?.copy ?? config.ledger;
  const serving = { ...context.process(), address: addressOf(config), since: context.now() };
  let answer = place.take(serving);
  if ('by' in answer) {
    const seconds = PATIENCE_MILLISECONDS / 1000;
    say(
      context.terminal,
      `${what} is served by ${nameOf(answer.by)}; waiting ${seconds} s for that to end.`,
    );
  }
  for (let waited = 0; 'by' in answer; waited += PAUSE_MILLISECONDS) {
    if (signal.aborted) throw stopped(signal, 'nothing was served');
    if (waited >= PATIENCE_MILLISECONDS) {
      const other = config.database === null ? '--ledger' : 'HUSTINGS_COPY';
      throw new Failure(
        `${what} is served already by ${nameOf(answer.by)}; stop that one, or name another with ${other}.`,
      );
    }
    await wait(PAUSE_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    answer = place.take(serving);
  }
  return () => place.leave();
}
