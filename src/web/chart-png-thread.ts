import { parentPort } from 'node:worker_threads';
import { pngOf } from './chart-png.ts';

// What runs in the thread that paints: a drawing comes, its picture goes.
parentPort?.on('message', (svg: string) => parentPort?.postMessage(pngOf(svg)));
