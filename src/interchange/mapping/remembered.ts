/** How many answers are remembered: names recur within a list, and a list may have any number of them. */
const MOST = 5000;

/** Remembers what a pure function made of texts: lists say the same again and again. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (known.size >= MOST) known.clear();
    known.set(text, made);
    return made;
  };
}
