import { Hand, threadFile } from '../threads/hand.ts';

const THREAD = threadFile(import.meta.url, 'web/chart-png-thread');

/** A thread that paints drawings as PNGs, as pngOf does; bytes come over as a plain array. */
export const paintingHand = (): Hand<string, Uint8Array> =>
  new Hand<string, Uint8Array>(THREAD, 'the thread that paints').idles();
