import { html } from 'htm/preact';
import { addressOf } from './sight.ts';

/** How many rows of a long list a page shows. */
const ROWS = 100;

/** One part of a long list. */
export interface Part<Row> {
  readonly rows: readonly Row[];
  /** From 1. */
  readonly number: number;
  /** How many parts there are, at least 1. */
  readonly parts: number;
}

/** The part of a list that a page shows, from 1; undefined where the list has no such part. */
export function partOf<Row>(all: readonly Row[], asked = '1'): Part<Row> | undefined {
  const number = /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 0;
  const parts = Math.max(1, Math.ceil(all.length / ROWS));
  if (number < 1 || number > parts) return undefined;
  return { rows: all.slice((number - 1) * ROWS, number * ROWS), number, parts };
}

/** The parts of a list as links; nothing where there is one. */
export function partLinks(
  { number, parts }: Part<unknown>,
  at: string,
  ...query: readonly object[]
) {
  if (parts === 1) return null;
  const numbers = Array.from({ length: parts }, (_, index) => index + 1);
  return html`<nav aria-label="Parts of the list"><p>
    Part ${number} of ${parts}:${numbers.map(
      (each) =>
        html`${' '}<a
          href=${addressOf(at, ...query, { part: each === 1 ? null : each })}
          aria-current=${each === number ? 'page' : undefined}
          >${each}</a
        >`,
    )}
  </p></nav>`;
}
