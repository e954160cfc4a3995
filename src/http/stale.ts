import { decodeEntry } from '../store/decode.ts';
import { type EventStore, streamOf } from '../store/event-store.ts';
import { writeCursor } from './cursor.ts';
import { type Precondition, tagOf } from './preconditions.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

/** How many of the entries that came between are told at once. */
const TOLD = 100;

/** A contest, or the register (null), and the last revision that it has; -1 where it has no entry. */
export interface Place {
  readonly contest: string | null;
  readonly revision: number;
}

/** A place as a sentence names it. */
const named = ({ contest }: Place): string =>
  contest === null ? 'the register' : `contest ${contest}`;

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** What to send for a place as it is now. */
export function remedyFor(place: Place): string {
  const { revision } = place;
  if (revision < 0) return 'send If-None-Match: * to begin it';
  return `send If-Match: ${tagOf(revision)} (its ETag now), or If-Match: * for whatever state it is in`;
}

/** The problem of an append that does not say which state its editor saw. */
export function unsaid(place: Place): Problem {
  const there = place.revision < 0 ? 'has no entry yet' : `is at revision ${place.revision}`;
  const detail = `Say which state you saw: ${named(place)} ${there}, so ${remedyFor(place)}.`;
  return new Problem(STATUS.preconditionRequired, 'precondition-required', detail, [], {
    revision: place.revision,
  });
}

/** The newest revision that a client saw; undefined where it names none that ever was. */
function lastSeen(condition: Precondition, { revision }: Place): number | undefined {
  if (condition.kind === 'absent') return -1;
  if (condition.kind !== 'revisions') return undefined;
  const seen = condition.revisions.filter((each) => each <= revision);
  return seen.length === 0 ? undefined : Math.max(...seen);
}

function detailOf(condition: Precondition, place: Place, seen: number | undefined): string {
  const { contest, revision } = place;
  const what = capital(named(place));
  if (condition.kind === 'absent') return `${what} is there already: ${remedyFor(place)}.`;
  if (contest !== null && revision < 0)
    return `There is no ${named(place)} yet: ${remedyFor(place)}.`;
  const now = `${what} is at revision ${revision} (ETag ${tagOf(revision)})`;
  if (condition.kind === 'exists') return `${now}; others append to it all the time, so try again.`;
  if (seen === undefined) {
    return `${now}; If-Match names no revision that it ever had (tags are like ${tagOf(revision)}, never weak).`;
  }
  return `${now}, not at ${seen}: read what came between, and ${remedyFor(place)}.`;
}

/** The problem of an append whose editor saw another state: with the entries that came since. */
export async function staleProblem(
  store: EventStore,
  place: Place,
  condition: Precondition,
): Promise<Problem> {
  const { contest, revision } = place;
  const seen = lastSeen(condition, place);
  const stream = streamOf(contest);
  const since = seen === undefined ? [] : await store.readStream(stream, seen + 1, TOLD + 1);
  const { seq } = await store.head();
  const from = (seen ?? -1) + 1 + TOLD;
  // The cursor goes on in the list of the place's entries.
  const next = since.length > TOLD ? writeCursor(contest ?? '', { from, known: seq }) : null;
  const between = since.slice(0, TOLD).map(decodeEntry);
  const detail = detailOf(condition, place, seen);
  return new Problem(STATUS.stale, 'wrong-revision', detail, [], { revision, between, next });
}
