import type { AskedClocks } from '../ledger/clocks.ts';
import { askContests } from '../ledger/queries/contests.ts';
import type { Service } from '../ledger/service.ts';

/** What the contests are called that the ledger knew at some clocks, by slug; the slug where nothing says it. */
export async function titlesOf(
  service: Service,
  clocks: AskedClocks,
): Promise<Record<string, string>> {
  const { contests } = await askContests(service, clocks);
  return Object.fromEntries(contests.map(({ contest, title }) => [contest, title ?? contest]));
}
