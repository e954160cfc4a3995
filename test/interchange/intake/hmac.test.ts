import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hmacSha256 } from '../../../src/interchange/intake/hmac.ts';

it('is the HMAC-SHA256 of any key and text', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 300 }),
      (key, said) => {
        const wanted = createHmac('sha256', key).update(said).digest();
        // The second time its key is ready.
        expect(hmacSha256(key, said)).toEqual(wanted);
        expect(hmacSha256(key, said)).toEqual(wanted);
      },
    ),
  );
});
