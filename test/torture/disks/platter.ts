import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Random } from '../../laws/random.ts';

const PAGE = 4096;
const SECTOR = 512;
const TOLD = { wrote: 1, cut: 2, flushed: 3, flushFailed: 4, removed: 5 } as const;
const RECORD = 32;

/** A file as the system shows it and as the disk has it: what differs is of pages that are not written yet. */
interface Held {
  shown: Buffer;
  kept: Buffer;
  readonly dirty: Set<number>;
}

const grown = (bytes: Buffer, length: number): Buffer =>
  bytes.length >= length
    ? bytes
    : Buffer.concat([bytes, Buffer.alloc(length - bytes.length)], length);

/** What of a failed flush stays: pages may be dropped, as Linux does, or tried again with the next flush. */
export interface Dropping {
  readonly drops: boolean;
}

/**
 * What a disk holds of some files, by what shim.c tells: only what was flushed is surely on it. Of the rest a power
 * loss leaves any pages, or parts of them.
 */
export class Platter {
  readonly #files = new Map<string, Held>();
  readonly #random: Random;
  readonly #drops: boolean;

  constructor(random: Random, { drops }: Dropping) {
    this.#random = random;
    this.#drops = drops;
  }

  /** Takes in what a log tells from a place on; gives the place up to which it has. */
  follow(log: string, from: number): number {
    const opened = openSync(log, 'r');
    try {
      const bytes = Buffer.alloc(fstatSync(opened).size - from);
      readSync(opened, bytes, 0, bytes.length, from);
      let at = 0;
      while (at + RECORD <= bytes.length) {
        const [told, named, offset, length] = [0, 8, 16, 24].map((field) =>
          Number(bytes.readBigInt64LE(at + field)),
        ) as [number, number, number, number];
        const begins = at + RECORD + named;
        const name = bytes.toString('utf8', at + RECORD, begins);
        const data = told === TOLD.wrote ? bytes.subarray(begins, begins + length) : undefined;
        this.#take(told, name, offset, data);
        at = begins + (data?.length ?? 0);
      }
      return from + at;
    } finally {
      closeSync(opened);
    }
  }

  #held(name: string): Held {
    const held = this.#files.get(name) ?? {
      shown: Buffer.alloc(0),
      kept: Buffer.alloc(0),
      dirty: new Set(),
    };
    this.#files.set(name, held);
    return held;
  }

  #take(told: number, name: string, offset: number, data: Buffer | undefined): void {
    if (told === TOLD.removed) {
      this.#files.delete(name);
      return;
    }
    const held = this.#held(name);
    if (data !== undefined) {
      held.shown = grown(held.shown, offset + data.length);
      data.copy(held.shown, offset);
      const last = Math.floor((offset + data.length - 1) / PAGE);
      for (let page = Math.floor(offset / PAGE); page <= last; page += 1) held.dirty.add(page);
    } else if (told === TOLD.cut) {
      held.shown = grown(held.shown, offset).subarray(0, offset);
      held.kept = held.kept.subarray(0, offset);
    } else if (told === TOLD.flushed) {
      for (const page of held.dirty) this.#write(held, page, PAGE);
      held.dirty.clear();
    } else if (this.#drops) {
      for (const page of held.dirty) if (this.#random.oneIn(3)) this.#write(held, page, PAGE);
      held.dirty.clear();
    }
  }

  /** Puts the first bytes of a page, as the system shows it, onto the disk. */
  #write(held: Held, page: number, bytes: number): void {
    const from = page * PAGE;
    const to = Math.min(from + bytes, held.shown.length);
    if (to <= from) return;
    held.kept = grown(held.kept, to);
    held.shown.copy(held.kept, from, from, to);
  }

  /** What is on the disk after the power went: each file that has something. */
  afterPowerLoss(): Map<string, Buffer> {
    const left = new Map<string, Buffer>();
    for (const [name, held] of this.#files) {
      for (const page of held.dirty) {
        // All, nothing, or some sectors of it, as it happens.
        const sectors = this.#random.of([0, 0, PAGE / SECTOR, this.#random.below(PAGE / SECTOR)]);
        this.#write(held, page, sectors * SECTOR);
      }
      held.dirty.clear();
      if (held.kept.length > 0) left.set(name, Buffer.from(held.kept));
    }
    return left;
  }
}
