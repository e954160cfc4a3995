import { ErrorType, WrongExpectedVersionError } from '@kurrent/kurrentdb-client';
import { StoreError } from '../store-error.ts';

/** A call got no answer in its time. */
export class NoAnswer extends Error {}

/** Wrong in a way that asking again may put right: the server is away, is choosing a leader, or is slow. */
const PASSING: ReadonlySet<string> = new Set([
  ErrorType.TIMEOUT,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.UNAVAILABLE,
  ErrorType.CANCELLED,
  ErrorType.NOT_LEADER,
]);

/** The same of what grpc-js and the native client throw as it is (gRPC status codes). */
const PASSING_CODES: ReadonlySet<number> = new Set([1, 2, 4, 8, 10, 13, 14, 15]);

const REMEDIES: Readonly<Record<string, readonly ['forbidden' | 'too-large', string]>> = {
  [ErrorType.ACCESS_DENIED]: [
    'forbidden',
    'does not let this user do that; give the user the rights that the operations guide lists',
  ],
  [ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED]: [
    'too-large',
    'takes no append of this size; send fewer entries at a time',
  ],
};

/** What is known of a failed call. */
interface Failed {
  readonly type?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}

/** Did the server find the stream at another revision than was expected? */
export const isWrongRevision = (error: unknown): boolean =>
  error instanceof WrongExpectedVersionError;

/** Did a call name a position at which the server's log has no event? */
export const isMisplaced = (error: unknown): boolean =>
  (error as Failed).type === ErrorType.INVALID_ARGUMENT || (error as Failed).code === 3;

/** May the same call go well in a moment? Whatever is not known to be final may. */
export function isPassing(error: unknown): boolean {
  if (error instanceof NoAnswer) return true;
  if (error instanceof StoreError) return false;
  const { type, code } = error as Failed;
  if (typeof type === 'string' && PASSING.has(type)) return true;
  if (typeof type === 'string' && type in REMEDIES) return false;
  return typeof code !== 'number' || PASSING_CODES.has(code);
}

/** What a failed call said, in one line. */
export const messageOf = (error: unknown): string =>
  `${(error as Failed).message ?? error}`.replace(/\s+/g, ' ').slice(0, 200);

/** What was thrown, as a StoreError about a database. */
export function asStoreError(error: unknown, place: string): StoreError {
  if (error instanceof StoreError) return error;
  const said = messageOf(error);
  const detail = said === '' ? '' : ` (${said})`;
  const known = REMEDIES[`${(error as Failed).type}`];
  if (known !== undefined) return new StoreError(known[0], `${place} ${known[1]}${detail}`, error);
  return new StoreError(
    'unreachable',
    `${place} cannot be reached now; see to its nodes and its address, then try again${detail}`,
    error,
  );
}
