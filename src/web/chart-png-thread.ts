import { parentPort } from 'node:worker_threads';
import { runInBackground } from '../threads/background.ts';
import { pngOf } from './chart-png.ts';

// What runs in the thread that paints: a drawing comes, its picture goes.
runInBackground();
parentPort?.on('message', (svg: string) => parentPort?.postMessage(pngOf(svg)));
