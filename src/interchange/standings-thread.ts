import { parentPort, workerData } from 'node:worker_threads';
import { bothDigests } from '../ledger/queries/rebuilt-standings.ts';
import { Reader } from '../read/reader.ts';
import { Views } from '../read/views.ts';
import type { LedgerStore } from '../store/ledger-store.ts';
import { runInBackground } from '../threads/background.ts';
import type { GivenToStandings } from './standings-elsewhere.ts';

/** About how many bytes are kept here: each contest is asked for once. */
const BUDGET = 64 * 1024 * 1024;

runInBackground();
const { place, reading, now } = workerData as GivenToStandings;
// The adapter says which module of its own opens the store again; nothing here knows one.
const adapter = (await import(reading)) as { openToRead(place: string): LedgerStore };
const store = adapter.openToRead(place);
const reader = new Reader(store, BUDGET);
const all = bothDigests({ store, reader, views: new Views(reader, BUDGET), now: () => now });

// Each message asks for the next contest; null: there is none left.
parentPort?.on('message', async () => {
  const { value } = await all.next();
  parentPort?.postMessage(value ?? null);
});
