import { type Examined, type VerifyingStep, verified } from '../interchange/verification.ts';
import type { Service } from '../ledger/service.ts';
import type { Verifier } from '../tlog/keys.ts';
import { SharedRun } from './shared-run.ts';

/** The verification of a ledger, however it is asked for: one run at a time for all that ask. */
export class Verifications {
  /** The public keys that checkpoints are checked by. */
  readonly keys: readonly Verifier[];
  readonly #service: Service;
  readonly #plain: SharedRun<Examined, VerifyingStep>;

  constructor(service: Service, keys: readonly Verifier[]) {
    this.keys = keys;
    this.#service = service;
    this.#plain = this.#run({});
  }

  #run(given: { readonly since?: string }): SharedRun<Examined, VerifyingStep> {
    const { keys } = this;
    return new SharedRun((signal, tell) =>
      verified(this.#service, { keys, ...given }, { signal, tell }),
    );
  }

  /** The run that all share; since a kept checkpoint one of its own, that no other shares. */
  of(since: string | undefined): SharedRun<Examined, VerifyingStep> {
    return since === undefined ? this.#plain : this.#run({ since });
  }
}
