import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** How much memory is in use, in bytes, once what nobody needs is gone. */
export function heapNow(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
