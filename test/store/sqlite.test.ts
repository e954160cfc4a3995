import { eventStoreContract } from './contract.ts';
import { Temporary } from './sqlite/temporary.ts';

eventStoreContract('SQLite in a file', async () => {
  const temporary = new Temporary();
  const store = temporary.open();
  return {
    store,
    reopen: async () => {
      await store.close();
      return temporary.open();
    },
    second: async () => temporary.open(),
    cleanup: () => temporary.remove(),
  };
});

eventStoreContract('SQLite in memory', async () => {
  const temporary = new Temporary();
  const store = temporary.open({}, ':memory:');
  return { store, cleanup: () => temporary.remove() };
});
