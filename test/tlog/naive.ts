/**
 * RFC 6962 section 2.1, word for word: MTH, PATH and PROOF by recursion over lists of leaves, and the
 * tiles of c2sp.org/tlog-tiles by their definition. It shares nothing with the code under test.
 */
import { createHash } from 'node:crypto';

const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** A list of entries, and the roots of its parts, each computed once. */
export class NaiveTree {
  readonly entries: readonly Uint8Array[];
  readonly #roots = new Map<string, Buffer>();

  constructor(entries: readonly Uint8Array[]) {
    this.entries = entries;
  }

  /** MTH(D[from:to]). */
  mth(from: number, to: number): Buffer {
    const key = `${from}:${to}`;
    const known = this.#roots.get(key);
    if (known !== undefined) return known;
    const root = this.#mth(from, to);
    this.#roots.set(key, root);
    return root;
  }

  #mth(from: number, to: number): Buffer {
    const n = to - from;
    if (n === 0) return sha256();
    if (n === 1) return sha256(Buffer.of(0), this.entries[from] as Uint8Array);
    const k = splitOf(n);
    return sha256(Buffer.of(1), this.mth(from, from + k), this.mth(from + k, to));
  }

  /** PATH(m, D[from:to]), m counted from `from`. */
  path(m: number, from: number, to: number): Buffer[] {
    const n = to - from;
    if (n === 1) return [];
    const k = splitOf(n);
    return m < k
      ? [...this.path(m, from, from + k), this.mth(from + k, to)]
      : [...this.path(m - k, from + k, to), this.mth(from, from + k)];
  }

  /** PROOF(m, D[n]). */
  proof(m: number, n: number): Buffer[] {
    return this.#subproof(m, 0, n, true);
  }

  #subproof(m: number, from: number, to: number, b: boolean): Buffer[] {
    const n = to - from;
    if (m === n) return b ? [] : [this.mth(from, to)];
    const k = splitOf(n);
    return m <= k
      ? [...this.#subproof(m, from, from + k, b), this.mth(from + k, to)]
      : [...this.#subproof(m - k, from + k, to, false), this.mth(from, from + k)];
  }

  /** Every tile of the first `size` entries, by its path. */
  tiles(size: number): Map<string, Buffer> {
    const tiles = new Map<string, Buffer>();
    for (let n = 0; n * 256 < size; n++) {
      const part = this.entries.slice(n * 256, Math.min(size, n * 256 + 256));
      const bytes = part.flatMap((entry) => [
        Buffer.of(Math.floor(entry.length / 256), entry.length % 256),
        entry,
      ]);
      tiles.set(pathOf('entries', n, part.length), Buffer.concat(bytes));
    }
    for (let l = 0; 256 ** l <= size; l++) {
      const hashes = Math.floor(size / 256 ** l);
      for (let n = 0; n * 256 < hashes; n++) {
        const width = Math.min(256, hashes - n * 256);
        const bytes = Array.from({ length: width }, (_, i) =>
          this.mth((n * 256 + i) * 256 ** l, (n * 256 + i + 1) * 256 ** l),
        );
        tiles.set(pathOf(l, n, width), Buffer.concat(bytes));
      }
    }
    return tiles;
  }
}

function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function pathOf(level: number | 'entries', n: number, width: number): string {
  let rest = n;
  let place = String(rest % 1000).padStart(3, '0');
  while (rest >= 1000) {
    rest = Math.floor(rest / 1000);
    place = `x${String(rest % 1000).padStart(3, '0')}/${place}`;
  }
  return `tile/${level}/${place}${width < 256 ? `.p/${width}` : ''}`;
}
