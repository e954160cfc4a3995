import { html } from 'htm/preact';
import { BadQuestion } from '../ledger/clocks.ts';
import type { Stretch } from '../ledger/queries/timeline.ts';
import { numberText } from './numbers.ts';
import { addressOf } from './sight.ts';

/** How many rows of a long list a page shows, where it does not say otherwise. */
const ROWS = 100;

/** Which part of a long list it is. */
export interface PartNumber {
  /** From 1. */
  readonly number: number;
  /** How many parts there are, at least 1. */
  readonly parts: number;
  /** How many rows the whole list has. */
  readonly of: number;
}

/** One part of a long list. */
export interface Part<Row> extends PartNumber {
  readonly rows: readonly Row[];
}

/** Where rows are cut into parts: after each the number of the first row that is not in it. */
function endsOf<Row>(all: readonly Row[], { most, weigh = () => 1 }: Cutting<Row>): number[] {
  const ends: number[] = [];
  let weight = 0;
  for (const [at, row] of all.entries()) {
    const more = weigh(row);
    if (weight > 0 && weight + more > most) {
      ends.push(at);
      weight = 0;
    }
    weight += more;
  }
  return [...ends, all.length];
}

/** How a list is cut into parts. */
export interface Cutting<Row> {
  /** What the rows of a part weigh together at most, unless one alone weighs more. */
  readonly most: number;
  /** How much of a page a row takes; each as much as any other, where it is not said. */
  readonly weigh?: (row: Row) => number;
  /** The row, from 0, whose part is shown where none is asked for; the first, where it is not said. */
  readonly first?: number;
}

/** The number of a part, as it is written; 0 where it is none. */
const numberOf = (asked: string): number => (/^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 0);

/** The part of a list that a page shows, from 1; undefined where the list has no such part. */
export function partOf<Row>(
  all: readonly Row[],
  asked?: string,
  cutting: Cutting<Row> = { most: ROWS },
): Part<Row> | undefined {
  const ends = endsOf(all, cutting);
  const usual = Math.max(0, Math.min(cutting.first ?? 0, all.length - 1));
  const number =
    asked === undefined ? ends.findIndex((end) => end > usual) + 1 || 1 : numberOf(asked);
  const end = ends[number - 1];
  if (end === undefined) return undefined;
  const rows = all.slice(ends[number - 2] ?? 0, end);
  return { rows, number, parts: ends.length, of: all.length };
}

/** The same where it is asked for by the parameter `part`. Refuses, as BadQuestion, a part that the list has not. */
export function partAsked<Row>(
  all: readonly Row[],
  asked: string | undefined,
  cutting?: Cutting<Row>,
): Part<Row> {
  const part = partOf(all, asked, cutting);
  if (part === undefined) throw noPart();
  return part;
}

const noPart = (): BadQuestion =>
  new BadQuestion('part', 'part must be the number of a part that the list has, as in 2.');

/** One part of a list whose rows are not at hand. */
export interface PartStretch extends PartNumber, Stretch {}

/**
 * The part of a list of so many rows, at most `most` in each; the last where none is asked for. Refuses, as
 * BadQuestion, a part that the list has not.
 */
export function stretchAsked(of: number, asked: string | undefined, most: number): PartStretch {
  const parts = Math.max(1, Math.ceil(of / most));
  const number = asked === undefined ? parts : numberOf(asked);
  if (number < 1 || number > parts) throw noPart();
  return { number, parts, of, from: (number - 1) * most, to: Math.min(of, number * most) };
}

function links(
  { number, parts, of }: PartNumber,
  name: string,
  addressOfPart: (part: number) => string,
) {
  if (parts === 1) return null;
  const numbers = Array.from({ length: parts }, (_, index) => index + 1);
  return html`<nav class="choices" aria-label=${name}><p>
    Part ${number} of ${parts}, ${numberText(of)} in all:${numbers.map(
      (each) =>
        html`${' '}<a href=${addressOfPart(each)} aria-current=${each === number ? 'page' : undefined}
          >${each}</a
        >`,
    )}
  </p></nav>`;
}

/** The parts of a list as links; nothing where there is one. */
export const partLinks = (part: PartNumber, at: string, ...query: readonly object[]) =>
  links(part, 'Parts of the list', (each) => addressOf(at, ...query, { part: each }));

/** The same below the list, under a name of its own. */
export const partLinksBelow = (part: PartNumber, at: string, ...query: readonly object[]) =>
  links(part, 'Parts of the list, from its end', (each) => addressOf(at, ...query, { part: each }));
