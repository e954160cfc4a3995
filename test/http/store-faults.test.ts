/** What is wrong with where a ledger is kept, as problems: what may have been stored, and nothing of insides. */
import { describe, expect, test } from 'vitest';
import type { ServiceState } from '../../src/http/service-state.ts';
import { StoreError, type StoreErrorCode } from '../../src/store/store-error.ts';
import { CONTEST, FRAME, id, nominated } from '../support/sent.ts';
import { editor, endorsing, readForm } from './editing.ts';
import { operated } from './operated.ts';
import { expectProblem } from './problem-details.ts';
import { serviceWith, staleSince } from './staled.ts';
import { framed, Written, writableService } from './written.ts';

const claim = nominated('m1', 'ann', '2010-06-01');
const ANY = { 'if-match': '*' };
const fault = (code: StoreErrorCode) => async () => {
  throw new StoreError(code, 'kurrentdb://name:secret@db.example is at fault');
};

/** A server whose ledger fails to append. */
async function failing(code: StoreErrorCode): Promise<Written> {
  const service = writableService();
  await new Written(service).accept(FRAME);
  const ledger = Object.assign(Object.create(service.ledger), { append: fault(code) });
  return new Written({ ...service, ledger });
}

const UNKNOWN = /not known whether this was stored: send the same request again, with the same ids/;

describe('an append where the ledger cannot be written', () => {
  test.each([
    ['unreachable', 503, 'unavailable', UNKNOWN],
    ['another-log', 503, 'unavailable', UNKNOWN],
    ['newer-entries', 503, 'unavailable', UNKNOWN],
    ['forbidden', 503, 'unavailable', /does not let this server do that, and nothing was done/],
    ['closed', 503, 'unavailable', /try again later\.$/],
    ['busy', 503, 'unavailable', /try again later\.$/],
    ['too-large', 413, 'too-large', /send fewer entries at a time\.$/],
  ] as const)('%s is a %i', async (code, status, problem, says) => {
    const written = await failing(code);
    const got = await written.post(claim, { headers: ANY });
    const { detail } = expectProblem(got, status, problem, says);
    expect(detail).not.toMatch(/secret|db\.example/);
    expect(got.headers['retry-after']).toBe(status === 503 ? '5' : undefined);
  });

  test('is a conflict where nothing can be erased', async () => {
    const written = await failing('cannot-erase');
    const got = await written.ask(
      'POST',
      `/api/v1/entries/${id('m1')}/erasure`,
      { as: 'adam', headers: { 'content-type': 'application/json' } },
      JSON.stringify({ legalBasis: 'A court order' }),
    );
    const { detail } = expectProblem(got, 409, 'cannot-erase', /move the ledger to a file, erase/);
    expect(detail).not.toMatch(/secret|hustings /);
  });

  test('is refused as nothing stored where it only asks what there is elsewhere', async () => {
    const { service } = await framed();
    const written = new Written(serviceWith(service, { refresh: fault('unreachable') }));
    const unsaid = await written.post(claim);
    expectProblem(unsaid, 503, 'unavailable', /cannot be reached now, and nothing was done/);
    const tried = await written.post(nominated('nobody', 'ann', '2010-06-01'), {
      query: 'dry-run=true',
    });
    expectProblem(tried, 503, 'unavailable', /nothing was done/);
  });

  test('leaves an editor the form, to send it again', async () => {
    const ada = await editor();
    const form = await ada.open(`/contests/${CONTEST}/append`);
    const preview = await ada.sent(form.at, form, endorsing('m1', 'ann'));
    const { ledger } = ada.served.service;
    const append = ledger.append;
    ledger.append = fault('unreachable');
    const got = await ada.send(form.at, preview, {}, 'append');
    ledger.append = append;
    const kept = readForm(got);
    expect([kept.status, got.headers['retry-after']]).toEqual([503, '5']);
    expect(kept.errors).toEqual([['', expect.stringMatching(UNKNOWN)]]);
    expect(kept.fields).toMatchObject({ id: preview.fields.id, ...endorsing('m1', 'ann') });
    const again = await ada.sent(form.at, kept, {});
    const { status } = await ada.send(form.at, again, {}, 'append');
    expect([status, await ada.entries()]).toEqual([303, FRAME.length + 1]);
  });
});

describe('a server that has no news of its database', () => {
  const stale = (seconds: number, since: number | null) => (state: ServiceState) => ({
    ...state,
    stale: () => ({ since, seconds, why: 'nobody answers' }),
  });

  test('is ready for a while, and says since when and why', async () => {
    const since = Date.UTC(2026, 0, 2, 14, 3, 12);
    const told = { since: '2026-01-02T14:03:12.000Z', why: 'nobody answers' };
    const { server } = await operated({ state: stale(10, since) });
    const ready = await server.inject('/health/ready');
    expect([ready.statusCode, ready.json()]).toMatchObject([200, { status: 'ready', stale: told }]);
    const { server: other } = await operated({ state: stale(10.1, since) });
    const late = await other.inject('/health/ready');
    expect(late.headers['retry-after']).toBeDefined();
    const detail =
      "Nothing has been heard of the ledger's database since 2026-01-02T14:03:12.000Z.";
    expect([late.statusCode, late.json()]).toMatchObject([
      503,
      { type: '/problems/stale', detail, stale: told, lag: 0 },
    ]);
    const { server: third } = await operated({ state: stale(11, null) });
    expect((await third.inject('/health/ready')).json()).toMatchObject({
      detail: "Nothing has been heard of the ledger's database since this server began.",
      stale: { since: null },
    });
  });

  test('is measured, from its start where it never had any, and tells no password', async () => {
    const { bench } = await operated();
    const { stateOf } = await import('../../src/http/service-state.ts');
    const { logged } = await import('../support/logged.ts');
    let now = 1000;
    let since: number | null = null;
    const store = serviceWith({ ...logged(bench), store: bench.store } as never, {
      currency: () => staleSince(since),
    }).store;
    const state = stateOf({ ...logged(bench), store, now: () => now });
    now = 4500;
    const why = 'kurrentdb://db.example: nobody answers';
    expect(state.stale()).toEqual({ since: null, seconds: 3.5, why });
    since = 4000;
    expect(state.stale()).toEqual({ since, seconds: 0.5, why });
    const { server } = await operated({ state: () => state });
    const { body } = await server.inject('/metrics');
    expect(body).toMatch(/^hustings_ledger_current 0$/m);
    expect(body).toMatch(/^hustings_ledger_stale_seconds 0\.5$/m);
  });

  test('has all news where its store says so', async () => {
    const { server } = await operated();
    const { body } = await server.inject('/metrics');
    expect(body).toMatch(/^hustings_ledger_current 1$/m);
    expect(body).toMatch(/^hustings_ledger_stale_seconds 0$/m);
  });
});
