import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { enrolled, ndjson, opened, SMALL, uuid } from './entries.ts';
import { folder, hustings, sampleLedger } from './harness.ts';

const ledger = sampleLedger();
const { file } = folder();

function written(name: string, text: string): string {
  writeFileSync(file(name), text);
  return file(name);
}

const imported = (what: string, path: string) => hustings(['import', what, '--ledger', path]);

describe('stopping', () => {
  const stoppedBy = (reason: string, after = 0) => {
    const controller = new AbortController();
    let seen = 0;
    const signal = new Proxy(controller.signal, {
      get: (target, key) => {
        if (key === 'throwIfAborted' && seen++ >= after) controller.abort(reason);
        const value = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    return () => ({ signal, pause: () => undefined, resume: () => undefined });
  };

  test('an import while it reads stores nothing', async () => {
    const path = ledger.copy('stopped.db');
    const args = ['import', written('stopped.ndjson', ndjson(SMALL)), '--ledger', path];
    const { status, out, err } = await hustings(args, { hold: stoppedBy('SIGINT', 2) });
    expect([status, out, err]).toEqual([130, '', 'hustings: stopped: nothing was stored.\n']);
    expect((await hustings(['show', uuid(1), '--ledger', path])).status).toBe(1);
  });

  test('an import while it stores keeps whole batches, and the same again adds the rest', async () => {
    const names = Array.from({ length: 1500 }, (_, index) => enrolled(`mp-${index}`, 'MP'));
    const text = written('long.ndjson', ndjson([opened(), ...names]));
    const path = ledger.copy('long.db');
    const hold = stoppedBy('SIGTERM', 1501 + 2);
    const { status, err } = await hustings(['import', text, '--ledger', path], { hold });
    expect(status).toBe(143);
    expect(err).toBe(
      'hustings: stopped: 1000 of 1501 entries are stored, and the same import again adds the rest.\n',
    );
    expect((await imported(text, path)).err).toContain('501 new, 1000 already there.');
  });

  test('an import into a new ledger while it is tried leaves no ledger', async () => {
    const path = file('never.db');
    const names = Array.from({ length: 1500 }, (_, index) => enrolled(`mp-${index}`, 'MP'));
    const args = [
      'import',
      written('never.ndjson', ndjson([opened(), ...names])),
      '--ledger',
      path,
    ];
    const { status, err } = await hustings(args, { hold: stoppedBy('SIGINT', 1501 + 2) });
    expect([status, err]).toEqual([130, 'hustings: stopped: nothing was stored.\n']);
    expect((await hustings(['contests', '--ledger', path])).err).toContain('does not exist');
  });

  test('an export says how far it came', async () => {
    const args = ['export', '--ledger', ledger.path];
    const { status, err } = await hustings(args, { hold: stoppedBy('SIGINT') });
    expect([status, err]).toEqual([130, 'hustings: stopped: after 0 entries.\n']);
  });

  test('a rebuild leaves the columns as they were', async () => {
    const path = ledger.copy('rebuilt.db');
    const args = ['rebuild', '--ledger', path];
    const { status, out, err } = await hustings(args, { hold: stoppedBy('SIGINT', 1) });
    expect([status, out]).toEqual([130, '']);
    expect(err).toBe('hustings: stopped: the columns are as they were.\n');
    expect((await hustings(args)).err).toContain('the columns were what the bytes say');
  });
});
