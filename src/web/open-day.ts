import type { PrintedDay } from './printed-day.ts';

/** A part of a text whose day is left open: the day, what is drawn by it, or what stands there always. */
export type OpenPart =
  | { readonly kind: 'day' }
  | { readonly kind: 'drawn'; readonly draw: (day: string) => string }
  /** Other texts hold it as well where it is common. */
  | { readonly kind: 'text' | 'common'; readonly text: string };

/**
 * A day that is left open: what is rendered with it holds marks, and is cut at them into parts, which are
 * put together again with every day that the text is right for.
 */
export class OpenDay implements PrintedDay {
  readonly day: string;
  readonly text: string;
  readonly #mark: string;
  readonly #marked: OpenPart[] = [];

  /** `mark`: letters and digits that no text holds; `day`: one of the days that the text is right for. */
  constructor(mark: string, day: string) {
    this.#mark = mark;
    this.day = day;
    this.text = this.#leave({ kind: 'day' });
  }

  /** Leaves a mark for a part. */
  #leave(part: OpenPart): string {
    return `${this.#mark}x${this.#marked.push(part) - 1}x`;
  }

  drawn(draw: (day: string) => string): string {
    return this.#leave({ kind: 'drawn', draw });
  }

  common(text: string): string {
    return this.#leave({ kind: 'common', text });
  }

  /** The parts of a text that was rendered with this day. */
  partsOf(text: string): OpenPart[] {
    return text
      .split(new RegExp(`(${this.#mark}x\\d+x)`))
      .map((piece) => this.#partOf(piece))
      .filter((part) => part.kind !== 'text' || part.text !== '');
  }

  #partOf(piece: string): OpenPart {
    const place = piece.startsWith(this.#mark) ? piece.slice(this.#mark.length + 1, -1) : '';
    return this.#marked[place === '' ? -1 : Number(place)] ?? { kind: 'text', text: piece };
  }
}
