import { getPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { runInBackground } from '../../src/threads/background.ts';

runInBackground();
parentPort?.on('message', () => parentPort?.postMessage(getPriority()));
