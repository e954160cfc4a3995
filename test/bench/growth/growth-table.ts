import { each, short } from '../measure.ts';
import { markdown } from '../table.ts';
import type { GrowthRow, GrowthTable } from './costs.ts';
import { exponent } from './exponent.ts';

/** An exponent is within what is allowed up to this much more: a logarithm over three decades, and noise. */
const NOISE = 0.1;

function told(value: number | null, { unit }: GrowthRow['cost']): string {
  if (value === null) return 'left out';
  if (unit === 'time') return each(1, [value]);
  if (value >= 2 ** 20) return `${short(value / 2 ** 20)} MiB`;
  return value >= 2 ** 10 ? `${short(value / 2 ** 10)} KiB` : `${short(value)} B`;
}

function judgement({ cost, values }: GrowthRow, slope: number | null): string {
  const { allowed, most } = cost;
  if (most !== undefined) {
    const met = values.every((value) => value === null || value <= most);
    return `≤ ${told(most, cost)} ${met ? 'met' : 'NOT met'}`;
  }
  if (allowed === undefined || slope === null) return '';
  return `≤ ${allowed} ${slope <= allowed + NOISE ? 'met' : 'NOT met'}`;
}

/** How much the cost at the largest size is of that at the smallest. */
function times(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  return first === undefined || last === undefined ? '' : `${short(last / first)}×`;
}

/** What things cost at each size, as a Markdown table. */
export function growthTable({ title, sizes, rows }: GrowthTable): string {
  const size = (entries: number) => entries.toLocaleString('en-GB');
  return markdown([
    [title, ...sizes.map(size), 'last of first', 'exponent', 'allowed'],
    ...rows.map((row) => {
      const slope = exponent(sizes, row.values);
      return [
        row.cost.name,
        ...row.values.map((value) => told(value, row.cost)),
        times(row.values),
        slope === null ? '' : slope.toFixed(2),
        judgement(row, slope),
      ];
    }),
  ]);
}
