/** JSON whose fields have names that every object has is refused like any other that is wrong. */
import { expect, test } from 'vitest';
import { ROLES } from '../../src/access/role.ts';
import { fill } from '../audit/audited-ledger.ts';
import { closeAfterFile } from '../support/closing.ts';
import { source } from '../support/given.ts';
import { everybody } from './everybody.ts';

/** Comparing its length with a number throws. */
const NO_TEXT = { length: { toString: 1 } };
const ENTRIES = '/api/v1/contests/a/entries';
const CANDIDATE = { type: 'CandidateEntered', on: '2010', sources: [source('2010')] };

const here = await everybody({}, fill);
closeAfterFile(() => here.close());

test.each([
  [ENTRIES, { ...CANDIDATE, data: { candidate: 'a', name: NO_TEXT } }],
  [ENTRIES, { ...CANDIDATE, data: { candidate: 'a', name: 'A' }, sources: NO_TEXT }],
  [ENTRIES, [{ ...CANDIDATE, data: { candidate: 'a', name: 'A', toString: 1 } }]],
  ['/api/v1/entries/90bb227f-d25e-40f3-b656-12d03ba91f02/erasure', { legalBasis: NO_TEXT }],
  ['/api/v1/tokens', { name: NO_TEXT, roles: ['editor'] }],
  ['/api/v1/tokens', { name: 'a', roles: NO_TEXT }],
])('%s refuses %j', async (url, payload) => {
  const headers = { authorization: here.bearer(ROLES), 'content-type': 'application/json' };
  const answer = await here.server.inject({
    method: 'POST',
    url,
    headers,
    payload: JSON.stringify(payload),
  });
  expect(answer.json()).toMatchObject({ status: 400, type: '/problems/bad-body' });
  expect(answer.json().detail).toMatch(/toString: it is no name for a field; call it otherwise\.$/);
  expect(here.failures).toEqual([]);
});
