import type { OpenPart } from '../web/open-day.ts';
import { tagOfText } from './caching.ts';

/** Bytes, and where in them the day stands: it is written over what stands there. */
interface Written {
  readonly bytes: Buffer;
  readonly days: readonly number[];
}

type Part = Written | ((day: string) => string);

/** All days of the ledger are as long. */
const A_DAY = '0000-00-00';
/** About how much memory a text takes beside its bytes, and each of its parts and days. */
const OVERHEAD = 1000;
const EACH = 60;

/** Texts and days that follow one another as bytes. */
function writtenOf(parts: readonly OpenPart[]): Written {
  const days: number[] = [];
  let length = 0;
  const pieces = parts.map((part) => {
    const piece = 'text' in part ? part.text : A_DAY;
    if (part.kind === 'day') days.push(length);
    length += Buffer.byteLength(piece);
    return piece;
  });
  return { bytes: Buffer.from(pieces.join('')), days };
}

/** A text that is right for several days, ready to be sent on each of them. */
export class OpenText {
  readonly #parts: readonly Part[];
  readonly #name: string;
  /** About how much memory it takes that is its own, in bytes. */
  readonly size: number;

  /** `day`: one of its days; `shared` gives the one copy of bytes that other texts hold as well. */
  constructor(parts: readonly OpenPart[], day: string, shared: (text: string) => Buffer) {
    const made: Part[] = [];
    let size = OVERHEAD;
    let run: OpenPart[] = [];
    const close = (): void => {
      const written = writtenOf(run);
      size += written.bytes.length + (written.days.length + 1) * EACH;
      made.push(written);
      run = [];
    };
    for (const part of parts) {
      if (part.kind === 'text' || part.kind === 'day') {
        run.push(part);
        continue;
      }
      close();
      made.push(part.kind === 'drawn' ? part.draw : { bytes: shared(part.text), days: [] });
    }
    close();
    this.#parts = made;
    this.size = size;
    this.#name = tagOfText(this.on(day)).slice(1, -1);
  }

  /** Its bytes on one of its days. */
  on(day: string): Buffer {
    const parts = this.#parts.map((part) =>
      typeof part === 'function' ? { bytes: Buffer.from(part(day)), days: [] } : part,
    );
    const whole = Buffer.concat(parts.map(({ bytes }) => bytes));
    const written = Buffer.from(day);
    let start = 0;
    for (const { bytes, days } of parts) {
      for (const place of days) whole.set(written, start + place);
      start += bytes.length;
    }
    return whole;
  }

  /** The strong tag of those bytes: what differs from day to day, the day alone decides. */
  tagOn(day: string): string {
    return `"${this.#name}.${day}"`;
  }
}
