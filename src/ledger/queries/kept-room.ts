import type { Cut } from '../../../projections/cut.ts';
import { keptWith } from '../../../projections/kept-with.ts';

/** How many bytes of text a view may keep: of small contests, and for each claim. */
const AT_LEAST = 65_536;
const A_CLAIM = 800;

/** How much text may still be kept with a view, whatever asks for it. */
export class Room {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** Takes the room of a text; false where there is not so much left, and then it is not to be kept. */
  take({ length }: Uint8Array): boolean {
    if (length > this.#left) return false;
    this.#left -= length;
    return true;
  }
}

/** The room for texts of a view, which they share. */
export const roomOf: (view: Cut) => Room = keptWith(
  ({ claims }: Cut) => new Room(AT_LEAST + claims.known * A_CLAIM),
);
