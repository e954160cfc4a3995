import { Worker } from 'node:worker_threads';

/** In milliseconds: no input takes so long, on whatever machine. */
const PATIENCE = 120_000;
/** How much of an input is told, in bytes. */
const TOLD = 16_384;

const WATCH = `
const { workerData: { beat, told, patience } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
let last = -1;
setInterval(() => {
  const now = Atomics.load(new Int32Array(beat), 0);
  if (now !== last || now === 0) { last = now; return; }
  const text = Buffer.from(Buffer.from(told)).toString('utf8').replace(/\\0+$/, '');
  writeSync(2, 'torture, parsers: no end is seen of ' + text + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, patience);
`;

/** Ends a process that is stuck in one input, and says in which: nothing within its thread could. */
export class Watchdog {
  readonly #beat = new SharedArrayBuffer(4);
  readonly #told = new SharedArrayBuffer(TOLD);
  readonly #count = new Int32Array(this.#beat);
  readonly #bytes = Buffer.from(this.#told);
  readonly #worker: Worker;

  constructor() {
    const workerData = { beat: this.#beat, told: this.#told, patience: PATIENCE };
    this.#worker = new Worker(WATCH, { eval: true, workerData });
    this.#worker.unref();
  }

  /** An input begins to be read. */
  begins(parser: string, input: string): void {
    this.#bytes.fill(0);
    this.#bytes.write(`${parser}: ${JSON.stringify(input.slice(0, TOLD / 8))}`);
    Atomics.store(this.#count, 0, Atomics.load(this.#count, 0) + 1);
  }

  /** All was read. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
