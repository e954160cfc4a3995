/** What goes into one append together. */
export interface Together<T> {
  /** May an item follow the first of a run in one append? */
  fits(first: T, next: T): boolean;
  /** About how many bytes an item takes. */
  bytes(item: T): number;
  /** How many items a run may have at most, and of how many bytes; one alone may be larger. */
  readonly most: { readonly items: number; readonly bytes: number };
}

/** Items in their order as runs, each of which goes into one append. */
export function runsOf<T>(items: Iterable<T>, { fits, bytes, most }: Together<T>): T[][] {
  const runs: T[][] = [];
  let taken = 0;
  for (const item of items) {
    const size = bytes(item);
    const run = runs.at(-1);
    const [first] = run ?? [];
    const goesOn =
      run !== undefined &&
      first !== undefined &&
      run.length < most.items &&
      taken + size <= most.bytes &&
      fits(first, item);
    if (goesOn) run.push(item);
    else runs.push([item]);
    taken = goesOn ? taken + size : size;
  }
  return runs;
}
