/** The requests by which an operation is tried, made from the OpenAPI document and its case. */

import type { Operation, Parameter } from './openapi.ts';
import type { Ask, Case, Pick, World } from './operation-cases.ts';

/** How many settings of the clocks each reading operation is asked at. */
export const SETTINGS = 60;

/** A generator of small integers by a seed: mulberry32. */
export function pickBy(seed: number): Pick {
  let state = seed;
  const next = (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  return (among) => among[next(among.length)] as (typeof among)[number];
}

const upTo = (last: number) => Array.from({ length: last + 1 }, (_, at) => at);
const two = (number: number) => `${number}`.padStart(2, '0');

/** A day about the time of a contest: before it opens, while it runs, when it is over. */
const dayBy = (pick: Pick, year: number) =>
  `${year + pick([-1, 0, 0, 0, 0, 1])}-${two(1 + pick(upTo(11)))}-${two(1 + pick(upTo(27)))}`;

const named = (parameters: readonly Parameter[], kind: Parameter['in']) =>
  parameters.filter((each) => each.in === kind);

/** The example of the document for each parameter of a kind. */
const examples = (parameters: readonly Parameter[], kind: Parameter['in']) =>
  Object.fromEntries(
    named(parameters, kind).flatMap(({ name, example }) =>
      example === undefined ? [] : [[name, example]],
    ),
  );

const pathOf = (operation: Operation, value: string) =>
  Object.fromEntries(named(operation.parameters, 'path').map(({ name }) => [name, value]));

/** One setting of the clocks, for whichever of them the operation takes. */
function clocksBy(pick: Pick, { head }: World, operation: Operation, year: number) {
  const asked = named(operation.parameters, 'query').flatMap(({ name, required }) => {
    const isKnown = /knownAt$/i.test(name);
    const isDay = /^(?:asOf|from|to)$|reportedBy$/i.test(name);
    if (!isKnown && !isDay) return [];
    if (required !== true && pick([true, false, false])) return [];
    return [[name, isKnown ? `${pick(upTo(head))}` : dayBy(pick, year)]];
  });
  return Object.fromEntries(asked) as Record<string, string>;
}

function settings(operation: Operation, own: Case, world: World, pick: Pick): Ask[] {
  return upTo(SETTINGS - 1).map((at) => {
    const { contest, year } = world.contests[
      at % world.contests.length
    ] as World['contests'][number];
    const named = { contest, endorser: pick(world.endorsers), entry: pick(world.entries) };
    const path = own.of === undefined ? {} : pathOf(operation, named[own.of]);
    const clocks = clocksBy(pick, world, operation, year);
    return { path, query: { ...own.with?.(pick, world, contest), ...clocks }, status: 200 };
  });
}

/** The media types of an operation's answers. */
const mediaOf = ({ responses }: Operation) => Object.keys(responses['200']?.content ?? {});

/**
 * The requests that must be answered: the document's own example, with what is needed alone, and in each
 * form; then those of many clocks, and the case's own.
 */
export function asksOf(operation: Operation, own: Case, world: World, pick: Pick): Ask[] {
  if (own.only === true) return [];
  const { parameters } = operation;
  const { as } = own;
  const path = examples(parameters, 'path');
  const query = examples(parameters, 'query');
  const needed = named(parameters, 'query').flatMap(({ name, required }) =>
    required === true ? [name] : [],
  );
  const least = {
    ...own.with?.(pick, world, path.name ?? ''),
    ...Object.fromEntries(needed.map((name) => [name, query[name] ?? ''])),
  };
  return [
    { path, query, headers: examples(parameters, 'header'), status: 200 },
    { path, query: least, status: 200 },
    ...mediaOf(operation).map((accept) => ({
      path,
      query: least,
      headers: { accept },
      status: 200,
    })),
    ...(own.clocks === true ? settings(operation, own, world, pick) : []),
  ].map((ask) => ({ ...ask, as }));
}

/** Requests that must be refused, whatever the operation, in the order in which a server finds out. */
export function refusalsOf(operation: Operation, { as, only, wrong = 'historian' }: Case): Ask[] {
  const { parameters, responses, security = [] } = operation;
  const path = examples(parameters, 'path');
  const query = examples(parameters, 'query');
  const names = named(parameters, 'path');
  const nowhere = pathOf(operation, 'nosuch');
  const asking = { path, query, as };
  const needsToken = security.length > 0 && security.every((each) => 'token' in each);
  const strangers: Ask[] = needsToken
    ? [
        { path: { ...nowhere, ...path }, query, status: 401 },
        { path: { ...nowhere, ...path }, query, as: wrong, status: 403 },
      ]
    : [];
  if (only === true) return strangers;
  const refused: Ask[] = [
    ...strangers,
    { ...asking, query: { ...query, nosuch: '1' }, status: 400 },
    ...(names.length === 0 ? [] : [{ ...asking, path: nowhere, status: 404 }]),
    { ...asking, headers: { accept: 'image/png' }, status: 406 },
  ];
  return refused.filter(({ status }) => responses[`${status}`] !== undefined);
}
