/** How the operations that change something, or do not end, are tried. */
import type { Ask, Case } from './operation-cases.ts';

const CONTEST = { name: 'labour-leader-2010' };

/** An endorser that no sample names, so that it can be enrolled and merged here. */
const enrolment = (endorser: string, id?: string) => ({
  ...(id === undefined ? {} : { id }),
  type: 'EndorserEnrolled',
  data: { endorser, name: 'A Union of Tests', category: 'TU', nominates: true },
  sources: [{ url: 'https://example.org/1', publisher: 'A Paper', title: 'A union is founded' }],
});

const ID = '0199b6a0-0000-7000-8000-000000000001';

const asEditor = (status: number, payload: unknown, more: Partial<Ask> = {}): Ask => ({
  as: 'editor',
  path: CONTEST,
  headers: { 'if-match': '*' },
  payload,
  status,
  ...more,
});

const dry = { query: { 'dry-run': 'true' } };
const key = { 'if-match': '*', 'idempotency-key': '"a-test-of-the-document"' };

const merge = {
  type: 'EndorserMerged',
  data: { endorser: 'a-union-of-tests', into: 'unison', why: 'A test says so.' },
};

const TOKEN = { name: 'Zoe', roles: ['editor'] };
const asAdmin = { as: 'admin' } as const;

/** Their rows. */
export const WRITING: Readonly<Record<string, Case>> = {
  appendEntries: {
    only: true,
    asks: () => [
      asEditor(200, [enrolment('a-union-of-tests')], dry),
      asEditor(201, enrolment('a-union-of-tests', ID)),
      asEditor(200, enrolment('a-union-of-tests', ID)),
      asEditor(201, [enrolment('another-union-of-tests')], { headers: key }),
      asEditor(201, [enrolment('another-union-of-tests')], { headers: key }),
      asEditor(422, [enrolment('one-more-union-of-tests')], { headers: key }),
      asEditor(428, enrolment('one-more-union-of-tests'), { headers: {} }),
      asEditor(412, enrolment('one-more-union-of-tests'), { headers: { 'if-match': '"400"' } }),
      asEditor(400, { type: 'Nothing' }),
      asEditor(422, { ...enrolment('unison'), data: { ...enrolment('unison').data, name: 'X' } }),
      asEditor(415, 'type=x', { headers: { 'content-type': 'text/plain', 'if-match': '*' } }),
    ],
  },
  appendToRegister: {
    only: true,
    asks: () => [
      asEditor(200, merge, { path: {}, ...dry }),
      asEditor(201, merge, { path: {} }),
      asEditor(422, merge, { path: {} }),
    ],
  },
  followEntries: {
    only: true,
    asks: () => [
      { query: { nosuch: '1' }, status: 400 },
      { query: { contest: 'nosuch' }, status: 404 },
      { headers: { accept: 'image/png' }, status: 406 },
    ],
  },
  tokens: { as: 'admin', wrong: 'auditor' },
  makeToken: {
    only: true,
    wrong: 'auditor',
    asks: () => [
      { ...asAdmin, payload: TOKEN, status: 201 },
      { ...asAdmin, payload: { name: 'Zoe', roles: ['queen'] }, status: 400 },
      { ...asAdmin, payload: 'x', headers: { 'content-type': 'text/plain' }, status: 415 },
    ],
  },
  revokeToken: {
    only: true,
    wrong: 'editor',
    asks: async (_, send) => {
      const made = await send('/api/v1/tokens', { method: 'POST', payload: TOKEN, ...asAdmin });
      const { id } = JSON.parse(made.body);
      return [
        { ...asAdmin, path: { id }, status: 204 },
        { ...asAdmin, path: { id: 'nosuch' }, status: 404 },
      ];
    },
  },
  eraseEntry: {
    only: true,
    wrong: 'editor',
    asks: ({ entries }) => {
      const payload = { legalBasis: 'Art. 17 GDPR, a test' };
      const at = { ...asAdmin, payload, path: { id: entries.at(-1) ?? '' } };
      return [
        { ...at, ...dry, status: 200 },
        { ...at, status: 201 },
        { ...at, status: 200 },
        { ...at, path: { id: ID.replace('1', '2') }, status: 404 },
        { ...at, payload: {}, status: 400 },
      ];
    },
  },
};
