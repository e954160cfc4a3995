import { hustings, IMPATIENT, type Ran } from '../../cli/harness.ts';
import { MAIN, start } from '../../cli/processes.ts';
import type { Case } from './mistake.ts';
import { differences, type Place, picture } from './place.ts';

const INSIDES = / {4}at |node:internal|Error:|should not have happened|\bundefined\b|\[object/;

async function ran(made: Case, args: readonly string[], isAgain: boolean): Promise<Ran> {
  const { env = {}, stdin, now, shell } = made;
  if (shell !== undefined && !isAgain) {
    const command = ['-c', shell, 'sh', process.execPath, MAIN, ...args];
    const { code, out, err } = await start('/bin/sh', command, { env }).ended;
    return { status: code ?? -1, out, err };
  }
  const around = isAgain ? {} : { env, ...(now !== undefined && { now }) };
  return hustings(args, { ...around, tempo: IMPATIENT, ...(stdin !== undefined && { stdin }) });
}

function wordsOf({ status, err }: Ran, made: Case): string[] {
  const sentences = err.match(/^hustings: /gm)?.length ?? 0;
  return [
    ...(status === made.status ? [] : [`ended with ${status}, not ${made.status}`]),
    ...(made.says.test(err) ? [] : [`said ${JSON.stringify(err)}, not ${made.says}`]),
    ...(sentences === (made.status === 0 ? 0 : 1) ? [] : [`said ${sentences} sentences`]),
    ...(INSIDES.test(err) ? [`told its insides: ${JSON.stringify(err)}`] : []),
  ];
}

async function idsIn(ledger: string): Promise<string[]> {
  const { out } = await hustings(['export', '--ledger', ledger]);
  return [...out.matchAll(/"leaf":\{[^}]*?"id":"([^"]+)"/g)].map(([, id = '']) => id);
}

/** The entries that every place begins with, in their order. */
const FIRST = Array.from(
  { length: 6 },
  (_, at) => `00000000-0000-4000-8000-${String(at + 1).padStart(12, '0')}`,
);

/** What is not as it must be once all is mended. */
async function mended({ ledger }: Place, { verified = [] }: Case): Promise<string[]> {
  const { status, err } = await hustings(['verify', ...verified, '--ledger', ledger]);
  const ids = (await idsIn(ledger)).slice(0, FIRST.length);
  return [
    ...(status === 0 ? [] : [`does not verify: ${JSON.stringify(err)}`]),
    ...(`${ids}` === `${FIRST}` ? [] : [`lost entries: it begins with ${ids}`]),
  ];
}

/** Runs what follows a mistake, and the remedy; answers with what did not hold. */
export async function faultsOf(place: Place, made: Case): Promise<string[]> {
  const before = picture(place);
  const first = await ran(made, made.args, false);
  const harmed = made.changes === true ? [] : differences(before, picture(place));
  await made.remedy();
  const again = await ran(made, made.again ?? made.args, true);
  return [
    ...wordsOf(first, made),
    ...harmed.map((path) => `changed ${path}`),
    ...(again.status === 0 ? [] : [`after the remedy: ${JSON.stringify(again.err)}`]),
    ...(await mended(place, made)),
  ];
}
