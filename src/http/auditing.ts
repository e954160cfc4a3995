import { Recorders } from '../ledger/queries/recorders.ts';
import { WeakCounts } from '../ledger/queries/weak-counts.ts';
import type { Service } from '../ledger/service.ts';
import type { Verifier } from '../tlog/keys.ts';
import { VerificationRuns } from './verification-runs.ts';
import { Verifications } from './verifications.ts';

/** How many random bytes the name of a run is made of. */
const NAME_BYTES = 9;

/** What auditors have from a server, one of each for its API and its pages. */
export class Auditing {
  /** The public keys of the log. */
  readonly keys: readonly Verifier[];
  readonly verifications: Verifications;
  /** The verifications that were begun on a page. */
  readonly runs: VerificationRuns;
  readonly recorders: Recorders;
  readonly weak: WeakCounts;

  constructor(
    service: Service,
    keys: readonly Verifier[],
    randomBytes: (length: number) => Uint8Array,
  ) {
    this.keys = keys;
    this.verifications = new Verifications(service, keys);
    this.runs = new VerificationRuns(this.verifications, {
      now: () => service.now(),
      newId: () => Buffer.from(randomBytes(NAME_BYTES)).toString('base64url'),
    });
    this.recorders = new Recorders(service.store);
    this.weak = new WeakCounts(service);
  }
}
