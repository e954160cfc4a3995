/** Pieces of work that wait for one another by name: what has one name is done one after the other. */
export class Lines {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does a piece of work after those of its name that came before it, whatever became of them. */
  add<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const mine = before.then(work);
    const settled = mine.catch(() => undefined);
    this.#last.set(name, settled);
    void settled.then(() => {
      if (this.#last.get(name) === settled) this.#last.delete(name);
    });
    return mine;
  }

  /** Waits until nothing is left to do. */
  async settled(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}
