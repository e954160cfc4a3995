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

/** Sets a process's clock: by so much, or to an instant. */
export class Clock implements Step {
  readonly #who: Who;
  readonly #jump: number;
  readonly #to: number | null;

  constructor(who: Who, jump: number, to: number | null) {
    this.#who = who;
    this.#jump = jump;
    this.#to = to;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, stand: Stand): Promise<void> {
    const now = this.#to ?? model.clocks[this.#who] + this.#jump;
    model.clocks[this.#who] = Math.min(Math.max(now, 0), Date.UTC(9999, 11, 31, 23, 59, 59, 999));
    stand.trace.push(`process ${this.#who}: ${new Date(model.clocks[this.#who]).toISOString()}`);
  }

  toString(): string {
    return `Clock(${this.#who}: ${this.#to ?? `by ${this.#jump}`})`;
  }
}

/** Sets the zone of the host. */
export class Zone implements Step {
  readonly #zone: string;

  constructor(zone: string) {
    this.#zone = zone;
  }

  check(): boolean {
    return true;
  }

  async run(_: Model, stand: Stand): Promise<void> {
    useZone(this.#zone);
    stand.trace.push(`the zone is ${this.#zone}`);
  }

  toString(): string {
    return `Zone(${this.#zone})`;
  }
}

/** Ends a process and starts it again. */
export class Reopen implements Step {
  readonly #who: Who;

  constructor(who: Who) {
    this.#who = who;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, stand: Stand): Promise<void> {
    await stand.end(this.#who);
    stand.trace.push(`process ${this.#who} ends and starts again`);
    const { store, log } = await stand.upToDate(this.#who);
    demandSame('the head', model.held.length - 1, (await store.head()).seq);
    await log.demandSigned();
  }

  toString(): string {
    return `Reopen(${this.#who})`;
  }
}

/** Derives everything anew: it must be what it was. */
export class Rebuild implements Step {
  readonly #who: Who;

  constructor(who: Who) {
    this.#who = who;
  }

  check(): boolean {
    return true;
  }

  async run(_: Model, stand: Stand): Promise<void> {
    const { store } = await stand.upToDate(this.#who);
    stand.trace.push(`process ${this.#who} rebuilds`);
    demandSame('what a rebuild finds', null, await store.rebuild(() => undefined, NEVER));
    stand.wroteBy(this.#who);
  }

  toString(): string {
    return `Rebuild(${this.#who})`;
  }
}

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
export class Backup implements Step {
  readonly #who: Who;
  readonly #goesOn: boolean;

  constructor(who: Who, goesOn: boolean) {
    this.#who = who;
    this.#goesOn = goesOn;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, stand: Stand): Promise<void> {
    const service = await stand.upToDate(this.#who);
    const file = stand.fresh();
    await service.store.backupTo(file, WHOLE);
    const backup = stand.over(openSqliteStore(file), this.#who);
    stand.trace.push(
      `process ${this.#who} backs up${this.#goesOn ? ', and goes on from that' : ''}`,
    );
    try {
      await demandTwin(model, service, backup);
      await backup.log.demandSigned();
      demandSame('what a rebuild finds', null, await backup.store.rebuild(() => undefined, NEVER));
    } finally {
      await backup.store.close();
    }
    if (this.#goesOn) await stand.goOnFrom(file);
  }

  toString(): string {
    return `Backup(${this.#who}${this.#goesOn ? ', goes on' : ''})`;
  }
}

/** Exports all, and imports it into a ledger of its own, by another clock. */
export class Export implements Step {
  readonly #who: Who;

  constructor(who: Who) {
    this.#who = who;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, stand: Stand): Promise<void> {
    const service = await stand.upToDate(this.#who);
    stand.trace.push(`process ${this.#who} exports, and another ledger imports`);
    const other = stand.over(openSqliteStore(':memory:'), this.#who === 0 ? 1 : 0);
    try {
      const options = { recordedBy: 'an import', strict: false };
      await copyEntries(service.store, other.ledger, options, NEVER);
      await demandTwin(model, service, other);
    } finally {
      await other.store.close();
    }
  }

  toString(): string {
    return `Export(${this.#who})`;
  }
}

/** Signs the tree, and proves that it begins with what was signed before. */
export class Sign implements Step {
  readonly #who: Who;

  constructor(who: Who) {
    this.#who = who;
  }

  check({ held }: Readonly<Model>): boolean {
    return held.length > 0;
  }

  async run(model: Model, stand: Stand): Promise<void> {
    const { log } = await stand.upToDate(this.#who);
    const { size, note } = await log.sign([SIGNER]);
    stand.wroteBy(this.#who);
    stand.trace.push(`process ${this.#who} signs ${size} entries`);
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
  }

  toString(): string {
    return `Sign(${this.#who})`;
  }
}
