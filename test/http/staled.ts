/** A service whose store says what a test has it say. */
import type { Service } from '../../src/ledger/service.ts';
import type { LedgerStore } from '../../src/store/ledger-store.ts';

/** The same store, but for these parts of it. */
export const storeWith = (store: LedgerStore, parts: Partial<LedgerStore>): LedgerStore =>
  new Proxy(store, {
    get: (target, name) => {
      if (name in parts) return parts[name as keyof LedgerStore];
      const part: unknown = Reflect.get(target, name, target);
      return typeof part === 'function' ? part.bind(target) : part;
    },
  });

/** The same service over such a store. */
export const serviceWith = (service: Service, parts: Partial<LedgerStore>): Service => ({
  ...service,
  store: storeWith(service.store, parts),
});

/** What makes a store a copy of a database, which holds the same. */
export const compareWithOrigin = async () => ({ difference: null, passedOver: [] });

/** What a store says that has heard nothing of its database since an instant. */
export const staleSince = (since: number | null) => ({
  current: false as const,
  since,
  why: 'kurrentdb://name:secret@db.example: nobody answers',
});
