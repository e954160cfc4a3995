/**
 * Makes something when it is asked for, and again where memory was wanted for something else since: for
 * what takes much room and can be had anew.
 */
export function remade<Made extends object>(make: () => Made, first?: Made): () => Made {
  let kept = first === undefined ? undefined : new WeakRef(first);
  return () => {
    const found = kept?.deref();
    if (found !== undefined) return found;
    const made = make();
    kept = new WeakRef(made);
    return made;
  };
}
