/** Random histories: scenes, and commands by their weights. */
import fc from 'fast-check';
import { moves, setups } from '../../laws/histories.ts';
import { ANCHORS, EDGE_FORMS } from './dates.ts';
import { Erase } from './erase.ts';
import { backup, clock, exportAll, rebuild, reopen, sign, zone } from './keeping.ts';
import type { Model, Scene } from './model.ts';
import { Race } from './race.ts';
import { Ask, type AskDraws, Recall, Walk } from './reading.ts';
import type { Stand, Who } from './stand.ts';
import { Again, Append, type AppendDraws, Open, type Step } from './writing.ts';
import { ZONE_NAMES } from './zones.ts';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

/** How far a clock jumps at once. */
const JUMPS = [0, 1, -1, 999, HOUR, -HOUR, 24 * HOUR, -24 * HOUR, YEAR, -YEAR, 5 * YEAR];

/** Instants at which some zone's clocks are set, a day or a year ends, or the calendar does. */
const INSTANTS = [
  Date.UTC(2020, 2, 29, 1),
  Date.UTC(2018, 10, 4, 3),
  Date.UTC(2011, 11, 30, 10),
  Date.UTC(2024, 1, 29, 23, 59, 59, 999),
  Date.UTC(2023, 11, 31, 23, 59, 59, 999),
  Date.UTC(2000, 0, 1),
  Date.UTC(2100, 1, 28, 23, 59, 59, 999),
  0,
  Date.UTC(9999, 11, 31, 23, 59, 59, 999),
];

const even = (max: number) => fc.noBias(fc.nat(max));
const who: fc.Arbitrary<Who> = fc.constantFrom<Who[]>(0, 0, 1);
const contest = fc.constantFrom(0, 0, 0, 1);
const which = even(1000);

const appends: fc.Arbitrary<AppendDraws> = fc.record({
  who,
  contest,
  moves: fc.array(moves, { minLength: 1, maxLength: 3 }),
  edges: fc.array(even(8 * EDGE_FORMS), { minLength: 4, maxLength: 4 }),
  expected: even(20),
  how: even(9),
});

const asks: fc.Arbitrary<AskDraws> = fc.record({
  who,
  contest,
  day: even(70),
  dayForm: even(30),
  by: even(80),
  byForm: even(13),
  known: which,
  knownForm: even(20),
  counts: fc.constantFrom(0, 0, 0, 1, 2, 3, 4),
});

const STEPS: readonly (readonly [weight: number, step: fc.Arbitrary<Step>])[] = [
  [24, appends.map((draws) => new Append(draws))],
  [15, asks.map((draws) => new Ask(draws))],
  [3, fc.tuple(who, which).map((drawn) => new Recall(...drawn))],
  [2, fc.tuple(who, which).map((drawn) => new Walk(...drawn))],
  [3, fc.tuple(who, which, even(7)).map((drawn) => new Again(...drawn))],
  [1, fc.tuple(who, even(1)).map((drawn) => new Open(...drawn))],
  [1, even(1).map((drawn) => new Race(drawn))],
  [1, fc.tuple(who, which).map((drawn) => new Erase(...drawn))],
  [3, fc.tuple(who, fc.constantFrom(...JUMPS)).map(([one, jump]) => clock(one, jump, null))],
  [2, fc.tuple(who, fc.constantFrom(...INSTANTS)).map(([one, to]) => clock(one, 0, to))],
  [1, fc.constantFrom(...ZONE_NAMES).map(zone)],
  [2, who.map(reopen)],
  [1, who.map(rebuild)],
  [1, fc.tuple(who, fc.boolean()).map((drawn) => backup(...drawn))],
  [1, who.map(exportAll)],
  [1, who.map(sign)],
];

/** What histories begin with. */
export const scenes: fc.Arbitrary<Scene> = fc.record({
  setup: setups,
  anchor: fc.constantFrom(...ANCHORS),
  both: fc.boolean(),
  zone: fc.constantFrom(...ZONE_NAMES),
  start: fc.constantFrom(...INSTANTS.slice(0, -1)),
  seed: fc.noBias(fc.nat()),
});

/** The most steps of a history. */
const LONGEST = 60;

/** What happens in them. */
export const steps: fc.Arbitrary<Iterable<fc.AsyncCommand<Model, Stand>>> = fc.commands(
  STEPS.flatMap(([weight, step]) => Array.from({ length: weight }, () => step)),
  { maxCommands: LONGEST, size: 'max', disableReplayLog: true },
);
