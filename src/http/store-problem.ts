import { StoreError, type StoreErrorCode } from '../store/store-error.ts';
import { STATUS, type Status } from './status.ts';

/** What is wrong with where a ledger is kept; what it says itself is for the log. */
interface StoreProblem {
  readonly status: Status;
  readonly code: string;
  readonly detail: string;
}

/** Why the ledger cannot be used now, as the beginning of a sentence. */
const OF_PLACE: { readonly [C in StoreErrorCode]?: string } = {
  unreachable: 'The database of the ledger cannot be reached now',
  'another-log': 'The database of the ledger is not the one that this server has followed',
  'newer-entries':
    'The database of the ledger holds entries of a newer version than this server is of',
  forbidden: 'The database of the ledger does not let this server do that',
  disk: 'The disk of the ledger cannot be read or written now',
  unflushed:
    'The disk of the ledger failed to keep what was written, so nothing more is stored until whoever runs this server has checked it',
};

/** What a client is told to do by a problem that has a code of its own. */
const OWN: { readonly [C in StoreErrorCode]?: StoreProblem } = {
  'cannot-erase': {
    status: STATUS.conflict,
    code: 'cannot-erase',
    detail:
      'The database that this ledger lies in keeps all that was written for ever, so nothing was erased. Whoever runs it can move the ledger to a file, erase there, move that to a new database, and destroy this one with its backups.',
  },
  'too-large': {
    status: STATUS.tooLarge,
    code: 'too-large',
    detail:
      'The database of the ledger takes no append of this size; send fewer entries at a time.',
  },
  full: {
    status: STATUS.unavailable,
    code: 'no-room',
    detail:
      'The disk of the ledger has no room left, and nothing was stored; try again once whoever runs this server has made room.',
  },
  unsure: {
    status: STATUS.unavailable,
    code: 'unsure',
    detail:
      'The disk of the ledger failed to keep what was written, so nothing is stored until whoever runs this server has checked it and started the server again; what the ledger holds is answered as before.',
  },
};

const NOTHING_DONE = 'nothing was done; try again later';
const MAYBE_STORED =
  'it is not known whether this was stored: send the same request again, with the same ids or Idempotency-Key, and it is stored once';

/** After these an append may have been written all the same. */
const UNKNOWN_ENDS: ReadonlySet<StoreErrorCode> = new Set([
  'unreachable',
  'another-log',
  'newer-entries',
  'disk',
  'unflushed',
]);

/** An append whose outcome is not known: the database went away, or the disk failed, while it was stored. */
export class MaybeStored extends Error {
  override readonly cause: StoreError;

  constructor(cause: StoreError) {
    super(cause.message);
    this.cause = cause;
  }

  /** What an append has thrown, as such an end where it may be one. */
  static from(error: unknown): unknown {
    const isOpen = error instanceof StoreError && UNKNOWN_ENDS.has(error.code);
    return isOpen ? new MaybeStored(error) : error;
  }
}

/** What is wrong with where the ledger is kept; `isOpen`: it is not known whether something was stored. */
export function storeProblem(code: StoreErrorCode, isOpen: boolean): StoreProblem {
  const own = OWN[code];
  if (own !== undefined) return own;
  const why = OF_PLACE[code];
  const detail =
    why === undefined
      ? 'The ledger cannot be read or written now; try again later.'
      : `${why}, and ${isOpen ? MAYBE_STORED : NOTHING_DONE}.`;
  if (code === 'unflushed') return { status: STATUS.unavailable, code: 'unsure', detail };
  return { status: STATUS.unavailable, code: 'unavailable', detail };
}
