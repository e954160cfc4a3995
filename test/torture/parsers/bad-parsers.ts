import type { Parser, Told } from './parser.ts';

const told = (
  name: string,
  read: Parser['read'],
  samples = ['{"a":1}', '{"b":[1,2]}'],
): Parser => ({
  name,
  weight: 1,
  samples,
  words: ['"c":', '{', '['],
  read,
});

const fields = (input: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(input);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

/** As those do who put one object into another, whatever its keys are. */
function merged(from: object): Told {
  const own: unknown = Object.getOwnPropertyDescriptor(from, '__proto__')?.value;
  return { accepted: typeof own === 'object' ? Object.setPrototypeOf({}, own) : null };
}

let count = 0;

/** Parsers with what a hunt must find, each with what it then says. */
export const BAD: readonly (readonly [fault: RegExp, parser: Parser])[] = [
  [
    /throws TypeError/,
    told('one that trusts its input', (input) => {
      const { a = 0 } = fields(input) as { readonly a?: number };
      return { accepted: a.toFixed(1) };
    }),
  ],
  [
    /has \d+ characters/,
    told('one that repeats all', (input) => ({ refused: [`${input} is none.`] }), [
      'a'.repeat(2000),
    ]),
  ],
  [
    /has a U\+/,
    told('one that repeats what steers', (input) => ({
      refused: [`${input.slice(0, 9)} is none.`],
    })),
  ],
  [/an empty sentence/, told('one that says nothing', () => ({ refused: [''] }))],
  [
    /prototype out of the input/,
    told('one that takes a prototype', (input) => merged(fields(input))),
  ],
  [
    /otherwise a second time/,
    told('one that remembers', (input) => {
      count += 1;
      return { accepted: input.includes('[') ? count : 0 };
    }),
  ],
  [
    /is read as another/,
    told('one that prints another', (input) => ({
      accepted: input.length,
      printed: `${input} `.slice(0, 50),
    })),
  ],
  [
    /printed as is refused/,
    told('one that refuses what it prints', (input) =>
      input.endsWith('!') ? { refused: ['None.'] } : { accepted: input, printed: `${input}!` },
    ),
  ],
];

/** One with a fault behind five tests, of which no change of a good input passes more than four. */
export const DEEP: Parser = {
  ...told('one with a fault deep inside', (input) => {
    if (!input.includes('"c":')) return { refused: [] };
    if (!input.includes('"d":')) return { refused: [] };
    if (!input.includes('"e":')) return { refused: [] };
    if (!input.includes('"f":')) return { refused: [] };
    if (input.includes('"g":')) throw new Error('deep inside');
    return { accepted: null };
  }),
  words: ['"c":', '"d":', '"e":', '"f":', '"g":'],
};

/** One whose steps grow as the square of what it reads. */
export const SLOW: Parser = told('one that begins anew with each character', (input) => {
  let found = 0;
  for (let from = 0; from < input.length; from += 1) {
    for (let at = from; at < input.length; at += 1) if (input[at] === '{') found += 1;
  }
  return { accepted: found };
});
