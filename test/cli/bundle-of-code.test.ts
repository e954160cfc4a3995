/** What the build makes of the code: few files, which must find all that they were given as one each. */
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildProject, copyProject } from './building.ts';
import { folder, sampleLedger } from './harness.ts';
import { main } from './processes.ts';
import { serverOf } from './servers.ts';

const { path: root } = folder();
const program = copyProject(root);
const samples = sampleLedger();
const IMPORT =
  /^(?:import|export)\b[^"';\n]*\bfrom "([^".][^"]*)"|^import "([^".][^"]*)"|\bimport\("([^".][^"]*)"\)/gm;

beforeAll(() => buildProject(root));

const textOf = (name: string) => readFileSync(join(root, name), 'utf8');
const codeIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js') && !name.startsWith(join('web', 'assets')))
    .map((name) => textOf(join(folder, name)));

test('it asks for no package that is not installed with it, and holds the licence of each that it took in', () => {
  const asked = Object.keys(JSON.parse(textOf('package.json')).dependencies);
  const code = codeIn('dist/src');
  const imported = code.flatMap((text) =>
    [...text.matchAll(IMPORT)].map(([, one, other, third]) => one ?? other ?? third ?? ''),
  );
  const packages = imported.filter((name) => !isBuiltin(name));
  expect(packages).toContain('fastify');
  expect(
    packages.filter((name) => !asked.some((each) => `${name}/`.startsWith(`${each}/`))),
  ).toEqual([]);
  const taken = code.flatMap((text) =>
    [...text.matchAll(/^\/\/ .*node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(
      ([, name = '']) => name,
    ),
  );
  expect(new Set(taken)).toContain('zod');
  const licences = textOf('dist/LICENCES');
  for (const name of new Set(taken)) expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
  expect(packages).not.toContain('zod');
});

test('zod comes without its languages', () => {
  expect(
    codeIn('dist/src').filter((text) => text.includes('node_modules/zod/v4/locales/fr')),
  ).toEqual([]);
});

test('help is the same as from its TypeScript', async () => {
  const [built, plain] = await Promise.all([main(['--help'], { main: program }), main(['--help'])]);
  expect(built.out).toContain('standings');
  expect(built).toEqual(plain);
});

test('its server finds what pages are sent with, fonts, and the threads that check every byte', async () => {
  const ledger = ['--ledger', samples.copy('served.db')];
  const { out } = await main(['token', 'add', 'Ada', '--role', 'auditor', ...ledger], {
    main: program,
  });
  const { address, stop } = await serverOf(['serve', ...ledger], / API (\S+)\/docs/, {
    main: program,
  });
  const ask = (path: string, headers = {}) => fetch(new URL(path, address), { headers });
  const script = await ask('/assets/app.js');
  expect([script.status, await script.text()]).toEqual([200, textOf('src/web/assets/app.js')]);
  const picture = await ask('/contests/labour-leader-2010/chart.png');
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  const checked = await ask('/api/v1/audit/verification', {
    authorization: `Bearer ${out.trim()}`,
  });
  expect([checked.status, await checked.json()]).toMatchObject([
    200,
    { entries: 872, faults: { count: 0 } },
  ]);
  expect(await stop('SIGTERM')).toMatchObject({ code: 0 });
});
