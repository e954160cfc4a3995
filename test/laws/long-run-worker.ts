/** A thread of the long run. */
import { parentPort } from 'node:worker_threads';
import { lawNamed } from './laws.ts';
import type { Part, PartDone } from './long-run.ts';
import { putToTest } from './run.ts';

parentPort?.on('message', async ({ law: name, ...options }: Part) => {
  const law = lawNamed(name);
  Object.assign(law.tried, { all: 0, compared: 0 });
  const outcome = await putToTest(law, options);
  const done: PartDone = { outcome, tried: { ...law.tried } };
  parentPort?.postMessage(done);
});
