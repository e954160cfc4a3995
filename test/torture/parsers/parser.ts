import { complain } from '../../../src/cli/complaint.ts';
import { Failure } from '../../../src/cli/failure.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { BadSetting } from '../../../src/config.ts';
import { Problem } from '../../../src/http/problem.ts';
import { BadInput } from '../../../src/interchange/bad-input.ts';
import { BadQuestion } from '../../../src/ledger/clocks.ts';

/** What became of an input. */
export type Told =
  /** It was refused: in these sentences, or without a word where the parser has none. */
  | { readonly refused: readonly string[] }
  /** It was accepted: what was read, as plain data, and that as its printer writes it, where there is one. */
  | { readonly accepted: unknown; readonly printed?: string };

/** Something that reads what comes from outside. What it throws beside its own refusals is a fault. */
export interface Parser {
  readonly name: string;
  /** How many cases it gets beside the others: fewer where one is dear. */
  readonly weight: number;
  /** Good inputs; those of a parser of bytes have a character for each byte. */
  readonly samples: readonly string[];
  /** What its language is made of. */
  readonly words?: readonly string[];
  /** The longest input that reaches it, in characters: whoever stands before it refuses more. */
  readonly longest?: number;
  read(input: string): Told | Promise<Told>;
}

/** The errors that are refusals of a parser. */
export type Refusals = readonly (new (...given: never[]) => Error)[];

/** What the command says of an error, a sentence a line; `Failure` is what it makes of those that it does not know. */
function complaintsOf(error: Error): readonly string[] {
  const said: string[] = [];
  const sink = { write: (text: string) => said.push(text.slice('hustings: '.length, -1)) };
  const known = [BadInput, BadQuestion, BadSetting].some((kind) => error instanceof kind);
  const terminal = { out: sink, err: sink, in: sink } as unknown as Terminal;
  complain(
    { terminal, process: () => ({ process: 1, host: 'here' }) },
    known ? error : new Failure(error.message),
  );
  return said;
}

/** An error as a refusal, in the words of an answer or of the command, where it is one of these; thrown again where it is none. */
export function refusalBy(error: unknown, refusals: Refusals): Told {
  if (!(error instanceof Error) || !refusals.some((kind) => error.constructor === kind))
    throw error;
  if (!(error instanceof Problem)) return { refused: complaintsOf(error) };
  return { refused: [error.message, ...error.errors.map(({ detail }) => detail)] };
}

/** A parser's answer, where it refuses by throwing. */
export function readOr(refusals: Refusals, read: () => Told): Told {
  try {
    return read();
  } catch (error) {
    return refusalBy(error, refusals);
  }
}

/** The answer of a parser that says nothing but undefined of what it refuses. */
export const orNothing = <T>(value: T | undefined, print?: (value: T) => string): Told => {
  if (value === undefined) return { refused: [] };
  return print === undefined ? { accepted: value } : { accepted: value, printed: print(value) };
};

/** A text whose characters are bytes, as those. */
export const bytesOf = (input: string): Buffer => Buffer.from(input, 'latin1');

/** Bytes, or a text's UTF-8, with a character for each byte. */
export const asBytes = (bytes: Uint8Array | string): string =>
  Buffer.from(bytes as string).toString('latin1');

/** JSON that the parser before takes: the value, or nothing. */
export function jsonIn(input: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(input) };
  } catch {
    return undefined;
  }
}
