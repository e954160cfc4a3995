import { setImmediate as turn } from 'node:timers/promises';

/** Things one by one, with a turn of the event loop before each, in which others are answered. */
export async function* inTurns<T>(things: Iterable<T>): AsyncGenerator<T, void> {
  for (const thing of things) {
    await turn();
    yield thing;
  }
}
