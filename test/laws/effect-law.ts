/** Law (m): trials. */
import { parseDraft } from '../../events/entry.ts';
import { askEffect, type Effect } from '../../src/ledger/queries/effect.ts';
import { askStandings } from '../../src/ledger/queries/standings.ts';
import { type Service, serviceOver } from '../../src/ledger/service.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { demandEqual, LawBroken } from './broken.ts';
import { iso } from './dates.ts';
import { build, type History, type Script, someReportedBy } from './histories.ts';
import { type Law, untried } from './law.ts';
import { Random } from './random.ts';
import { CONTEST } from './sheet.ts';
import { Eyes } from './world.ts';

const tried = untried();

const BY = { recordedBy: 'a law' };
const NOW = Date.UTC(2021, 0, 1);

/** A ledger whose clock stands still, so that a trial's instants are those of the append. */
function stillService(): Service {
  let drawn = 0;
  return serviceOver(new MemoryStore(), {
    now: () => NOW,
    randomBytes: (length) => {
      drawn += 1;
      return Buffer.alloc(length, drawn % 251);
    },
  });
}

const draftsOf = (batch: Script) =>
  batch.flatMap(({ id, sent: { contest: _, ...rest } }) => {
    const parsed = parseDraft({ id, ...rest });
    return parsed.ok ? [parsed.draft] : [];
  });

/** The entries from a place on that go to one stream together, some of them. */
function batchFrom(script: Script, at: number, random: Random): Script {
  const next = script.slice(at, at + 1 + random.below(8));
  const other = next.findIndex((each) => each.sent.contest !== next[0]?.sent.contest);
  return other === -1 ? next : next.slice(0, other);
}

/** Clocks and a policy to look with: a stage only where the contest will have it. */
function someQuestion(script: Script, until: number, random: Random) {
  const stages = script.slice(0, until).flatMap(({ sent: { type, data } }) => {
    return type === 'StageOpened' ? [`stage:${data.stage}`] : [];
  });
  const reportedBy = someReportedBy(random);
  return {
    clocks: {
      asOf: iso(random.oneIn(3) ? 4000 : random.below(62) - 4),
      ...(reportedBy === null ? {} : { reportedBy: iso(reportedBy) }),
    },
    counts: random.of(['acts', 'nominations', 'endorsements', ...stages]),
  };
}

/** One telling of a history, each batch of which is tried before it is appended. */
class Telling {
  readonly #history: History;
  readonly #script: Script;
  readonly #random: Random;
  readonly service = stillService();

  constructor(history: History, random: Random) {
    this.#history = history;
    this.#script = history.kept.map(({ placed }) => placed);
    this.#random = random;
  }

  async run(): Promise<void> {
    for (let at = 0; at < this.#script.length; ) {
      const batch = batchFrom(this.#script, at, this.#random);
      const contest = batch[0]?.sent.contest ?? null;
      if (contest === null) await this.#append(batch);
      else {
        await this.#refusals(at);
        await this.#tried(batch, at + batch.length);
      }
      at += batch.length;
    }
  }

  #append(batch: Script) {
    return this.service.ledger.append(batch[0]?.sent.contest ?? null, draftsOf(batch), BY);
  }

  /** What may be refused, being told before its time, is refused alike. */
  async #refusals(at: number): Promise<void> {
    const early = batchFrom(this.#script, at + this.#random.below(5), this.#random);
    if (early[0]?.sent.contest !== CONTEST) return;
    const drafts = draftsOf(early);
    const effect = await askEffect(this.service, CONTEST, drafts, { clocks: {}, ...BY });
    const append = await this.service.ledger.append(CONTEST, drafts, { ...BY, dryRun: true });
    const said = (each: Effect | typeof append) =>
      JSON.stringify(each.ok ? each.warnings : each.refusal);
    this.#equal('A trial and an append differ', said(effect), said(append), {});
  }

  async #tried(batch: Script, until: number): Promise<void> {
    const { service } = this;
    const question = someQuestion(this.#script, until, this.#random);
    const drafts = draftsOf(batch);
    const ask = () => askEffect(service, CONTEST, drafts, { ...question, ...BY });
    const names = service.store.audit.symbols().length;
    const first = await ask();
    if (!first.ok) throw new LawBroken(first.refusal.message, this.#history.entries);
    this.#equal('A trial adds names', names, service.store.audit.symbols().length, question);
    if ((await service.reader.contest(CONTEST)).length > 0 && !question.counts.includes(':')) {
      const { clocks, counts } = question;
      const now = await askStandings(service, CONTEST, clocks, counts);
      this.#equal('Before is not now', first.before, now, question);
    }
    tried.all += 1;
    tried.compared += 1;
    // One that goes on while the batch is appended saw all of it or nothing.
    const [again, appended, beside] = await Promise.all([ask(), this.#append(batch), ask()]);
    if (!appended.ok) throw new LawBroken(appended.refusal.message, this.#history.entries);
    const { clocks, counts } = question;
    const then = await askStandings(service, CONTEST, clocks, counts);
    this.#equal('After is not what comes', first.after, then, question);
    const settled: Effect = { ok: true, before: then, after: then, warnings: [] };
    for (const other of [again, beside]) {
      const sawNothing = JSON.stringify(other) === JSON.stringify(first);
      this.#equal('A trial saw half', sawNothing ? first : settled, other, question);
    }
  }

  #equal(what: string, one: unknown, other: unknown, detail: object): void {
    const pair = { one: JSON.stringify(one), other: JSON.stringify(other) };
    demandEqual(what, this.#history, pair, detail);
  }
}

export const TRIED: Law = {
  name: 'm',
  tried,
  statement:
    'what a trial says a batch would change is what it changes, and a trial changes nothing',
  async check(source, seed, effort, census) {
    const history = await build(source, census === undefined ? {} : { census });
    const random = new Random(seed);
    for (let round = 0; round < effort; round += 1) {
      const telling = new Telling(history, random);
      await telling.run();
      const sight = { knownAt: history.kept.length - 1, reportedBy: null, policy: 'acts' } as const;
      const days = [0, 20, 40, 4000];
      const { store, reader } = telling.service;
      const one = await new Eyes(store, reader).digests(sight, days);
      const other = await history.bench.eyes.digests(sight, days);
      demandEqual('Trials are left behind', history, { one, other }, sight);
    }
  },
};
