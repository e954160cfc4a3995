#!/usr/bin/env node
// Starts the compiled command. Plain JavaScript, so that any Node >= 20 can start it; where the
// host's Node is older than the project's own, it goes on under the one that npm installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/src/main.js', import.meta.url);

function stop(sentence) {
  process.stderr.write(`hustings: ${sentence}\n`);
  process.exit(1);
}

function ownNode() {
  try {
    const require = createRequire(import.meta.url);
    const manifest = require.resolve('node/package.json');
    const program = join(dirname(manifest), require(manifest).bin.node);
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

function goOnUnder(program) {
  const child = spawn(program, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // The terminal delivers Ctrl+C to the child itself; forwarding it would deliver it twice.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => stop(`its Node could not be started (${error.code}): run npm ci`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (!existsSync(main)) stop('dist/ is missing: run npm run prepare');
else if (Number(process.versions.node.split('.')[0]) >= 24) {
  // What is compiled now is kept for the next start, beside dist/; where nothing may be written there, nothing is.
  module.enableCompileCache(fileURLToPath(new URL('../dist/.compiled', import.meta.url)));
  await import(main.href);
} else {
  const program = ownNode();
  if (program === undefined) {
    stop('it needs Node 24, which npm ci installs beside it (without --ignore-scripts)');
  } else goOnUnder(program);
}
