/** Runs the commands of docs/http.md, one after the other in one shell, and compares what they print. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { folder } from '../cli/harness.ts';
import { MAIN, ROOT } from '../cli/processes.ts';

/** A command of the document, and what it says that it prints. */
interface Step {
  readonly command: string;
  readonly prints: readonly string[];
}

/** A file that the document has its reader write. */
interface Given {
  readonly name: string;
  readonly text: string;
}

/** Commands with their outputs, out of the blocks of a document that show a console. */
function stepsOf(text: string): Step[] {
  const blocks = [...text.matchAll(/^```console\n([\s\S]*?)^```$/gm)];
  return blocks.flatMap(([, block = '']) =>
    block
      .trimEnd()
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = '', ...prints] = part.trimEnd().split('\n');
        return { command, prints };
      }),
  );
}

/** The files that a document shows whole: a block of JSON after a line that ends with its name. */
function filesOf(text: string): Given[] {
  const blocks = [...text.matchAll(/`([\w-]+\.json)`:\n\n```json\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, name = '', body = '']) => ({ name, text: body }));
}

const quoted = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
/** What a line looks like, where … stands for anything. */
const like = (line: string) => new RegExp(`^${line.split('…').map(quoted).join('.*')}$`);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

const page = readFileSync(`${ROOT}docs/http.md`, 'utf8');
const steps = stepsOf(page);
const missing = ['bash', 'curl'].filter(
  (tool) => spawnSync(tool, ['--version']).error !== undefined,
);
const why = missing.length === 0 ? '' : ` (skipped: there is no ${missing.join(', ')})`;

const END = '-- the end of a step --';
/** How long the page may take on a machine that is busy with other tests. */
const PATIENCE = 300_000;

/** The script that runs all steps and marks the end of each; the server's port is one that is free. */
function scriptOf(port: number): string {
  const lines = steps.map(
    ({ command }) => `${command.replaceAll('8080', `${port}`)}\necho; echo '${END}'`,
  );
  // What is said on stderr is seen on a terminal, too.
  return ['exec 2>&1', "trap 'kill $(jobs -p) 2> /dev/null; wait' EXIT", ...lines].join('\n');
}

const { path, file } = folder();

/** What each step printed, as far as the script came within its time. */
async function run(): Promise<string[][]> {
  const command = file('hustings');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
  chmodSync(command, 0o755);
  for (const { name, text } of filesOf(page)) writeFileSync(file(name), text);
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const env = {
    PATH: `${path}:${PATH}`,
    HOME,
    NODE_COMPILE_CACHE,
    LC_ALL: 'C',
  } as NodeJS.ProcessEnv;
  const script = scriptOf(await freePort());
  const child = spawn('bash', ['-c', script], { cwd: path, env, detached: true });
  // The shell leads a group of its own: whatever it started ends with it.
  const tooLong = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), PATIENCE - 20_000);
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  await once(child, 'close');
  clearTimeout(tooLong);
  return out
    .split(`${END}\n`)
    .slice(0, -1)
    .map((part) => part.replaceAll('\r', '').trimEnd().split('\n'));
}

/** Does a step print what the page says? */
function expectPrinted({ command, prints }: Step, lines: readonly string[] | undefined): void {
  const shown = prints.length === 0 ? [''] : prints;
  expect(lines, `${command}: it did not end`).toBeDefined();
  const said = lines?.join('\n');
  expect(lines, `${command}\nprinted\n${said}`).toHaveLength(shown.length);
  for (const [at, line] of shown.entries()) expect(lines?.[at], command).toMatch(like(line));
}

describe(`docs/http.md${why}`, () => {
  test.skipIf(missing.length > 0)(
    'shows what its commands print',
    async () => {
      expect(steps.length).toBeGreaterThan(60);
      expect(filesOf(page).map(({ name }) => name)).toEqual(['community.json']);
      const printed = await run();
      for (const [index, step] of steps.entries()) expectPrinted(step, printed[index]);
      expect(printed).toHaveLength(steps.length);
    },
    PATIENCE,
  );
});
