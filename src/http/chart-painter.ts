import { paintingHand } from '../web/chart-painting.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** So many pictures are painted or wait: each takes some 50 ms, so that the last is there within a second. */
export const MOST_WAITING = 16;

/**
 * Paints drawings in a thread of its own, one after the other, while others are answered. The thread begins with
 * the first picture, since what it needs takes long to load and few ask for it; one that failed is replaced.
 */
export class ChartPainter {
  #hand: ReturnType<typeof paintingHand> | undefined;

  /** A drawing as a PNG. Refuses, as overloaded, what would have to wait behind too many others. */
  async paint(svg: string): Promise<Buffer> {
    const hand = this.#hand === undefined || this.#hand.ended ? paintingHand() : this.#hand;
    this.#hand = hand;
    if (hand.load >= MOST_WAITING) {
      const detail = 'Too many pictures wait to be painted; try again later.';
      throw new Problem(STATUS.unavailable, 'overloaded', detail);
    }
    const { buffer, byteOffset, byteLength } = await hand.ask(svg);
    return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
  }

  /** Ends the thread; who waits for a picture is told so. */
  async close(): Promise<void> {
    await this.#hand?.stop();
  }
}
