import { KurrentDouble } from '../support/kurrentdb/double.ts';
import { eventStoreContract } from './contract.ts';
import { ledgerOn } from './kurrentdb/ledger.ts';

// The client has two ways to append, and two to find the leader; the double speaks all of them.
eventStoreContract(
  'KurrentDB (the double: one host, batch append)',
  () => ledgerOn(() => KurrentDouble.start({ nodes: 1, batchAppend: true })),
  { erases: false },
);

eventStoreContract(
  'KurrentDB (the double: gossip of three, append)',
  () => ledgerOn(() => KurrentDouble.start({ nodes: 3, batchAppend: false })),
  { erases: false },
);
