/**
 * Holds what was made weakly until somebody asks for it, and firmly from then on; what has gone meanwhile is made
 * anew. For what takes much room and may never be asked for.
 */
export class Recall<Made extends object> {
  readonly #make: () => Made;
  readonly #first: WeakRef<Made>;
  #held: Made | undefined;

  /** `make` gives the same as `first` whenever it is called. */
  constructor(first: Made, make: () => Made) {
    this.#make = make;
    this.#first = new WeakRef(first);
  }

  /** Was it ever asked for? */
  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  get(): Made {
    this.#held ??= this.#first.deref() ?? this.#make();
    return this.#held;
  }
}
