import type { Growth } from '../load/growing-load.ts';
import { appendCosts } from './appending.ts';
import { aloneCosts, askingCosts } from './asking.ts';
import { type GrowthSetting, grown, opened } from './grown.ts';
import type { Cost, Measured } from './measuring.ts';
import { memoryCosts } from './memory.ts';
import { wholeCosts } from './whole.ts';

/** What is measured in ledgers of some sizes, each with what is in them. */
interface Series {
  readonly title: string;
  readonly alone: boolean;
  readonly sizes: readonly number[];
  readonly measures: Readonly<Record<string, (measured: Measured) => Promise<Cost[]>>>;
}

/** One cost at each of the sizes. */
export interface GrowthRow {
  readonly cost: Omit<Cost, 'value'>;
  readonly values: readonly (number | null)[];
}

/** The costs of one series of ledgers. */
export interface GrowthTable {
  readonly title: string;
  readonly sizes: readonly number[];
  readonly rows: readonly GrowthRow[];
}

const decades = (from: number, to: number): number[] =>
  from > to ? [] : [from, ...decades(from * 10, to)];

/** Ledgers of ten thousand entries up to `upTo`, and one contest alone of up to a tenth of that; all but powers of ten are left out, except `upTo`. */
function seriesUpTo(upTo: number): Series[] {
  const upToThat = (from: number, last: number) => [...new Set([...decades(from, last), last])];
  return [
    {
      title: 'entries in the ledger',
      alone: false,
      sizes: upToThat(10_000, upTo),
      measures: {
        'memory of the read side': memoryCosts,
        answers: askingCosts,
        appends: appendCosts,
        'the ledger as a whole': wholeCosts,
      },
    },
    {
      title: 'entries in one contest, alone in its ledger',
      alone: true,
      sizes: upToThat(1000, upTo / 10),
      measures: { answers: aloneCosts },
    },
  ];
}

async function measured(setting: GrowthSetting, growth: Growth, { measures }: Series) {
  const ledger = await grown(setting, growth);
  const service = opened(ledger.file, setting);
  const costs: Cost[] = [];
  const failed: string[] = [];
  for (const [name, measure] of Object.entries(measures)) {
    setting.signal.throwIfAborted();
    setting.say(`  ${name}`);
    try {
      costs.push(...(await measure({ setting, grown: ledger, service })));
    } catch (error) {
      failed.push(
        `${name} at ${growth.entries}: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
  await service.store.close();
  return { costs, failed };
}

async function tableOf(setting: GrowthSetting, series: Series) {
  const { title, alone, sizes } = series;
  const failed: string[] = [];
  const found: ReadonlyMap<string, Cost>[] = [];
  const costs = (entries: number) =>
    measured(setting, { seed: setting.seed, entries, alone }, series);
  // What is measured first also waits for its code to be compiled: that turn does not count.
  await costs(Math.min(...sizes));
  for (const entries of sizes) {
    const one = await costs(entries);
    failed.push(...one.failed);
    found.push(new Map(one.costs.map((cost) => [cost.name, cost])));
  }
  const all = new Map(found.flatMap((costs) => [...costs]));
  const rows = [...all.values()].map(({ value, ...cost }) => ({
    cost,
    values: found.map((costs) => costs.get(cost.name)?.value ?? null),
  }));
  return { table: { title, sizes, rows }, failed };
}

/** Grows ledgers of each size, or takes those that are kept, and measures what things cost in them. */
export async function measureGrowth(setting: GrowthSetting, upTo: number) {
  const tables: GrowthTable[] = [];
  const failed: string[] = [];
  for (const series of seriesUpTo(upTo)) {
    const one = await tableOf(setting, series);
    tables.push(one.table);
    failed.push(...one.failed);
  }
  return { tables, failed };
}
