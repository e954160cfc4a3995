/** How long things may take, in milliseconds. */
export interface Tempo {
  /** One call to the database. */
  readonly deadline: number;
  /** An append, with all its tries, until it is answered or given up. */
  readonly patience: number;
  /** The first pause before following is tried again, and the longest. */
  readonly shortestPause: number;
  readonly longestPause: number;
  /** How often the database is asked for its end, in case it has fallen silent. */
  readonly heartbeat: number;
}

/** What suits a database on the same network. */
export const TEMPO: Tempo = {
  deadline: 5000,
  patience: 15_000,
  shortestPause: 100,
  longestPause: 5000,
  heartbeat: 5000,
};
