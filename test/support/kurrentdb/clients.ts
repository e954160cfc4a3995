import { setTimeout as delay } from 'node:timers/promises';
import {
  type AllStreamSubscription,
  type AppendResult,
  type JSONType,
  jsonEvent,
  KurrentDBClient,
  type ReadPosition,
  START,
  streamNameFilter,
} from '@kurrent/kurrentdb-client';
import { onTestFinished } from 'vitest';
import { type DoubleOptions, KurrentDouble } from './double.ts';

const PATIENCE_MS = 5_000;
const STEP_MS = 5;

/** The events of the ledger alone, as a follower of all of them asks for them. */
export const OURS = streamNameFilter({ prefixes: ['hustings-'] });

/** A double that lives as long as the test. */
export async function given(options?: DoubleOptions): Promise<KurrentDouble> {
  const double = await KurrentDouble.start(options);
  onTestFinished(() => double.stop());
  return double;
}

/** A real client that lives as long as the test. */
export function connected(address: string): KurrentDBClient {
  const client = KurrentDBClient.connectionString(address);
  onTestFinished(() => client.dispose());
  return client;
}

export const something = (data: JSONType = {}, id?: string) =>
  jsonEvent({ type: 'Something', data, ...(id === undefined ? {} : { id }) });

export const somethings = (count: number) =>
  Array.from({ length: count }, (_, n) => something({ n }));

/** Waits for a condition; false: it did not come about in time. */
export async function eventually(isSo: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE_MS && !isSo(); waited += STEP_MS) await delay(STEP_MS);
  return isSo();
}

export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** A failed call: what the client makes of it. */
export interface Failure {
  readonly type?: string;
  readonly code?: number;
  readonly message: string;
}

export async function failureOf(call: Promise<AppendResult>): Promise<Failure> {
  return await call.then(
    () => ({ type: 'success', message: '' }),
    (error: Failure) => error,
  );
}

/** What a subscription has told so far. */
export interface Heard {
  readonly subscription: AllStreamSubscription;
  readonly revisions: (number | undefined)[];
  readonly positions: (bigint | undefined)[];
  readonly checkpoints: bigint[];
  readonly errors: Failure[];
  readonly caughtUpAt: (bigint | undefined)[];
}

/** Listens to all the events of the ledger from a position on. */
export function listening(
  client: KurrentDBClient,
  { from = START, window = 32 }: { from?: ReadPosition; window?: number } = {},
): Heard {
  const checkpoints: bigint[] = [];
  const filter = streamNameFilter({
    prefixes: ['hustings-'],
    maxSearchWindow: window,
    checkpointReached: (_subscription, position) => void checkpoints.push(position.commit),
  });
  const subscription = client.subscribeToAll({ fromPosition: from, filter });
  const heard: Heard = {
    subscription,
    revisions: [],
    positions: [],
    checkpoints,
    errors: [],
    caughtUpAt: [],
  };
  subscription.on('data', ({ event }) => {
    heard.revisions.push(event && Number(event.revision));
    heard.positions.push(event?.position?.commit);
  });
  subscription.on('caughtUp', ({ position }) => void heard.caughtUpAt.push(position?.commit));
  subscription.on('error', (error) => void heard.errors.push(error));
  return heard;
}
