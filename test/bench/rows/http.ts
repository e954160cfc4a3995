import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HERE, type Serving, started, stop } from '../http/serving.ts';
import type { ContestPlan } from '../load/contest-load.ts';
import { type Row, ratio, short, spread } from '../measure.ts';
import type { Setting } from '../setting.ts';
import { kindsOf, type Questions } from './http-questions.ts';

const SECONDS = 2;

/** Requests a second that wrk counts, from a process of its own. Refuses a run with failed requests. */
function wrk(connections: number, address: string, script: string, ...args: string[]): number {
  const load = [
    '-t1',
    `-c${connections}`,
    `-d${SECONDS}s`,
    '--timeout',
    '10s',
    '-s',
    join(HERE, script),
    address,
    '--',
  ];
  const { stdout, stderr, status } = spawnSync('wrk', [...load, ...args], { encoding: 'utf8' });
  const [, requests, duration, failed] =
    /requests (\d+) microseconds (\d+) failed (\d+)/.exec(stdout ?? '') ?? [];
  if (status !== 0 || requests === undefined || failed !== '0') {
    throw new Error(`wrk: ${stderr || stdout}`);
  }
  return (Number(requests) * 1e6) / Number(duration);
}

/** Two servers under the same load, in turns, after one turn that does not count. */
function underLoad(turns: number, a: () => number, b: () => number) {
  const rates = { a: [] as number[], b: [] as number[] };
  for (let turn = 0; turn <= turns; turn += 1) {
    const [one, other] = [a(), b()];
    if (turn === 0) continue;
    rates.a.push(one);
    rates.b.push(other);
  }
  return rates;
}

const told = (rates: { readonly a: number[]; readonly b: number[] }): string =>
  `${short(spread(rates.a).median)}/s against ${short(spread(rates.b).median)}/s`;

/** A bare server that sends the answers of ours to some of these questions, header fields included. */
async function bareFor(setting: Setting, ours: Serving, paths: readonly string[]) {
  const bodies: string[] = [];
  let headers: Record<string, string> = {};
  for (const path of paths.slice(0, 500)) {
    const answer = await fetch(`${ours.address}${path}`, {
      headers: { 'accept-encoding': 'identity' },
    });
    headers = Object.fromEntries(answer.headers);
    bodies.push(await answer.text());
  }
  for (const name of ['connection', 'keep-alive', 'date', 'content-length']) delete headers[name];
  const given = join(setting.folder, 'answers.json');
  writeFileSync(given, JSON.stringify({ headers, bodies }));
  const bytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0) / bodies.length;
  return { bare: await started('bare.ts', given), bytes };
}

/** Answers over HTTP against a bare server that sends as many bytes, header fields included. */
async function questionsRow(
  setting: Setting,
  ours: Serving,
  turns: number,
  { name, paths, aTurn, due }: Questions,
): Promise<Row> {
  const list = join(setting.folder, 'questions.txt');
  writeFileSync(list, paths.join('\n'));
  const { bare, bytes } = await bareFor(setting, ours, paths);
  let run = 0;
  const ask = ({ address }: Serving) => {
    run += 1;
    const from = aTurn === undefined ? [] : [`${Math.floor(run / 2) * aTurn}`];
    return wrk(32, address, 'questions.lua', list, `${setting.seed + run}`, ...from);
  };
  try {
    const rates = underLoad(
      turns,
      () => ask(ours),
      () => ask(bare),
    );
    return {
      name,
      against: 'bare node:http, as many bytes',
      ratio: ratio(rates.a, rates.b),
      wanted: 'at least',
      ...due,
      figures: `${told(rates)}, ${short(bytes)} bytes`,
    };
  } finally {
    await stop(bare);
  }
}

/** Standings and pages that are asked again and again, and such of which each is asked once. */
async function questionsRows(
  setting: Setting,
  file: string,
  plans: readonly ContestPlan[],
  turns: number,
): Promise<Row[]> {
  const ours = await started('served.ts', file, 'reading');
  try {
    const rows: Row[] = [];
    for (const kind of kindsOf(plans, setting.seed))
      rows.push(await questionsRow(setting, ours, turns, kind));
    return rows;
  } finally {
    await stop(ours);
  }
}

/** Durable appends over HTTP against the same server with the writing left out. */
async function appendsRow(
  setting: Setting,
  file: string,
  plans: readonly ContestPlan[],
  turns: number,
): Promise<Row> {
  const list = join(setting.folder, 'contests.txt');
  writeFileSync(list, plans.map(({ contest }) => `/api/v1/contests/${contest}/entries`).join('\n'));
  const ours = await started('served.ts', file, 'writing');
  // A ledger of its own, in which nobody else writes: what is remembered there stays good, as in ours.
  const copy = join(setting.folder, 'dry.db');
  copyFileSync(file, copy);
  const dry = await started('served.ts', copy, 'dry');
  let run = 0;
  const send = ({ address, token }: Serving) => {
    run += 1;
    return wrk(64, address, 'appends.lua', list, token, `bench-${setting.seed}-${run}`);
  };
  try {
    const rates = underLoad(
      turns,
      () => send(ours),
      () => send(dry),
    );
    return {
      name: '16 HTTP appends, 64 connections, durable',
      against: 'the same endpoint, the writing left out',
      ratio: ratio(rates.a, rates.b),
      wanted: 'at least',
      due: 0.4,
      figures: told(rates),
    };
  } finally {
    await Promise.all([stop(ours), stop(dry)]);
  }
}

/** What the server does over HTTP, loaded by wrk from another process; nothing where there is no wrk. */
export async function httpRows(
  setting: Setting,
  file: string,
  plans: readonly ContestPlan[],
  turns: number,
): Promise<Row[]> {
  if (spawnSync('wrk', ['--version']).error !== undefined) {
    setting.say('left out: wrk is not installed (Debian: apt-get install wrk)');
    return [];
  }
  return [
    ...(await questionsRows(setting, file, plans, turns)),
    await appendsRow(setting, file, plans, turns),
  ];
}
