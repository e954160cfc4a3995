import type { Service } from '../ledger/service.ts';
import { addressOf, contestPath } from '../web/sight.ts';
import { entryShown } from './entry-shown.ts';
import type { PageAsked, Shown } from './page.ts';
import { Problem } from './problem.ts';
import { STATUS } from './status.ts';

const TYPES = {
  EndorsementMade: 'EndorsementWithdrawn',
  NominationMade: 'NominationWithdrawn',
} as const;

/** The act that an entry tells. Refuses, as a Problem, an entry that tells none. */
async function actOf(service: Service, given: string) {
  const { entry, act } = (await entryShown(service, given)).told;
  const { id, contest, type } = entry;
  if (
    act !== null &&
    contest !== null &&
    (type === 'EndorsementMade' || type === 'NominationMade')
  ) {
    const { endorser, stage } = entry.data as { endorser: string; stage?: string };
    return { at: contestPath(contest, 'append'), act, type, endorser, stage };
  }
  const detail = `Entry ${id} (${type}) tells of no act that could be switched or withdrawn.`;
  throw new Problem(STATUS.unprocessable, 'unknown-act', detail);
}

/** On to the form for what an endorser did instead of an act: one entry, which replaces it. */
export async function switching(service: Service, { name }: PageAsked): Promise<Shown> {
  const { at, act, type, endorser, stage } = await actOf(service, name);
  return { seeOther: addressOf(at, { type, endorser, stage, replaces: act }) };
}

/** On to the form for the end of an act. */
export async function withdrawing(service: Service, { name }: PageAsked): Promise<Shown> {
  const { at, act, type } = await actOf(service, name);
  return { seeOther: addressOf(at, { type: TYPES[type], act }) };
}
