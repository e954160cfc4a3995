import type { State } from '../../projections/on-day.ts';
import type { Policy } from '../../projections/policy.ts';
import { PROJECTOR_VERSION } from '../../projections/standings.ts';
import { sha256Text } from '../tlog/commitment.ts';

const bytes = new TextEncoder();

/**
 * A value with the keys of its objects in the order of RFC 8785, so that JSON.stringify, which forms
 * numbers and strings as the RFC does, writes it canonically. For a state only: its keys are names
 * that begin with a letter (V8 would put keys that look like numbers first), its text is well-formed.
 */
function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  const from = value as Readonly<Record<string, unknown>>;
  const to: Record<string, unknown> = {};
  for (const key of Object.keys(from).sort()) to[key] = ordered(from[key]);
  return to;
}

/**
 * The digest of a state: SHA-256 over the RFC 8785 JSON of the state, the policy and the projector's
 * version, without clocks or head, so that equal states have equal digests wherever they are computed.
 */
export const digestOf = (state: State, policy: Policy): string =>
  sha256Text(
    bytes.encode(JSON.stringify(ordered({ state, policy, projector: PROJECTOR_VERSION }))),
  );
