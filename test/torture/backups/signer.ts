import { type Signer, signerOf } from '../../../src/tlog/keys.ts';

/** The key that signs the logs of the loaders. */
export const SIGNER: Signer = signerOf('ledger.example/backups', Buffer.alloc(32, 9));
