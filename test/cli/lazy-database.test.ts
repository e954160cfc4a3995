/** Whoever keeps the ledger in a file never waits for what a database needs. */
import { cpSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { folder, sampleLedger } from './harness.ts';
import { main } from './processes.ts';
import { serverOf } from './servers.ts';

const { file } = folder();
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

const watched = () => ({ nodeFlags: ['--import', file('watch.mjs')] });

beforeAll(() => writeFileSync(file('watch.mjs'), WATCH));

test('with a ledger in a file, no command loads the client of the database', async () => {
  const ledger = ['--ledger', samples.path];
  const copy = file('copy.db');
  cpSync(samples.path, copy);
  const ended = await Promise.all(
    [
      ['contests', ...ledger],
      ['verify', ...ledger],
      ['rebuild', '--ledger', copy],
      ['move', '--from', samples.path, '--to', file('moved.db')],
    ].map((args) => main(args, watched())),
  );
  expect(ended.map(({ code, err }) => (code === 0 ? 0 : err))).toEqual([0, 0, 0, 0]);
});

test('nor does the server', async () => {
  const args = ['serve', '--ledger', samples.path];
  const { address, stop } = await serverOf(args, / API (\S+)\/docs/, watched());
  expect((await fetch(`${address}/api/v1/contests`)).status).toBe(200);
  expect(await stop('SIGTERM')).toMatchObject({ code: 0 });
});

test('with a database it is loaded, so that the tests above would see it', async () => {
  const env = { HUSTINGS_STORE: 'kurrentdb://127.0.0.1:1', HUSTINGS_COPY: file('other.db') };
  expect(await main(['contests'], { ...watched(), env })).toMatchObject({ code: LOADED });
});
