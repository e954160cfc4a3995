import type { State } from '../../projections/on-day.ts';
import type { Policy } from '../../projections/policy.ts';
import { PROJECTOR_VERSION } from '../../projections/standings.ts';
import { canonical, sha256 } from './seal.ts';

/**
 * The digest of a state: SHA-256 over the RFC 8785 JSON of the state, the policy and the projector's
 * version, without clocks or head, so that equal states have equal digests wherever they are computed.
 */
export const digestOf = (state: State, policy: Policy): string =>
  sha256(canonical({ state, policy, projector: PROJECTOR_VERSION }));
