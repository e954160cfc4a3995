/** A process that tells histories for the torture: zones are a process's own. */
import { type Place, tellHistories } from './tell.ts';

/** Some histories that are to be told. */
export interface Order {
  readonly place: Place;
  readonly seed: number;
  readonly runs: number;
}

process.on('message', async ({ place, seed, runs }: Order) => {
  process.send?.(await tellHistories(place, seed, runs));
});
