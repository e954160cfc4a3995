import { hash } from 'node:crypto';
import type { LoggedSources } from '../../src/ledger/queries/entry-proof.ts';
import { formatVkey, type Signer, signerOf } from '../../src/tlog/keys.ts';
import { TransparencyLog } from '../../src/tlog/log.ts';
import { type Bench, CONTEST } from './given.ts';

export const SIGNER: Signer = signerOf('hustings.test/log', hash('sha256', 'a seed', 'buffer'));
export const VKEY: string = formatVkey(SIGNER);
/** The contest that the entries of a bench are about. */
export const HERE: string = CONTEST;

/** What the queries that prove something read from, over a bench's ledger. */
export const logged = (bench: Bench): LoggedSources => {
  const { store, reader, views } = bench;
  const log = new TransparencyLog(store, store.log, true);
  return { store, reader, views, log, now: () => bench.clock };
};
