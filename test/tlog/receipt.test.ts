import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WARNING_CODES } from '../../src/ledger/refusals.ts';
import { makeReceipt, readReceipt } from '../../src/tlog/receipt.ts';

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const said = fc.record({
  appended: fc.nat(),
  entries: fc.array(fc.uuid(), { minLength: 1, maxLength: 5 }),
  warnings: fc.array(fc.record({ code: fc.constantFrom(...WARNING_CODES), index: fc.nat() })),
});

test('a receipt is read as it was made, and its answer is canonical JSON', () => {
  fc.assert(
    fc.property(bytes, bytes, said, (key, request, answer) => {
      const receipt = makeReceipt(key, request, answer);
      expect(readReceipt(receipt)).toEqual(answer);
      expect(receipt.answer).toBe(canonicalize(JSON.parse(receipt.answer)));
      const parts = Buffer.concat([key, request, Buffer.from(receipt.answer)]);
      expect(Buffer.from(receipt.sum).toString('hex')).toBe(hash('sha256', parts, 'hex'));
    }),
  );
});

test('a receipt keeps no word of a warning', () => {
  const key = new Uint8Array(32);
  const warning = { code: 'future-date', index: 0, message: 'It is dated 2999.' };
  const id = '018f0000-0000-7000-8000-000000000001';
  const receipt = makeReceipt(key, key, { appended: 1, entries: [id], warnings: [warning] });
  expect(receipt.answer).toBe(
    `{"appended":1,"entries":["${id}"],"warnings":[{"code":"future-date","index":0}]}`,
  );
});

test('a receipt of which any bit was turned is refused', () => {
  const key = new Uint8Array(32).fill(1);
  const id = '018f0000-0000-7000-8000-000000000001';
  const receipt = makeReceipt(key, key, { appended: 1, entries: [id], warnings: [] });
  const turned = (part: Uint8Array, bit: number) => {
    const copy = Uint8Array.from(part);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return copy;
  };
  for (const part of ['key', 'request', 'sum'] as const) {
    for (let bit = 0; bit < 256; bit += 1) {
      const other = { ...receipt, [part]: turned(receipt[part], bit) };
      expect(() => readReceipt(other)).toThrow(/checksum/);
    }
  }
  const answer = Buffer.from(receipt.answer);
  for (let bit = 0; bit < answer.length * 8; bit += 1) {
    const other = { ...receipt, answer: Buffer.from(turned(answer, bit)).toString() };
    expect(() => readReceipt(other)).toThrow(/checksum/);
  }
});
