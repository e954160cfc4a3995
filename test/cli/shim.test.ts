import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildProject, copyProject } from './building.ts';
import { CONTEST } from './entries.ts';
import { folder } from './harness.ts';
import { type Ended, type Options, ROOT, type Running, start } from './processes.ts';

const { path: root, file } = folder();
const SHIM = copyProject(root);

/** A Node on this machine that is too old for the project's code. */
function oldNode(): string | undefined {
  return ['/usr/bin/node', '/usr/local/bin/node', '/opt/node/bin/node'].find((program) => {
    if (!existsSync(program)) return false;
    const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
    const major = Number(/^v(\d+)/.exec(stdout)?.[1]);
    return major >= 20 && major < 24;
  });
}

const old = oldNode();
const NODES = [
  ['this Node', process.execPath],
  ['an older Node', old],
] as const;

const shim = (program: string, args: readonly string[], options: Options = {}): Promise<Ended> =>
  start(program, [SHIM, ...args], options).ended;

test('the command may be run by itself, as npx runs it in a fresh clone', () => {
  expect(statSync(join(ROOT, 'bin/hustings.js')).mode & 0o111).toBe(0o111);
});

test('without dist/ the command says in one sentence what to do', async () => {
  expect(await shim(process.execPath, ['contests'])).toMatchObject({
    code: 1,
    out: '',
    err: 'hustings: dist/ is missing: run npm run prepare\n',
  });
});

test('without the bundler the build steps aside', async () => {
  const { ended } = start(process.execPath, [join(root, 'bin/build.js')]);
  expect(await ended).toMatchObject({
    code: 0,
    out: '',
    err: 'The bundler is not installed, so dist/ was left as it is.\n',
  });
});

/** There is no older Node to try. */
function skipped(context: { skip(reason: string): void }): void {
  process.stdout.write('not tried: the shim under an older Node, since there is none\n');
  context.skip('there is no older Node');
}

describe('built', () => {
  beforeAll(() => buildProject(root));

  describe.each(NODES)('under %s', (name, program) => {
    test('it runs, and finds the samples', async (context) => {
      if (program === undefined) return skipped(context);
      const { code, out, err } = await shim(program, ['demo', '--ledger', file(`${name}.db`)]);
      expect([code, err]).toEqual([0, expect.stringContaining('872 of them new')]);
      expect(out).toContain('2010-06-26\tDavid Miliband 1\t13 of 14');
    });

    test.each([
      [0, ['--version']],
      [1, ['contests', '--ledger', '/none/such.db']],
      [2, ['standing']],
    ] as const)('it ends with %i as the command does', async (status, args) => {
      if (program === undefined) return;
      const { code, err } = await shim(program, args);
      expect(code).toBe(status);
      expect(err).not.toMatch(/ {4}at |Warning/);
    });

    test.each(['SIGTERM', 'SIGHUP'] as const)(
      'it passes %s on, and ends by it too',
      async (signal) => {
        if (program === undefined) return;
        const running: Running = start(program, [SHIM, 'append', CONTEST], { waits: true });
        await pause(700);
        running.child.kill(signal);
        expect(await running.ended).toMatchObject({ code: null, signal, out: '', err: '' });
      },
    );
  });

  test("an older Node without the project's own says in one sentence what it needs", async (context) => {
    if (old === undefined) return context.skip('there is no older Node');
    rmSync(join(root, 'node_modules'));
    expect(await shim(old, ['contests'])).toMatchObject({
      code: 1,
      out: '',
      err: 'hustings: it needs Node 24, which npm ci installs beside it (without --ignore-scripts)\n',
    });
  });
});
