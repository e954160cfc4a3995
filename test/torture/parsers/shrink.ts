/** In tries: enough to read an input, though it may not be the least. */
const MOST = 400;

/** A shorter input of which the same holds, by leaving out ever smaller parts. */
export async function shrunk(
  input: string,
  holds: (input: string) => Promise<boolean>,
): Promise<string> {
  let least = input;
  let tries = 0;
  for (let size = least.length >> 1; size >= 1; size >>= 1) {
    for (let from = 0; from < least.length && tries < MOST; tries += 1) {
      const without = least.slice(0, from) + least.slice(from + size);
      if (await holds(without)) least = without;
      else from += size;
    }
  }
  return least;
}
