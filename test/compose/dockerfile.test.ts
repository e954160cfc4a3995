import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../../src/config.ts';
import { textOf } from './model.ts';

/** An instruction of the Dockerfile. */
interface Instruction {
  readonly word: string;
  readonly rest: string;
}

const ROOT = new URL('../../', import.meta.url);
const MANIFEST = JSON.parse(textOf('package.json'));

/** The instructions of a Dockerfile: comments left out, lines that go on put together. */
function instructionsOf(text: string): readonly Instruction[] {
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  return lines.flatMap((line) => {
    const [, word = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    return word === '' ? [] : [{ word, rest }];
  });
}

const ALL = instructionsOf(textOf('Dockerfile'));
const all = (word: string) => ALL.filter((each) => each.word === word).map(({ rest }) => rest);
const last = (word: string) => all(word).at(-1) ?? '';
const FINAL = ALL.slice(ALL.findLastIndex(({ word }) => word === 'FROM'));

/** The arguments of an instruction that starts a program itself, without a shell. */
const programOf = (rest: string): readonly string[] => JSON.parse(rest.slice(rest.indexOf('[')));

describe('the Dockerfile', () => {
  test('starts from the Node that the project names, exactly', () => {
    const image = `node:${MANIFEST.dependencies.node}-bookworm-slim`;
    expect(all('FROM')).toEqual([`${image} AS build`, image]);
  });

  test('ends as somebody who is not root, and starts the program itself, so that signals reach it', () => {
    const words = FINAL.map(({ word }) => word);
    expect(last('USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(words.lastIndexOf('RUN')).toBeLessThan(words.lastIndexOf('USER'));
    expect(programOf(last('ENTRYPOINT'))).toEqual(['node', '/app/bin/hustings.js']);
    expect(programOf(last('CMD'))).toEqual(['serve']);
    expect(last('STOPSIGNAL')).toBe('SIGTERM');
  });

  test('asks for the health at an address that there is, on the port that it tells', () => {
    const [node, flag, script = ''] = programOf(last('HEALTHCHECK'));
    expect([node, flag]).toEqual(['node', '-e']);
    expect(() => new Function(script)).not.toThrow();
    expect(textOf('src/http/health-routes.ts')).toContain("'/health/live'");
    expect(script).toContain("'/health/live'");
    const port = SETTINGS.find(({ variable }) => variable === 'HUSTINGS_PORT')?.usual;
    expect(last('EXPOSE')).toBe(port);
    expect(script).toContain(`HUSTINGS_PORT || ${port}`);
  });

  test('installs from the lock file, runs no script of a package, and leaves out what only developing needs', () => {
    const runs = all('RUN').join('\n');
    expect(runs).toContain('npm ci --ignore-scripts');
    expect(runs).toContain('npm prune --omit=dev --ignore-scripts');
    expect(runs).not.toMatch(/npm (?:install|i)\b|curl|wget|apt-get/);
    expect([...all('ADD'), ...all('MAINTAINER'), ...all('VOLUME')]).toEqual([]);
  });

  test('is given all that the build reads, and nothing else', () => {
    const given = [...textOf('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, name = '']) => name);
    expect(textOf('.dockerignore')).toMatch(/^\*$/m);
    expect(given.filter((name) => !existsSync(new URL(name, ROOT)))).toEqual([]);
    const copied = all('COPY')
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1))
      .filter((name) => name !== '.');
    const built = ['events', 'projections', 'src', 'tsconfig.json', 'bin'];
    for (const name of [...copied, ...built]) expect(given).toContain(name);
    expect(given.filter((name) => /env|key|tokens|\.db|node_modules/.test(name))).toEqual([]);
  });

  test('gives the service’s user each folder that docker-compose.yml mounts', () => {
    const [, folders = ''] =
      /install -d -o node -g node ([/\w ]+)/.exec(all('RUN').join('\n')) ?? [];
    const mounted = [...textOf('docker-compose.yml').matchAll(/'[\w-]+:(\/[a-z]+)(?::ro)?'/g)];
    expect(mounted.length).toBeGreaterThan(5);
    for (const [, folder] of mounted) expect(folders.split(' ')).toContain(folder);
    expect(last('WORKDIR')).toBe('/data');
  });
});
