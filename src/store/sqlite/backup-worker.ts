import { parentPort } from 'node:worker_threads';
import { type Answer, copyWhole, type Task } from './backup.ts';
import { openDatabase } from './open.ts';
import { asStoreError } from './sqlite-errors.ts';

const OPTIONS = { readOnly: true, outdated: false, busyMilliseconds: 5000 };

function answerTo(task: Task): Answer {
  try {
    const db = openDatabase(task.from, OPTIONS);
    try {
      return copyWhole(db, task);
    } finally {
      db.close();
    }
  } catch (error) {
    const { code, message } = asStoreError(error, task.from);
    return { code, message };
  }
}

parentPort?.on('message', (task: Task) => parentPort?.postMessage(answerTo(task)));
