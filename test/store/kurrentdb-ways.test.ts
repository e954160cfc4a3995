import { KurrentDouble } from '../support/kurrentdb/double.ts';
import { eventStoreContract } from './contract.ts';
import { ledgerOn } from './kurrentdb/ledger.ts';

// The two ways that kurrentdb.test.ts leaves, in a file of their own: files run beside one another.
eventStoreContract(
  'KurrentDB (the double: one host, append)',
  () => ledgerOn(() => KurrentDouble.start({ nodes: 1, batchAppend: false })),
  { erases: false },
);

eventStoreContract(
  'KurrentDB (the double: gossip of three, batch append)',
  () => ledgerOn(() => KurrentDouble.start({ nodes: 3, batchAppend: true })),
  { erases: false },
);
