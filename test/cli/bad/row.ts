import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Around } from '../harness.ts';

/** Where a row's command line runs: a folder with a small ledger in it. */
export interface Place {
  readonly folder: string;
  /** A ledger with the small contest in it, unless the row says otherwise. */
  readonly ledger: string;
}

/** What to do when a row is over. */
type Cleanup = () => void;

/** A command line that cannot be answered, and what is said of it. */
export interface Row {
  readonly name: string;
  /** `LEDGER` and `FOLDER` stand for the row's own, here and in the environment. */
  readonly args: readonly string[];
  readonly around?: Around;
  readonly setup?: (place: Place) => Cleanup | undefined;
  readonly status: 1 | 2;
  readonly says: RegExp;
  /** There is no ledger, and none may come of it. */
  readonly noLedger?: true;
  /** The ledger cannot be read: its bytes are compared, not its entries. */
  readonly unreadable?: true;
  /** Why it cannot be tried here. */
  readonly skip?: () => string | undefined;
}

/** Puts a file beside the ledger. */
export const withFile =
  (name: string, content: string | Uint8Array) =>
  ({ folder }: Place): undefined => {
    writeFileSync(join(folder, name), content);
  };

/** A row whose command reads the small ledger. */
export const reading = (
  name: string,
  args: readonly string[],
  status: 1 | 2,
  says: RegExp,
): Row => ({
  name,
  args: [...args, '--ledger', 'LEDGER'],
  status,
  says,
});

/** A row that sends something to the small contest. */
export const sending = (name: string, sent: unknown, says: RegExp): Row => ({
  name: `append: ${name}`,
  args: ['append', 'leader', '--ledger', 'LEDGER'],
  around: { stdin: typeof sent === 'string' ? sent : JSON.stringify(sent) },
  status: 1,
  says,
});

/** A row that imports a file into the small ledger. */
export const importing = (name: string, content: string | Uint8Array, says: RegExp): Row => ({
  name: `import: ${name}`,
  args: ['import', 'FOLDER/in.ndjson', '--ledger', 'LEDGER'],
  setup: withFile('in.ndjson', content),
  status: 1,
  says,
});
