/** A number on a page of a contest leads to claims of which there are as many. */
import { describe, expect, test } from 'vitest';
import type { AskedCell } from '../../src/ledger/queries/provenance.ts';
import { addressOf } from '../../src/web/sight.ts';
import { sampleLedger } from '../cli/harness.ts';
import { served } from '../http/served.ts';
import { SAMPLES } from '../samples/samples.ts';
import { folded, page } from './parsed.ts';

const ledger = sampleLedger();
const now = Date.now() + 600_000;
const server = served(ledger.path, () => now);

/** The numbers of a page that lead to claims: their text, and what the claims give. */
async function numbers(url: string) {
  const { document } = await page(server, url);
  const links = [
    ...document.querySelectorAll(
      'main a[href*="/provenance?candidate="], main a[href*="&candidate="]',
    ),
  ];
  const led = links.map(async (link) => {
    const at = link.getAttribute('href') ?? '';
    const { cell } = (await server.json(`/api/v1${at}`)) as unknown as AskedCell;
    const shown = link.cloneNode(true) as Element;
    for (const hidden of shown.querySelectorAll('.hidden, .of')) hidden.remove();
    const row = folded(link.closest('tr')?.textContent ?? '');
    return { at, text: folded(shown.textContent ?? ''), row, cell };
  });
  return Promise.all(led);
}

const LOOKS = [{}, { asOf: '2020-01-22' }, { asOf: '2010-07-14', reportedBy: '2010-06-26' }];

describe.each(SAMPLES.map(({ contest }) => contest))('of %s', (contest) => {
  const each = async (part: string) => {
    const all = LOOKS.map((look) => numbers(addressOf(`/contests/${contest}/${part}`, look)));
    return (await Promise.all(all)).flat();
  };

  test('what a happening led to is what there was on its last day', async () => {
    const all = await each('timeline');
    expect(all.length).toBeGreaterThan(3);
    for (const { at, text, cell } of all) {
      const [, after] = /→(\d+)/.exec(text) ?? [];
      if (after !== undefined) expect(`${at} ${cell.certain}`).toBe(`${at} ${after}`);
    }
  });

  test('what a candidate has of what a stage asks for is as many by name', async () => {
    for (const { at, text, cell } of await each('stages'))
      expect(`${at} ${text}`).toBe(`${at} ${cell.certain} by name`);
  });

  test('what a winner had is the best number of that day', async () => {
    for (const { at, text, cell } of await each('results'))
      expect(`${at} ${text}`).toBe(`${at} ${cell.best}`);
  });

  test('the named beside a printed figure are among its limits, by all that is visible now', async () => {
    for (const { at, text, row, cell } of await each('reconciliation')) {
      const limits = /by all that is visible now: (\S+),/.exec(row)?.[1] ?? text;
      const [least = 0, most = least] = limits.split('–').map(Number);
      expect(least, `${at} ${limits}`).toBeLessThanOrEqual(cell.certain);
      expect(most, `${at} ${limits}`).toBeGreaterThanOrEqual(cell.certain);
    }
  });
});
