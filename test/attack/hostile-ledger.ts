/** A server whose ledger says hostile things in every field, and the addresses at which it says them. */
import type { Service } from '../../src/ledger/service.ts';
import { addressOf } from '../http/knocking.ts';
import { contestOf, type Hostile, tellHostile } from '../pages/hostile.ts';
import { CONTEST, draft, id } from '../support/given.ts';

/** Tells a hostile contest to a service's ledger. */
export const fillHostile = (hostile: Hostile) => (service: Service) =>
  tellHostile(
    {
      accept: async (sent, { contest = null, recordedBy = 'a test' } = {}) => {
        const outcome = await service.ledger.append(contest, sent.map(draft), { recordedBy });
        if (!outcome.ok) throw new Error(outcome.refusal.message);
        return outcome.entries;
      },
    },
    hostile,
  );

/** The address of a route, of what the hostile contest holds. */
export function hostileAddress(hostile: Hostile, url: string): string {
  const { slug, kind, category } = hostile;
  return addressOf(url)
    .replaceAll(CONTEST, contestOf(hostile))
    .replaceAll(id('opened'), id(`${kind} 0`))
    .replace('/endorsers/t1', `/endorsers/${slug('m1')}`)
    .replace('candidate=ann&category=MP', `candidate=${slug('ann')}&category=${category}`);
}
