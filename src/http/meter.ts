import { Counter, Gauge, Registry } from '@prometheus-io/client';

/** What the routes tell of what they did, to be counted. Every call is cheap and never throws. */
export interface Meter {
  /** An append was answered with success; so many of its entries are new. */
  appended(entries: number): void;
  /** The ledger refused an append, or part of a batch: the refusal's code. */
  refused(code: string): void;
  /** A request came again under its Idempotency-Key, and had its first answer again. */
  replayed(): void;
  /** A live feed was opened. Call what it gives once, when the feed ends, and say why it did. */
  feedOpened(): (why: 'ended' | 'dropped') => void;
}

/** Counts what the routes tell, in a registry of its own, as a Prometheus client does. */
export class Meters implements Meter {
  /** Everything that is counted in this server; a server has one, so that two never share a number. */
  readonly registry: Registry = new Registry();
  readonly #appends: Counter;
  readonly #entries: Counter;
  readonly #refusals: Counter<'code'>;
  readonly #replayed: Counter;
  readonly #open: Gauge;
  readonly #ended: Counter<'why'>;
  readonly #problems: Counter<'code'>;

  constructor() {
    const registers = [this.registry];
    this.#appends = new Counter({
      name: 'hustings_appends_total',
      help: 'Appends that were answered with success',
      registers,
    });
    this.#entries = new Counter({
      name: 'hustings_entries_appended_total',
      help: 'Entries that appends over HTTP have added',
      registers,
    });
    this.#refusals = new Counter({
      name: 'hustings_refusals_total',
      help: 'Appends that the ledger refused, by the code of the refusal',
      labelNames: ['code'],
      registers,
    });
    this.#replayed = new Counter({
      name: 'hustings_receipts_replayed_total',
      help: 'Requests that had their first answer again, by their Idempotency-Key',
      registers,
    });
    this.#open = new Gauge({
      name: 'hustings_feeds_open',
      help: 'Live feeds that are open now',
      registers,
    });
    this.#ended = new Counter({
      name: 'hustings_feeds_ended_total',
      help: 'Live feeds that ended, or were dropped since their reader was too slow',
      labelNames: ['why'],
      registers,
    });
    this.#problems = new Counter({
      name: 'hustings_problems_total',
      help: 'Answers with problem details, by their code',
      labelNames: ['code'],
      registers,
    });
  }

  /** An answer said a problem of this code. */
  problem(code: string): void {
    this.#problems.inc({ code });
  }

  appended(entries: number): void {
    this.#appends.inc();
    this.#entries.inc(entries);
  }

  refused(code: string): void {
    this.#refusals.inc({ code });
  }

  replayed(): void {
    this.#replayed.inc();
  }

  feedOpened(): (why: 'ended' | 'dropped') => void {
    this.#open.inc();
    let open = true;
    return (why) => {
      if (!open) return;
      open = false;
      this.#open.dec();
      this.#ended.inc({ why });
    };
  }
}
