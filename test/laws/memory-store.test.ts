import { eventStoreContract } from '../store/contract.ts';
import { MemoryStore } from '../support/memory-store.ts';

eventStoreContract('arrays', async () => {
  const store = new MemoryStore();
  return { store, cleanup: () => store.close() };
});
