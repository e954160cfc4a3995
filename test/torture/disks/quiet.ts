import { Readable, Writable } from 'node:stream';
import type { Terminal } from '../../../src/cli/terminal.ts';

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** A terminal that nobody looks at. */
export const QUIET: Terminal = {
  out: nowhere(),
  err: nowhere(),
  in: Object.assign(Readable.from([]), { isTTY: false }),
};
