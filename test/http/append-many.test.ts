/** Many appends at once: none is lost, none is doubled, and those of several contests share commits. */
import { describe, expect, test } from 'vitest';
import { folder } from '../cli/harness.ts';
import { commitsIn } from '../store/sqlite/commits.ts';
import { CONTEST, enrolled, FRAME, opened } from '../support/sent.ts';
import { Editor } from './two-editors.ts';
import { Written, writableService } from './written.ts';

const { file } = folder();
const EACH = 500;

describe('two editors who append to one contest at once', () => {
  test('lose nothing and double nothing; each conflict is resolved by trying again', async () => {
    const written = new Written(writableService(file('two.db')));
    await written.accept(FRAME);
    const address = await written.server.listen({ host: '127.0.0.1', port: 0 });
    const where = { address, back: Promise.resolve() };
    const editors = ['ada', 'bob'].map((name) => new Editor(name, name, where, false));
    await Promise.all(editors.map((editor) => editor.work(EACH)));
    await written.server.close();
    const stored = await written.stored();
    expect(stored.map(({ revision }) => revision)).toEqual(stored.map((_, revision) => revision));
    const leaves = stored.slice(FRAME.length).map(({ leaf }) => JSON.parse(`${Buffer.from(leaf)}`));
    const names = stored
      .slice(FRAME.length)
      .map(({ payload }) => JSON.parse(`${Buffer.from(payload)}`).data.endorser);
    const all = editors.flatMap(({ name }) =>
      Array.from({ length: EACH }, (_, at) => `${name}-${at}`),
    );
    expect(names.toSorted()).toEqual(all.toSorted());
    // Whom the entry names is who sent it.
    for (const [at, name] of names.entries()) {
      expect(leaves[at].recordedBy).toBe(name.startsWith('ada') ? 'Ada Lovelace' : 'Bob');
    }
    expect(editors.map(({ conflicts }) => conflicts > 0)).toContain(true);
    const told = editors.flatMap(({ answers }) => [...answers.values()].map(({ etag }) => etag));
    expect(new Set(told).size).toBe(2 * EACH);
  }, 120_000);
});

describe('appends to several contests', () => {
  test('share commits', async () => {
    const many = Array.from({ length: 64 }, (_, at) => `contest-${at}`);
    const commits = async (name: string, send: (written: Written) => Promise<unknown>) => {
      const path = file(`${name}.db`);
      const written = new Written(writableService(path));
      for (const contest of many) await written.accept([opened()], contest);
      const before = commitsIn(path);
      await send(written);
      const made = commitsIn(path) - before;
      expect((await written.service.store.head()).seq).toBe(2 * many.length - 1);
      await written.service.store.close();
      return made;
    };
    const post = async (written: Written, contest: string) => {
      const got = await written.post(enrolled('one', 'MP'), {
        contest,
        headers: { 'if-match': '*' },
      });
      expect(got.status).toBe(201);
    };
    const alone = await commits('alone', async (written) => {
      for (const contest of many) await post(written, contest);
    });
    const together = await commits('together', (written) =>
      Promise.all(many.map((contest) => post(written, contest))),
    );
    expect(alone).toBe(many.length);
    expect(together).toBeLessThan(many.length / 4);
  });
});

test('a batch is one commit of all or nothing, whoever else appends', async () => {
  const written = new Written(writableService(file('batch.db')));
  await written.accept(FRAME);
  const good = Array.from({ length: 50 }, (_, at) => enrolled(`good-${at}`, 'MP'));
  const bad = [
    ...good.map((each) => ({
      ...each,
      data: { ...each.data, endorser: `b-${each.data.endorser}` },
    })),
    enrolled('x', 'NONE'),
  ];
  const headers = { 'if-match': '*' };
  const all = await Promise.all([good, bad].map((sent) => written.post(sent, { headers })));
  expect(all.map(({ status }) => status)).toEqual([201, 422]);
  expect(await written.stored(CONTEST)).toHaveLength(FRAME.length + good.length);
});
