/** The server over a ledger's file, in a process of its own; with `dry` it leaves out the writing alone. */
import { randomBytes } from 'node:crypto';
import { makeToken } from '../../../src/access/token.ts';
import { configure } from '../../../src/config.ts';
import { requestLogger } from '../../../src/http/request-log.ts';
import { buildServer } from '../../../src/http/server.ts';
import { serviceOver } from '../../../src/ledger/service.ts';
import type { EventStore } from '../../../src/store/event-store.ts';
import type { LedgerStore } from '../../../src/store/ledger-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { TokenFile } from '../../../src/store/sqlite/token-file.ts';

const [file = '', how = ''] = process.argv.slice(2);
const world = {
  now: () => Date.now(),
  randomBytes: (length: number): Uint8Array => randomBytes(length),
};
const store = openSqliteStore(file);
const OPENING = [
  {
    type: 'ContestOpened',
    version: 1,
    on: '2020-01-01',
    data: {
      title: 'The first',
      office: 'Leader',
      organisation: 'The Party',
      categories: [{ category: 'MP', name: 'Members' }],
    },
    sources: [
      {
        url: 'https://paper.example/a',
        publisher: 'The Paper',
        title: 'A',
        published: '2020-01-01',
      },
    ],
  },
] as const;

/** Answers as if it had stored, after a first append that is real: by that a store knows that it writes alone. */
async function unwritten(real: LedgerStore): Promise<LedgerStore> {
  await serviceOver(real, world).ledger.append('the-first', OPENING, { recordedBy: 'bench' });
  let last = (await real.head()).seq;
  const append: EventStore['append'] = async (stream, _, entries) => {
    const stored = entries.map((entry, index) => ({
      ...entry,
      stream,
      seq: last + index + 1,
      revision: 0,
    }));
    last += entries.length;
    return { ok: true, entries: stored, appended: entries.length };
  };
  return new Proxy(real, {
    get: (target, name) => {
      if (name === 'append') return append;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const tokens = new TokenFile(`${file}.${how}.tokens`);
const { text, kept } = makeToken(
  { name: 'bench', roles: ['editor', 'auditor'], expires: null },
  world,
);
tokens.add(kept);
const served = how === 'dry' ? await unwritten(store) : store;
const server = await buildServer({
  service: serviceOver(served, world),
  tokens,
  keys: [],
  version: '0',
  logger: requestLogger('info', { write: () => undefined }),
  settings: { ...configure({}, {}).serve, rateLimit: 0 },
  randomBytes: world.randomBytes,
});
const address = await server.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${address} ${text}\n`);
