/** What a page is looked at with: its address says all of it, and a link to it says the same. */
export interface Sight {
  readonly asOf?: string | undefined;
  readonly reportedBy?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly counts?: string | undefined;
}

/** An address with what it is looked at with; what is not said is left out. */
export function addressOf(path: string, ...said: readonly object[]): string {
  const query = new URLSearchParams();
  for (const [name, value] of said.flatMap((each) => Object.entries(each))) {
    if (value === undefined || value === null || value === '') query.delete(name);
    else query.set(name, `${value}`);
  }
  const search = query.toString();
  return search === '' ? path : `${path}?${search}`;
}

/** The page of a contest, or one below it. */
export const contestPath = (contest: string, below = ''): string =>
  `/contests/${encodeURIComponent(contest)}${below === '' ? '' : `/${below}`}`;

/** The page of an endorser. */
export const endorserPath = (endorser: string): string =>
  `/endorsers/${encodeURIComponent(endorser)}`;

/** The page of an entry. */
export const entryPath = (id: string): string => `/entries/${id}`;
