/** Commands that keep a ledger: other clocks and zones, ends and starts, rebuilds, backups, exports, checkpoints. */
import { createHash } from 'node:crypto';
import { copyEntries } from '../../../src/interchange/import.ts';
import { askStandings } from '../../../src/ledger/queries/standings.ts';
import type { Service } from '../../../src/ledger/service.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { signerOf } from '../../../src/tlog/keys.ts';
import { verifyConsistency } from '../../../src/tlog/verify.ts';
import { WHOLE } from '../../support/whole-backup.ts';
import { demandSame } from './demand.ts';
import type { Asked, Model } from './model.ts';
import { demandEntries } from './reading.ts';
import type { Stand, Who } from './stand.ts';
import type { Step } from './writing.ts';
import { useZone } from './zones.ts';

const SIGNER = signerOf('example.org/model', createHash('sha256').update('a model').digest());
const NEVER = new AbortController().signal;

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** A command that may come at any time, unless it says when. */
const step = (
  name: string,
  run: (model: Model, stand: Stand) => Promise<void>,
  check: (model: Readonly<Model>) => boolean = () => true,
): Step => ({ check, run, toString: () => name });

/** Sets a process's clock: by so much, or to an instant. */
export const clock = (who: Who, jump: number, to: number | null): Step =>
  step(`Clock(${who}: ${to ?? `by ${jump}`})`, async (model, stand) => {
    const now = to ?? model.clocks[who] + jump;
    model.clocks[who] = Math.min(Math.max(now, 0), Date.UTC(9999, 11, 31, 23, 59, 59, 999));
    stand.trace.push(`process ${who}: ${new Date(model.clocks[who]).toISOString()}`);
  });

/** Sets the zone of the host. */
export const zone = (name: string): Step =>
  step(`Zone(${name})`, async (_, stand) => {
    useZone(name);
    stand.trace.push(`the zone is ${name}`);
  });

/** Ends a process and starts it again. */
export const reopen = (who: Who): Step =>
  step(`Reopen(${who})`, async (model, stand) => {
    await stand.end(who);
    stand.trace.push(`process ${who} ends and starts again`);
    const { store, log } = await stand.upToDate(who);
    demandSame('the head', model.held.length - 1, (await store.head()).seq);
    await log.demandSigned();
  });

/** Derives everything anew: it must be what it was. */
export const rebuild = (who: Who): Step =>
  step(`Rebuild(${who})`, async (_, stand) => {
    const { store } = await stand.upToDate(who);
    stand.trace.push(`process ${who} rebuilds`);
    demandSame('what a rebuild finds', null, await store.rebuild(() => undefined, NEVER));
    stand.wroteBy(who);
  });

/** Demands that another ledger holds the same: entries, tree and the answers to what was asked last. */
async function demandTwin(model: Model, here: Service, there: Service): Promise<void> {
  demandEntries(model.held, await there.store.readAll(0, 10_000));
  const { size, root } = await there.log.catchUp();
  demandSame(
    'the log',
    [model.held.length, model.root()],
    [size, Buffer.from(root).toString('base64')],
  );
  for (const { contest, asOf, seq, reportedBy, counts } of lately(model)) {
    const clocks = { asOf, knownAt: `${seq}`, ...(reportedBy === null ? {} : { reportedBy }) };
    const [one, other] = await Promise.all(
      [here, there].map((service) => askStandings(service, contest, clocks, counts)),
    );
    demandSame(`the twin on ${asOf}`, one?.digest, other?.digest);
  }
}

const lately = ({ asked, erasures }: Model): Asked[] =>
  asked.filter((each) => each.seq >= 0 && each.erasures === erasures).slice(-2);

/** Backs up, compares, and goes on from the backup where the ledger is a file. */
export const backup = (who: Who, goesOn: boolean): Step =>
  step(`Backup(${who}${goesOn ? ', goes on' : ''})`, async (model, stand) => {
    const service = await stand.upToDate(who);
    const file = stand.fresh();
    await service.store.backupTo(file, WHOLE);
    const backup = stand.over(openSqliteStore(file), who);
    stand.trace.push(`process ${who} backs up${goesOn ? ', and goes on from that' : ''}`);
    try {
      await demandTwin(model, service, backup);
      await backup.log.demandSigned();
      demandSame('what a rebuild finds', null, await backup.store.rebuild(() => undefined, NEVER));
    } finally {
      await backup.store.close();
    }
    if (goesOn) await stand.goOnFrom(file);
  });

/** Exports all, and imports it into a ledger of its own, by another clock. */
export const exportAll = (who: Who): Step =>
  step(`Export(${who})`, async (model, stand) => {
    const service = await stand.upToDate(who);
    stand.trace.push(`process ${who} exports, and another ledger imports`);
    const other = stand.over(openSqliteStore(':memory:'), who === 0 ? 1 : 0);
    try {
      const options = { recordedBy: 'an import', strict: false };
      await copyEntries(service.store, other.ledger, options, NEVER);
      await demandTwin(model, service, other);
    } finally {
      await other.store.close();
    }
  });

/** Signs the tree, and proves that it begins with what was signed before. */
export const sign = (who: Who): Step =>
  step(
    `Sign(${who})`,
    async (model, stand) => {
      const { log } = await stand.upToDate(who);
      const { size, note } = await log.sign([SIGNER]);
      stand.wroteBy(who);
      stand.trace.push(`process ${who} signs ${size} entries`);
      const [name, count, root] = note.split('\n');
      demandSame(
        'a checkpoint',
        [SIGNER.name, `${model.held.length}`, model.root()],
        [name, count, root],
      );
      for (const older of model.signed) {
        const treeOf = (of: number) => ({ size: of, root: Buffer.from(model.root(of), 'base64') });
        verifyConsistency(sha256, treeOf(older), treeOf(size), log.consistency(older, size));
      }
      if (!model.signed.includes(size)) model.signed.push(size);
      const sizes = log.checkpoints().map((each) => each.size);
      demandSame('what was signed', model.signed, sizes);
    },
    ({ held }) => held.length > 0,
  );
