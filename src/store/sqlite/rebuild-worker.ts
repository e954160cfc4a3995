import { parentPort, workerData } from 'node:worker_threads';
import { runInBackground } from '../../threads/background.ts';
import { ChangeCount } from './change-count.ts';
import { Connection } from './connection.ts';
import { DerivedFacts } from './derived-facts.ts';
import { EntryReads } from './entry-reads.ts';
import { openDatabase } from './open.ts';
import type { Answer, Request } from './rebuild-crew.ts';
import { asStoreError } from './sqlite-errors.ts';
import { StreamTable } from './stream-table.ts';
import { SymbolTable } from './symbol-table.ts';

runInBackground();
const file = workerData as string;
const options = { readOnly: true, outdated: true, busyMilliseconds: 5000 };
const connection = new Connection(openDatabase(file, options), file);
const reads = new EntryReads(connection, new StreamTable(connection));
const symbols = new SymbolTable(connection, new ChangeCount(connection));
const facts = new DerivedFacts(connection, reads, symbols);

function answerTo({ from, to }: Request): Answer {
  try {
    return { found: connection.snapshot(() => facts.compare(from, to)) };
  } catch (error) {
    const { code, message } = asStoreError(error, file);
    return { code, message };
  }
}

parentPort?.on('message', (request: Request) => parentPort?.postMessage(answerTo(request)));
