/** Whoever keeps the ledger in a file never waits for what a database needs. */
import { cpSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildProject, copyProject } from './building.ts';
import { folder, sampleLedger } from './harness.ts';
import { MAIN, main } from './processes.ts';
import { serverOf } from './servers.ts';

const { path: root, file } = folder();
const samples = sampleLedger();

const LOADED = 97;

/** Ends the process as soon as anything of the client, or of what that needs, is loaded. */
const WATCH = `
import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    if (/node_modules\\/(?:@kurrent|@grpc|google-protobuf)\\//.test(url)) process.exit(${LOADED});
    return next(url, context);
  },
});
`;

const WAYS = [
  ['from its TypeScript', MAIN],
  ['built', copyProject(root)],
] as const;

const watched = (main: string) => ({ main, nodeFlags: ['--import', file('watch.mjs')] });

beforeAll(() => {
  writeFileSync(file('watch.mjs'), WATCH);
  buildProject(root);
});

describe.each(WAYS)('%s', (way, program) => {
  test('with a ledger in a file, no command loads the client of the database', async () => {
    const ledger = ['--ledger', samples.path];
    const copy = file(`${way}.db`);
    cpSync(samples.path, copy);
    const ended = await Promise.all(
      [
        ['contests', ...ledger],
        ['verify', ...ledger],
        ['rebuild', '--ledger', copy],
        ['move', '--from', samples.path, '--to', file(`${way}-moved.db`)],
      ].map((args) => main(args, watched(program))),
    );
    expect(ended.map(({ code, err }) => (code === 0 ? 0 : err))).toEqual([0, 0, 0, 0]);
  });

  test('nor does the server', async () => {
    const args = ['serve', '--ledger', samples.path];
    const { address, stop } = await serverOf(args, / API (\S+)\/docs/, watched(program));
    expect((await fetch(`${address}/api/v1/contests`)).status).toBe(200);
    expect(await stop('SIGTERM')).toMatchObject({ code: 0 });
  });

  test('with a database it is loaded, so that the tests above would see it', async () => {
    const env = {
      HUSTINGS_STORE: 'kurrentdb://127.0.0.1:1',
      HUSTINGS_COPY: file(`${way}-other.db`),
    };
    expect(await main(['contests'], { ...watched(program), env })).toMatchObject({ code: LOADED });
  });
});
