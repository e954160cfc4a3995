import { describe, expect, test } from 'vitest';
import { BadSetting, configure } from '../../src/config.ts';

describe('the configuration', () => {
  test('takes a flag before a variable, and a variable before what goes without saying', () => {
    const env = { HUSTINGS_LEDGER: 'env.db', HUSTINGS_ACTOR: 'Grace' };
    expect(configure({ ledger: 'flag.db', by: 'Ada' }, env)).toMatchObject({
      ledger: 'flag.db',
      recordedBy: 'Ada',
    });
    expect(configure({}, env)).toMatchObject({ ledger: 'env.db', recordedBy: 'Grace' });
    expect(configure({}, {}).ledger).toBe('./hustings.db');
    expect(configure({}, {}).recordedBy).not.toBe('');
  });

  test("keeps the log's key beside the ledger, unless another place is named", () => {
    expect(configure({ ledger: 'a.db' }, {})).toMatchObject({
      logKey: 'a.db.key',
      logOrigin: null,
    });
    const env = { HUSTINGS_LOG_KEY: 'k', HUSTINGS_LOG_ORIGIN: 'ledger.example/a' };
    expect(configure({}, env)).toMatchObject({ logKey: 'k', logOrigin: 'ledger.example/a' });
  });

  test('finds a ledger in a database, shows its hosts alone, and keeps its files beside the copy', () => {
    const address = 'kurrentdb+discover://ann:pass%40word@a.example:2113,b.example/?tls=true';
    const place = {
      ledger: 'kurrentdb+discover://a.example:2113,b.example',
      database: { address, copy: './hustings-copy.db' },
      logKey: './hustings-copy.db.key',
      tokens: './hustings-copy.db.tokens',
    };
    expect(configure({}, { HUSTINGS_STORE: address })).toMatchObject(place);
    expect(configure({ ledger: address }, { HUSTINGS_LEDGER: 'a.db' })).toMatchObject(place);
    const env = { HUSTINGS_STORE: address, HUSTINGS_COPY: 'c.db', HUSTINGS_LOG_KEY: 'k' };
    expect(configure({}, env)).toMatchObject({
      database: { address, copy: 'c.db' },
      logKey: 'k',
      tokens: 'c.db.tokens',
    });
    expect(configure({ ledger: 'a.db' }, env)).toMatchObject({ ledger: 'a.db', database: null });
  });

  test('takes a variable that is set to nothing for one that is not set', () => {
    const env = { HUSTINGS_LEDGER: '', HUSTINGS_ACTOR: '', HUSTINGS_STORE: '' };
    expect(configure({}, env)).toEqual(configure({}, {}));
  });

  test('writes a recorder in one way', () => {
    expect(configure({ by: ' Zoe\u0308 ' }, {}).recordedBy).toBe('Zo\u00eb');
  });

  test.each([
    ['an empty ledger', { ledger: '' }, {}, /^The ledger has no name: give --ledger FILE\.$/],
    ['a blank recorder', { by: ' ' }, {}, /^--by must name who records/],
    ['a recorder of 201 characters', { by: 'x'.repeat(201) }, {}, /in at most 200 characters/],
    ['a blank actor', {}, { HUSTINGS_ACTOR: ' ' }, /^HUSTINGS_ACTOR must name/],
    ['half a character', { by: 'a\ud800' }, {}, /^--by must name who records/],
    ['another store', {}, { HUSTINGS_STORE: 'mysql://x' }, /^HUSTINGS_STORE must be the address/],
    ['another store', { ledger: 'mysql://x' }, {}, /^--ledger must be the address/],
    [
      'a database and a file',
      {},
      { HUSTINGS_STORE: 'kurrentdb://x', HUSTINGS_LEDGER: 'a.db' },
      /^HUSTINGS_STORE and HUSTINGS_LEDGER are both set, .*: unset one\.$/,
    ],
  ])('refuses %s', (_, flags, env, says) => {
    expect(() => configure(flags, env)).toThrow(BadSetting);
    expect(() => configure(flags, env)).toThrow(says);
  });
});
