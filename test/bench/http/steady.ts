/**
 * Asks a server so many questions a second for so long, whether it keeps up or not, and prints the latencies: each
 * from the moment when its question was due, so that who had to wait behind a slow answer counts with all its wait.
 */
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const [address = '', list = '', rate = '', seconds = '', from = ''] = process.argv.slice(2);
const paths = readFileSync(list, 'utf8').split('\n');
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const apart = 1000 / Number(rate);
const count = Math.round(Number(rate) * Number(seconds));
const latencies: number[] = [];
let failed = 0;

function ask(path: string, due: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (status?: number) => {
      latencies.push(performance.now() - due);
      if (status !== 200) failed += 1;
      resolve();
    };
    get(`${address}${path}`, { agent }, (answer) => {
      answer.resume().once('end', () => end(answer.statusCode));
    }).once('error', () => end());
  });
}

const begun = performance.now();
const asked: Promise<void>[] = [];
while (asked.length < count) {
  const due = begun + asked.length * apart;
  if (due > performance.now()) {
    await pause(1);
    continue;
  }
  const path = paths[(Number(from) + asked.length) % paths.length] ?? '';
  asked.push(ask(path, due));
}
await Promise.all(asked);
agent.destroy();
latencies.sort((one, other) => one - other);
const at = (part: number) => latencies[Math.ceil(latencies.length * part) - 1];
process.stdout.write(
  `${JSON.stringify({ median: at(0.5), p99: at(0.99), most: at(1), failed })}\n`,
);
