import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Course, Outcome, Part } from '../part.ts';
import type { Order } from './process.ts';
import type { Told } from './tell.ts';

/** So many histories are of one seed, and for each ten of them one more is told to a database. */
const CHUNK = 50;
const FILES_PER_DATABASE = 10;

/** What is to be told: chunk by chunk, each with a seed of its own. */
function ordersOf({ runs, seed }: Course): Order[] {
  return Array.from({ length: Math.ceil(runs / CHUNK) }, (_, index) => {
    const files = Math.min(CHUNK, runs - index * CHUNK);
    const of = { seed: seed + index };
    return [
      { ...of, place: 'file' as const, runs: files },
      { ...of, place: 'database' as const, runs: Math.ceil(files / FILES_PER_DATABASE) },
    ];
  }).flat();
}

/** One process: takes order after order until none is left, something differed or nobody waits any more. */
function work(waiting: Order[], take: (told: Told) => boolean): Promise<void> {
  const child = fork(new URL('./process.ts', import.meta.url), { stdio: ['ignore', 2, 2, 'ipc'] });
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const order = waiting.shift();
      if (order === undefined) child.disconnect();
      else child.send(order);
    };
    child.on('message', (told: Told) => {
      if (!take(told)) waiting.length = 0;
      next();
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a process that told histories ended with ${code}`));
    });
    next();
  });
}

async function torture(course: Course): Promise<Outcome> {
  const done: Told[] = [];
  const waiting = ordersOf(course);
  const sum = (count: (told: Told) => number) => done.reduce((all, told) => all + count(told), 0);
  const on = (place: Told['place']) => sum((told) => (told.place === place ? told.histories : 0));
  const take = (told: Told): boolean => {
    done.push(told);
    course.progress(on('file'));
    return told.fault === null && !course.signal.aborted;
  };
  const processes = Math.min(availableParallelism(), waiting.length);
  await Promise.all(Array.from({ length: processes }, () => work(waiting, take)));
  return {
    runs: on('file'),
    told: `${on('file')} histories on SQLite and ${on('database')} on both stores, ${sum((told) => told.steps)} steps, ${sum((told) => told.entries)} entries accepted, ${sum((told) => told.questions)} questions counted anew`,
    faults: done.flatMap(({ fault }) => fault ?? []),
  };
}

export const part: Part = {
  name: 'model',
  about:
    'Random commands and questions, by two processes with clocks that jump and zones that change, come to what a naive model says, on both stores',
  unit: 'histories',
  runs: { short: 300, long: 12_000 },
  torture,
};
