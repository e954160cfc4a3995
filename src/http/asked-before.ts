/** How many questions are remembered, a number each. */
const PLACES = 32_768;

/**
 * Which questions were asked before, as far as is worth knowing: one may push another out of its place, and
 * be taken for another in a case out of four milliards.
 */
export class AskedBefore {
  readonly #places = new Int32Array(PLACES);

  /** Was this asked before? Remembers that it was. */
  again(question: string): boolean {
    // FNV-1a.
    let hash = 0x811c9dc5 | 0;
    for (let at = 0; at < question.length; at += 1) {
      hash = Math.imul(hash ^ question.charCodeAt(at), 0x01000193);
    }
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    const known = this.#places[place] === hash;
    this.#places[place] = hash;
    return known;
  }
}
