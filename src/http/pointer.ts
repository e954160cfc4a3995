import { oneSentence } from '../../events/plain.ts';

/** The longest pointer that is told, in characters. */
const LONGEST = 300;

/** A place in a body as a JSON pointer (RFC 6901): nothing for the whole, else `/3/data/choices/0`. */
export function pointerTo(path: readonly PropertyKey[]): string {
  const pointer = path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
  return pointer.length <= LONGEST ? pointer : pointer.slice(0, LONGEST).replace(/\/[^/]*$/, '');
}

/** The place of one entry of a batch: the body itself where it is no list. */
export const pointerToEntry = (index: number, isList: boolean): string =>
  isList ? pointerTo([index]) : '';

/** A place and what is wrong there, as they are told: plain, and no longer than somebody reads. */
export const briefly = (fault: { readonly pointer: string; readonly detail: string }) => ({
  pointer: oneSentence(fault.pointer),
  detail: oneSentence(fault.detail),
});
