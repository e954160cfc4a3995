/** Law (h): the first and last day of an act, and entries of one millisecond. */

import { LawBroken } from './broken.ts';
import { iso, sources } from './dates.ts';
import { build, type History } from './histories.ts';
import { type Law, untried } from './law.ts';
import { Random, uuidOf } from './random.ts';
import { saidOn } from './said.ts';
import { CONTEST, type Data, type Sent } from './sheet.ts';
import type { Bench } from './world.ts';

/** Names that no history uses, so that nothing else bears on them. */
const [ZED, ZIA, ZOE] = ['zed', 'zia', 'zoe'];

interface Told {
  readonly id: string;
  readonly sent: Sent;
}

/** Makes entries about the newcomers of one history. */
class Newcomers {
  readonly #bench: Bench;
  readonly #random: Random;
  #made = 0;

  constructor(bench: Bench, random: Random) {
    this.#bench = bench;
    this.#random = random;
  }

  tell(type: string, day: number | null, data: Data): Told {
    this.#made += 1;
    const cited = day === null ? {} : { on: iso(day), sources: sources({ said: 0, lag: 0, day }) };
    const id = uuidOf(this.#random.below(2 ** 31), this.#made);
    return { id, sent: { contest: CONTEST, type, data, ...cited } };
  }

  act(endorser: string, day: number): Told {
    return this.#random.oneIn(2)
      ? this.tell('NominationMade', day, { endorser, candidate: ZOE })
      : this.tell('EndorsementMade', day, {
          endorser,
          choices: [{ candidate: ZOE, rank: 1 }],
          form: 'endorsement',
        });
  }

  /** Appends, in one batch or one after the other; says whether all was accepted. */
  async append(batch: readonly Told[], together = this.#random.oneIn(2)): Promise<boolean> {
    const batches = together ? [batch] : batch.map((each) => [each]);
    for (const each of batches) {
      const outcome = await this.#bench.offerAll(each);
      if (typeof outcome === 'string') throw new Error(outcome);
      if (!outcome.ok) return false;
    }
    return true;
  }

  async enter(category: string): Promise<void> {
    const named = (endorser: string) => ({ endorser, name: endorser, category, nominates: true });
    await this.append([
      this.tell('CandidateEntered', 0, { candidate: ZOE, name: 'Zoe' }),
      this.tell('EndorserEnrolled', 0, named(ZED)),
      this.tell('EndorserEnrolled', 0, named(ZIA)),
    ]);
  }

  /** On each day: C where the endorser surely backs Zoe, p where possibly, - where not. */
  async held(endorser: string, knownAt: number, days: readonly number[]): Promise<string> {
    const sight = { knownAt, reportedBy: null, policy: 'acts' } as const;
    const timeline = await this.#bench.eyes.timeline(sight);
    const pair = `${endorser} ${ZOE}`;
    return days
      .map((day) => saidOn(timeline, day))
      .map(({ certain, possible }) => (certain.has(pair) ? 'C' : possible.has(pair) ? 'p' : '-'))
      .join('');
  }
}

/** Refuses a boundary that lies elsewhere. */
function demand(what: string, history: History, is: string, wanted: string): void {
  if (is !== wanted) throw new LawBroken(what, history.entries, { is, wanted });
}

async function demandLastDay(history: History, news: Newcomers, random: Random): Promise<void> {
  const begun = random.below(40);
  const ended = begun + (random.oneIn(3) ? 0 : random.below(20));
  const made = news.act(ZED, begun);
  const gone = news.tell(made.sent.type.replace('Made', 'Withdrawn'), ended, { act: made.id });
  await news.append([made, gone]);
  const { seq } = await history.bench.store.head();
  const days = [begun - 1, begun, ended - 1, ended, ended + 1];
  const wanted = days.map((day) => (begun <= day && day < ended ? 'C' : '-')).join('');
  const what = `Made on ${iso(begun)}, withdrawn on ${iso(ended)}, looked at from ${iso(begun - 1)}`;
  demand(what, history, await news.held(ZED, seq, days), wanted);
}

async function demandOrder(history: History, news: Newcomers, random: Random): Promise<void> {
  const { bench } = history;
  const act = news.act(ZIA, 5);
  await news.append([act]);
  const [one, other] = [10 + random.below(5), 20 + random.below(5)];
  const correct = (day: number) =>
    news.tell('EntryCorrected', null, { entry: act.id, why: 'In haste.', on: iso(day) });
  bench.frozen = true;
  const accepted = await news.append([correct(one), correct(other)]);
  bench.frozen = false;
  // A history that leaves something unsettled takes no correction until that is settled.
  if (!accepted) return;
  tried.compared += 1;
  const head = await bench.store.head();
  const [first, second] = await bench.store.readAll(head.seq - 1, 2);
  const stamps = [first, second].map((each) => each && instantOf(each.leaf));
  demand('Stamped in one millisecond', history, String(stamps[0]), String(stamps[1]));
  const days = [one - 1, one, other - 1, other];
  demand('The first alone', history, await news.held(ZIA, head.seq - 1, days), '-CCC');
  demand('Both', history, await news.held(ZIA, head.seq, days), '---C');
  const at = await bench.store.seqAt(head.recordedAt ?? 0);
  demand('What is known at their instant', history, String(at), String(head.seq));
}

const instantOf = (leaf: Uint8Array): string =>
  String((JSON.parse(Buffer.from(leaf).toString()) as { recordedAt: string }).recordedAt);

/** Histories, and those of them that take the corrections that it needs. */
const tried = untried();

export const BOUNDARIES: Law = {
  name: 'h',
  tried,
  statement:
    'an act withdrawn on day X is last held on X-1, on its own day never; two appends in one millisecond stay ordered',
  async check(source, seed, _effort, census) {
    const history = await build(source, census === undefined ? {} : { census });
    const random = new Random(seed);
    const opened = history.kept[0]?.placed;
    const [category] = (opened?.sent.data.categories ?? []) as { category: string }[];
    if (category === undefined) return;
    tried.all += 1;
    const news = new Newcomers(history.bench, random);
    await news.enter(category.category);
    await demandLastDay(history, news, random);
    await demandOrder(history, news, random);
  },
};
