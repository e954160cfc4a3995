import { formatDay } from '../../time/day.ts';
import { edtfBounds } from '../../time/edtf.ts';
import { counted } from '../counted.ts';
import { type DateFormat, edtfOf } from '../mapping/dates.ts';
import type { Expression } from '../mapping/schema.ts';
import { type Column, formatsIn, isEdtf } from './column.ts';
import type { Remark } from './remark.ts';

/** How a first mapping says the days of entries. */
export interface Days {
  /** The day of what a row tells. */
  readonly act: Expression;
  /** Some day by which the contest and its candidates were there. */
  readonly frame: string;
  readonly remarks: readonly Remark[];
}

/** The first day by which something of a column surely was. */
function earliest({ values }: Column, format: DateFormat): string | undefined {
  const days = [...values.keys()].flatMap((value) => {
    const edtf = edtfOf(value, format);
    return edtf === undefined ? [] : [edtfBounds(edtf).latest];
  });
  const first = days.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  return Number.isFinite(first) ? formatDay(first) : undefined;
}

const quoted = (text: string): string => JSON.stringify(text);

/** How the dates of a column are written, where every one of them allows one reading; else what to look at. */
function formatOf(column: Column): { format?: DateFormat; remark: Remark } {
  const { name, values } = column;
  if (isEdtf(column)) {
    return {
      format: 'EDTF',
      remark: { text: `column ${quoted(name)}: the day, as the ledger writes days` },
    };
  }
  const formats = formatsIn(column);
  const [only, ...others] = formats;
  if (only !== undefined && others.length === 0) {
    return {
      format: only,
      remark: {
        text: `column ${quoted(name)}: the day; every value is one as ${only}, and none as anything else`,
      },
    };
  }
  const [first = ''] = values.keys();
  if (only === undefined) {
    const text = `column ${quoted(name)}: no one format reads all of its dates (as ${quoted(first)}); write them alike, or say "date" beside it in the mapping`;
    return { remark: { look: true, text } };
  }
  const readings = formats.map((format) => `${format} (${edtfOf(first, format)})`).join(' or ');
  const text = `column ${quoted(name)}: ${quoted(first)} is ${readings}, and nothing is guessed; say which as "date" beside it in the mapping, or its rows are refused`;
  return { remark: { look: true, text } };
}

/** How the days of a list are told; `unsaid`: how many rows that tell an act give none. */
export function daysOf(column: Column | undefined, unsaid: number, today: string): Days {
  const known = `[..${today}]`;
  if (column === undefined) {
    const text = `no column has days: every entry is of some day up to ${today}; say better, as "on": "2016" or "[..2016-11-08]"`;
    return { act: known, frame: known, remarks: [{ look: true, text }] };
  }
  const { format, remark } = formatOf(column);
  const { name } = column;
  const said: Expression =
    format === undefined || format === 'EDTF' ? { column: name } : { column: name, date: format };
  const first = format === undefined ? undefined : earliest(column, format);
  const frame = `[..${first ?? today}]`;
  const remarks: Remark[] = [
    remark,
    {
      look: true,
      text: `the contest and its candidates were there by ${first ?? today}${first === undefined ? '' : ', the first day of the list'}; say since when, as "on": "2019-01"`,
    },
  ];
  if (unsaid === 0) return { act: said, frame, remarks };
  const text = `column ${quoted(name)}: no day beside ${counted(unsaid, 'endorsement')}: of some day up to ${today}`;
  return {
    act: { if: { [name]: { blank: true } }, is: known, else: said },
    frame,
    remarks: [...remarks, { look: true, text }],
  };
}
