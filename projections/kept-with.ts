/** Makes something of an object when it is first asked for, and keeps it as long as the object is kept. */
export function keptWith<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const kept = new WeakMap<Of, { readonly made: Made }>();
  return (of) => {
    const found = kept.get(of) ?? { made: make(of) };
    kept.set(of, found);
    return found.made;
  };
}
