import type { Service } from '../ledger/service.ts';
import { Failure } from './failure.ts';

const PAGE = 1000;

/** The ids of the entries that begin so, three at most. */
async function idsFrom({ store }: Service, beginning: string): Promise<string[]> {
  const found: string[] = [];
  for (let seq = 0; found.length < 3; seq += PAGE) {
    const page = await store.readAll(seq, PAGE);
    if (page.length === 0) break;
    found.push(...page.map(({ id }) => id).filter((id) => id.startsWith(beginning)));
  }
  return found.slice(0, 3);
}

/** The id that was meant, where only its first digits were given. Refuses digits that fit several. */
export async function wholeId(service: Service, given: string): Promise<string> {
  const beginning = given.toLowerCase();
  if (!/^[0-9a-f][0-9a-f-]{3,34}$/.test(beginning)) return given;
  const found = await idsFrom(service, beginning);
  if (found.length <= 1) return found[0] ?? given;
  throw new Failure(
    `${given} begins the ids of several entries: ${found.join(', ')} …; give more of it.`,
  );
}
