import type { Policy } from '../../projections/policy.ts';

/** What a policy counts, in a sentence. */
export const policyText = (policy: Policy): string =>
  policy === 'acts'
    ? 'Counting nominations and endorsements.'
    : `Counting ${policy.replace(/^stage:/, 'what counts in the stage ')} alone.`;
