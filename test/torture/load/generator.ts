/**
 * A load in a process of its own, so that it distorts nothing that others measure. A job comes as a message, what was
 * seen goes back as one. A closed load asks again as soon as it was answered; an open one asks by the clock, whether
 * it was answered or not, and counts from when each request was due.
 */
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../bench/load/random.ts';
import { type Asked, drawn, type World } from './mix.ts';
import { Seen } from './report.ts';

/** What is to be done. */
export interface Job {
  readonly address: string;
  readonly world: World;
  readonly seed: number;
  readonly seconds: number;
  /** What names begin with, so that nothing is asked twice. */
  readonly begins: string;
  /** So many at once, each after its answer; or so many a second, by the clock. */
  readonly load: { readonly atOnce: number } | { readonly aSecond: number };
}

/** So many clients, each with connections of its own. */
const CLIENTS = 8;
/** Who hears nothing for so long has heard enough, in milliseconds. */
const PATIENCE = 60_000;

/** Who is told to come again and asks in a closed loop does so after so many milliseconds. */
const LATER = 200;

const agents = Array.from({ length: CLIENTS }, () => new Agent({ keepAlive: true }));

interface Answer {
  readonly status: number;
  readonly retry: string | undefined;
  readonly body: string;
}

function ask(address: string, { method, path, headers, body }: Asked, agent: Agent) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request(`${address}${path}`, { method, headers, agent, timeout: PATIENCE });
    sent.once('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        // Only what was stored is read.
        if (method === 'POST') text += chunk;
      });
      answer.once('error', reject).once('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          retry: answer.headers['retry-after'],
          body: text,
        }),
      );
    });
    sent.once('timeout', () => sent.destroy(new Error('no answer in a minute')));
    sent.once('error', reject).end(body);
  });
}

function outcomeOf(asked: Asked, { status, retry, body }: Answer) {
  if (asked.right.includes(status)) return 'right';
  if ((status === 503 || status === 429) && retry !== undefined) return 'later';
  const without = retry === undefined && status === 503 ? ' without Retry-After' : '';
  return { wrong: `${asked.kind}: ${status}${without} ${body.slice(0, 150)}` };
}

/** Asks once. Gives whether it is to come again later. */
async function one(
  job: Job,
  seen: Seen,
  asked: Asked,
  due: number,
  agent: Agent,
): Promise<boolean> {
  try {
    const answer = await ask(job.address, asked, agent);
    const outcome = outcomeOf(asked, answer);
    seen.heard(performance.now() - due, outcome);
    if (answer.status === 201) {
      seen.stored(JSON.parse(answer.body).entries.map(({ id }: { readonly id: string }) => id));
    }
    return outcome === 'later';
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    seen.heard(performance.now() - due, { wrong: `${asked.kind}: ${code ?? message}` });
    return false;
  }
}

async function run(job: Job) {
  const random = new Random(job.seed);
  const seen = new Seen();
  let count = 0;
  const next = (due: number): Promise<boolean> => {
    count += 1;
    const agent = agents[count % CLIENTS] as Agent;
    return one(job, seen, drawn(random, job.world, `${job.begins}-${count}`), due, agent);
  };
  const begun = performance.now();
  const end = begun + job.seconds * 1000;
  const { load } = job;
  if ('atOnce' in load) {
    const lane = async (): Promise<void> => {
      while (performance.now() < end) if (await next(performance.now())) await pause(LATER);
    };
    await Promise.all(Array.from({ length: load.atOnce }, lane));
  } else {
    const apart = 1000 / load.aSecond;
    const asked: Promise<boolean>[] = [];
    for (let due = begun; due < end; due += apart) {
      if (due > performance.now()) await pause(due - performance.now());
      asked.push(next(due));
    }
    await Promise.all(asked);
  }
  return seen.report((performance.now() - begun) / 1000);
}

process.on('message', async (job: Job) => process.send?.(await run(job)));
