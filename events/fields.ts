import { z } from 'zod';
import { parseDay } from '../src/time/day.ts';
import { edtfProblem } from '../src/time/edtf.ts';
import { parseInstant } from '../src/time/instant.ts';

/** Printed text: NFC-normalised, no lone surrogates (RFC 8785 has no form for them), not blank. */
export const text = (maximum: number) =>
  z
    .string()
    .normalize('NFC')
    .refine((value) => value.isWellFormed(), 'is not well-formed Unicode')
    .refine((value) => value.trim() !== '', 'is empty')
    .max(maximum);

/** A stable kebab-case name, as in `labour-leader-2010`. */
export const slug = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be kebab-case, as in labour-leader-2010');

/** A kind of endorser, as papers abbreviate it: `MP`, `CLP`, `governor`. */
export const category = z
  .string()
  .max(40)
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'must be a short name of letters, digits, _ or -, as in MP');

/** An entry's id: a UUID in lower case, the one spelling that canonical bytes may hold. */
export const entryId = z
  .string()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    'must be a UUID in lower case',
  );

/** A date in the ledger's EDTF profile, kept as written (docs/dates.md). */
export const edtf = z.string().superRefine((value, context) => {
  const problem = edtfProblem(value);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

/** A civil day `YYYY-MM-DD` or a UTC instant: when somebody looked at a source. */
export const retrieved = z
  .string()
  .refine(
    (value) => parseDay(value) !== undefined || parseInstant(value) !== undefined,
    'must be a day, as in 2010-07-14, or a UTC instant, as in 2010-07-14T09:30:00Z',
  );

/** A share in percent as a decimal string, `"62.58"`: payloads hold no floats. */
export const share = z
  .string()
  .regex(
    /^(?:100(?:\.0{1,6})?|\d{1,2}(?:\.\d{1,6})?)$/,
    'must be percent from 0 to 100, as in "62.58"',
  );

/** A count of people or votes. */
export const count = z.int().min(0).max(2_147_483_647);

/** A rank, 1 the first. */
export const rank = z.int().min(1).max(1000);

/** A web address that a reader can follow. */
export const url = z
  .string()
  .max(2000)
  .refine(
    (value) => /^https?:\/\//.test(value) && URL.canParse(value),
    'must be an http(s) address',
  );

/** Outside names of a person or body, as Popolo writes them. */
export const identifiers = z
  .array(z.strictObject({ scheme: text(100), identifier: text(200) }))
  .min(1)
  .max(50);

/** How an endorser came to its act. */
export const decidedBy = z.enum([
  'individual',
  'executive',
  'committee',
  'conference',
  'member-ballot',
  'unknown',
]);

/** Reports a list in which two items share a key. */
export function unique<T>(key: (item: T) => string, what: string) {
  return (items: readonly T[], context: z.RefinementCtx): void => {
    const seen = new Set<string>();
    items.forEach((item, index) => {
      const name = key(item);
      if (seen.has(name)) {
        context.addIssue({ code: 'custom', path: [index], message: `names ${what} ${name} twice` });
      }
      seen.add(name);
    });
  };
}

/** A claim tells an act again (`act`) or begins another one knowingly (`anew`), never both. */
export function actOrAnew(
  data: { act?: string | undefined; anew?: true | undefined },
  context: z.RefinementCtx,
): void {
  if (data.act !== undefined && data.anew !== undefined) {
    context.addIssue({ code: 'custom', path: ['anew'], message: 'cannot stand beside act' });
  }
}
