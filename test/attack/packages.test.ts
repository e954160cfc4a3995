/** The packages that are installed: under licences that were agreed to, known by their hashes, and none that runs by itself. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

const read = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const { '': _root, ...packages } = read('package-lock.json').packages as Record<string, Locked>;
const all = Object.entries(packages);
const nameOf = (path: string) => path.replace(/^.*node_modules\//, '');

const ALLOWED = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  // For files that stay files of their own: nothing of them is in ours.
  'MPL-2.0',
  ...['PSF-2.0', 'Python-2.0', 'Unlicense', 'CC0-1.0', 'CC-BY-4.0', 'Zlib', 'Bitstream-Vera'],
]);
/** Those whose licence the lock file does not name in a word, by what their own file says. */
const READ: Readonly<Record<string, string>> = { 'dejavu-fonts-ttf': 'Bitstream-Vera' };

/** May it be used? Of alternatives one is enough, of what holds together all are needed. */
const allowed = (licence: string): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(/ OR /)
    .some((each) => each.split(/ AND /).every((one) => ALLOWED.has(one)));

test('each has a licence that was agreed to', () => {
  expect(all.length).toBeGreaterThan(200);
  const others = all.filter(([path, { license }]) => !allowed(READ[nameOf(path)] ?? `${license}`));
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

test('each is known by its hash, whatever place it is fetched from, and none names a place', () => {
  expect(all.filter(([, { integrity }]) => !/^sha512-/.test(`${integrity}`))).toEqual([]);
  expect(all.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test('of all packages two would run something, and one may: others run nothing when they are installed', () => {
  const { allowScripts } = read('package.json');
  const running = all.filter(([, { hasInstallScript }]) => hasInstallScript === true);
  const names = [...new Set(running.map(([path]) => nameOf(path)))].sort();
  expect(names.filter((name) => !(name in allowScripts))).toEqual([]);
  expect(allowScripts).toEqual({ node: true, protobufjs: false });
});
