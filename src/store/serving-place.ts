/** A process that serves a ledger, as it says of itself. */
export interface Serving {
  readonly process: number;
  /** The machine's name, since a container has process numbers of its own. */
  readonly host: string;
  /** Where it answers; null: at a port that it was still to find. */
  readonly address: string | null;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** The place of the one server of a ledger or of a database's copy: it is free again when its process ends, however that ends. */
export interface ServingPlace {
  /** Takes the place; answers with who has it where it is taken: null if they are still writing that down. */
  take(serving: Serving): { readonly taken: true } | { readonly by: Serving | null };
  /** Gives it back; nothing is left of it. */
  leave(): void;
}
