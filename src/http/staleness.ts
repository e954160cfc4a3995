import type { FastifyRequest } from 'fastify';
import type { LedgerStore } from '../store/ledger-store.ts';
import { formatInstant } from '../time/instant.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Since when what is read may be older than the ledger; ask `staleSince`. */
    staleSince: string | null;
  }
}

/** The field that says since when an answer may be older than the ledger. */
export const STALE_SINCE = 'hustings-stale-since';

/** Where it is not known since when: the store has heard nothing of its database since it was opened. */
export const UNKNOWN = 'unknown';

/** Since when a store cannot promise that what it reads is all there is, as an answer says it; null: it can. */
export function staleNow(store: Pick<LedgerStore, 'currency'>): string | null {
  const currency = store.currency();
  if (currency.current) return null;
  return currency.since === null ? UNKNOWN : formatInstant(currency.since);
}

/** Since when what a request reads may be older than the ledger: an instant, or UNKNOWN; null: it is not. */
export const staleSince = (request: FastifyRequest): string | null => request.staleSince ?? null;
