/** Days, instants, dates of EDTF, clocks and small words. */

import { parsePolicy } from '../../../../projections/policy.ts';
import { formatHttpDate, parseHttpDate } from '../../../../src/http/asked.ts';
import { DATE_FORMATS, edtfOf, formatHint } from '../../../../src/interchange/mapping/dates.ts';
import { slugOf } from '../../../../src/interchange/mapping/slug.ts';
import { BadQuestion, resolveClocks } from '../../../../src/ledger/clocks.ts';
import { spellingOf } from '../../../../src/ledger/queries/alike-spelling.ts';
import type { EventStore } from '../../../../src/store/event-store.ts';
import { formatDay, parseDay } from '../../../../src/time/day.ts';
import { parseEdtf } from '../../../../src/time/edtf.ts';
import { formatInstant, parseInstant } from '../../../../src/time/instant.ts';
import { orNothing, type Parser, refusalBy } from '../parser.ts';

const NOW = Date.UTC(2026, 0, 31);
/** A ledger with 412 entries, whatever the moment. */
const STORE = { head: async () => ({ seq: 411 }), seqAt: async () => 7 } as unknown as EventStore;

/** The parsers of times and words. */
export const DAY_PARSERS: readonly Parser[] = [
  {
    name: 'a date of EDTF',
    weight: 3,
    samples: [
      '2010',
      '201X',
      '20XX',
      '2010-07~',
      '2010-07-XX',
      '2010-XX-XX',
      '[2010-06-26..2010-07-14]',
      '../2010-07-14%',
      '[..2010]',
      '2010-06/2010-07-14?',
    ],
    words: ['XX', '..', '[', ']', '/', '~', '?', '%', '-02-29', '-02-30', '0000', '9999', '\u2013'],
    read: (input) => {
      const read = parseEdtf(input);
      return read.ok ? { accepted: read } : { refused: [read.problem] };
    },
  },
  {
    name: 'a day',
    weight: 1,
    samples: ['2010-07-14', '0000-01-01', '9999-12-31', '2000-02-29'],
    read: (input) => orNothing(parseDay(input), formatDay),
  },
  {
    name: 'an instant',
    weight: 1,
    samples: ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.123Z', '0000-01-01T00:00:00.1Z'],
    read: (input) => orNothing(parseInstant(input), formatInstant),
  },
  {
    name: 'an HTTP date',
    weight: 1,
    samples: ['Wed, 14 Jul 2010 00:00:00 GMT', 'Sat, 01 Jan 0000 00:00:00 GMT'],
    words: ['Jan', 'GMT', ' +0100', 'Thu, '],
    read: (input) => orNothing(parseHttpDate(input), formatHttpDate),
  },
  {
    name: 'the three clocks',
    weight: 0.5,
    samples: [
      '2010-07-14\n2010-07-14\n411',
      '2010-07-14\n0000-01-01\n2026-01-31T12:00:00Z',
      '\n\n-1',
    ],
    read: async (input) => {
      const [asOf, reportedBy, knownAt] = input.split('\n');
      try {
        return { accepted: await resolveClocks(STORE, { asOf, reportedBy, knownAt }, NOW) };
      } catch (error) {
        return refusalBy(error, [BadQuestion]);
      }
    },
  },
  {
    name: 'a policy',
    weight: 0.5,
    samples: ['acts', 'nominations', 'endorsements', 'stage:mp-2'],
    read: (input) => orNothing(parsePolicy(input), (policy) => policy),
  },
  {
    name: 'a name made a slug',
    weight: 1,
    samples: ["Beto O'Rourke", 'Łukasz “Æther” ß & Sons', 'é\u0301 - İ'],
    read: (input) => {
      const slug = slugOf(input);
      return slug === '' ? { refused: [] } : { accepted: slug, printed: slug };
    },
  },
  {
    name: 'a name compared with others',
    weight: 0.5,
    samples: ['Dr. Ann O’Neill-Smith Jr. MP', 'GMB (London Region)', 'U.S. Rep. José Núñez III'],
    longest: 2000,
    read: (input) => ({ accepted: spellingOf(input) }),
  },
  {
    name: 'a day as lists write it',
    weight: 1,
    samples: ['3/4/2010', '14.07.2010', '20100714', '14 July 2010', 'Sept. 1, 2010', '2010/7/4'],
    words: ['/', '.', ' ', 'may', 'December', ', '],
    read: (input) => {
      const read = DATE_FORMATS.map((format) => edtfOf(input, format) ?? null);
      return { accepted: { read, hint: formatHint(input) } };
    },
  },
];
