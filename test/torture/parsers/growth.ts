import { Random } from '../../laws/random.ts';
import type { Hunting } from './hunt.ts';
import { faultOf } from './judge.ts';
import type { Parser } from './parser.ts';

/** The shortest length, in characters, and how many times as long the others are. */
const SHORT = 2048;
const TIMES = [4, 16];

/** In steps: a reader who takes fewer at the longest is quick, however they grow. */
const FEW = 200_000;

/** How steps may grow beside the length: n log n does somewhat, n² as much again as the length itself. */
const MOST = 2;

/** An input in which one of its parts comes again and again, until it is so long. */
function pumped(input: string, random: Random): (length: number) => string {
  const from = random.below(input.length + 1);
  const to = Math.min(input.length, from + 1 + random.below(random.oneIn(3) ? 40 : 4));
  const part = input.slice(from, to) || 'a';
  return (length) =>
    input.slice(0, to) + part.repeat(Math.ceil(length / part.length)) + input.slice(to);
}

/**
 * How a parser's work grows with what it reads, counted in the blocks of code that run: no clock decides. What
 * code that is not JavaScript does is not counted: of regular expressions see test/torture/parsers/regex.
 */
export async function growthFault(
  parser: Parser,
  inputs: readonly string[],
  { coverage, seed, begins }: Hunting,
): Promise<string | undefined> {
  const random = new Random(seed);
  const input = random.of(inputs);
  const long = pumped(input, random);
  const stepsAt = async (length: number) => {
    const given = long(length);
    begins(parser.name, given);
    coverage.take();
    const fault = await faultOf(parser, given);
    return { steps: coverage.take().steps, fault };
  };
  const told = JSON.stringify(long(100)).slice(0, 600);
  const { steps: few } = await stepsAt(SHORT);
  for (const times of TIMES) {
    const { steps: many, fault } = await stepsAt(SHORT * times);
    if (many > FEW && many > few * times * MOST) {
      return `${parser.name}: ${few} steps become ${many} where the input is ${times} times as long: ${told}`;
    }
    if (fault !== undefined)
      return `${parser.name}: ${fault}; input ${told}, pumped to ${SHORT * times}`;
  }
  return undefined;
}
