import { styleText } from 'node:util';
import { plain } from '../../events/plain.ts';
import { escaped } from '../interchange/steering.ts';

/** One end of what the command writes: a terminal, a pipe or a file. */
export type Sink = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  /** How wide a terminal is. */
  readonly columns?: number;
};

/** Where the command writes, and what it knows of the other end. Passed in, so that tests can look. */
export interface Terminal {
  /** Data. */
  readonly out: Sink;
  /** Talk: titles, legends, progress, complaints. */
  readonly err: Sink;
  readonly in: NodeJS.ReadableStream & { readonly isTTY?: boolean };
}

type Style = Parameters<typeof styleText>[0];

/** Text in a style, where the stream shows colours (NO_COLOR and FORCE_COLOR are heeded). */
export const styled = (stream: Sink, style: Style, text: string): string =>
  styleText(style, text, { stream: stream as NodeJS.WriteStream });

/** Data as they are written: in a file or a pipe byte by byte; on a terminal with what would steer it escaped. */
export const exact = (sink: Sink, text: string): string =>
  sink.isTTY === true ? escaped(text) : text;

/** Says something to the person, on stderr. */
export function say(terminal: Terminal, text: string, style?: Style): void {
  const shown = plain(text);
  terminal.err.write(`${style === undefined ? shown : styled(terminal.err, style, shown)}\n`);
}
