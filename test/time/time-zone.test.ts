import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const source = (name: string) => new URL(`../../src/time/${name}`, import.meta.url).href;

/** Prints what every function answers, and (to see that the zone took hold) the zone's offset on two days. */
const SCRIPT = `
  import { dayOf, dayOfInstant, formatDay, parseDay } from ${JSON.stringify(source('day.ts'))};
  import { formatInstant, parseInstant } from ${JSON.stringify(source('instant.ts'))};
  import { parseEdtf } from ${JSON.stringify(source('edtf.ts'))};
  // Apia had no 30 December 2011; New York changed its clocks on the two days of 2010.
  const days = ['2011-12-29', '2011-12-30', '2011-12-31', '2010-03-14', '2010-11-07', '1883-11-18', '0001-01-01'];
  const instants = days.flatMap((day) => ['00:00:00', '02:30:00.5', '23:59:59.999'].map((time) => day + 'T' + time + 'Z'));
  const answers = {
    days: days.map((day) => [parseDay(day), dayOf(...day.split('-').map(Number)), formatDay(parseDay(day))]),
    instants: instants.map((text) => [parseInstant(text), formatInstant(parseInstant(text)), dayOfInstant(parseInstant(text))]),
    dates: [...days, '2011', '2011-12', '201X', '2011-12-XX', '[2011-12-30..2012]', '../2010-11-07'].map(parseEdtf),
  };
  const offsets = [Date.UTC(1990, 0), Date.UTC(2020, 0)].map((instant) => new Date(instant).getTimezoneOffset());
  console.log(JSON.stringify({ answers, offsets }));
`;

interface Printed {
  readonly answers: unknown;
  readonly offsets: readonly number[];
}

function run(zone: string): Printed {
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(output) as Printed;
}

describe("the host's time zone", () => {
  const utc = run('UTC');

  it.each([
    ['America/New_York', [300, 300]],
    ['Pacific/Apia', [660, -840]],
  ])('changes no answer in %s', (zone, offsets) => {
    const there = run(zone);
    expect(there.offsets).toEqual(offsets);
    expect(there.answers).toEqual(utc.answers);
  });
});
