/** Law (l): what is written ahead. */
import { askStandings } from '../../src/ledger/queries/standings.ts';
import { StandingsTexts } from '../../src/ledger/queries/standings-text.ts';
import { Reader } from '../../src/read/reader.ts';
import { Views } from '../../src/read/views.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { demandEqual } from './broken.ts';
import { iso } from './dates.ts';
import { build, type Kept, someDays, someSight } from './histories.ts';
import { type Law, untried } from './law.ts';
import type { PlainEntry } from './oracle.ts';
import { Random } from './random.ts';
import { CONTEST } from './sheet.ts';
import type { Bench } from './world.ts';

const tried = untried();
const BUDGET = 64e6;
/** A budget that has room for few states, so that written ones go and come again. */
const SMALL = 20_000;

const said = (error: unknown): string => (error instanceof Error ? error.message : `${error}`);

export const WRITTEN: Law = {
  name: 'l',
  tried,
  statement:
    'standings written ahead for all days between two turns are those of each day, byte for byte, at every prefix',
  async check(source, seed, effort, census) {
    const random = new Random(seed);
    const store = random.oneIn(3) ? openSqliteStore(':memory:') : new MemoryStore();
    const reader = new Reader(store, BUDGET);
    const sources = { store, reader, views: new Views(reader, BUDGET), now: () => 4e12 };
    const texts = new StandingsTexts(sources, SMALL);
    const entries: PlainEntry[] = [];
    const watch = async ({ entry }: Kept, _: Bench) => {
      entries.push(entry);
      for (const day of someDays(random, effort)) {
        const { policy, ...sight } = someSight(random, random.below(entry.seq + 1));
        const asked = {
          asOf: iso(day),
          ...(sight.reportedBy === null ? {} : { reportedBy: iso(sight.reportedBy) }),
          ...(random.oneIn(2) ? {} : { knownAt: `${sight.knownAt}` }),
        };
        const plain = await askStandings(sources, CONTEST, asked, policy).then(
          (body) => JSON.stringify(body),
          said,
        );
        const ahead = await texts
          .ask(CONTEST, asked, policy)
          .then(({ bytes }) => bytes.toString(), said);
        tried.all += 1;
        if (plain.startsWith('{')) tried.compared += 1;
        demandEqual(
          'What was written ahead differs',
          { entries },
          { one: plain, other: ahead },
          asked,
        );
      }
    };
    try {
      await build(source, { store, watch, ...(census && { census }) });
    } finally {
      await store.close();
    }
  },
};
