import type { FastifyRequest } from 'fastify';
import { BadQuestion } from '../ledger/clocks.ts';
import { actorOf } from './actor.ts';
import type { Page, PageAsked } from './page.ts';

/** What every page is looked at with. */
export const SIGHT: readonly string[] = ['asOf', 'reportedBy', 'knownAt', 'counts'];

/**
 * The parameters of a page that say something, beside its sight those that it `takes`: a form sends the
 * others empty. Refuses, as BadQuestion, what it does not take.
 */
export function saidIn(
  request: FastifyRequest,
  takes: readonly string[] | 'all' = [],
): Readonly<Record<string, string | undefined>> {
  const isTaken = (name: string) => takes === 'all' || SIGHT.includes(name) || takes.includes(name);
  const all = Object.entries(request.query as Record<string, string | string[]>);
  return Object.fromEntries(
    all.flatMap(([name, value]) => {
      if (!isTaken(name)) throw new BadQuestion(name, `${name} is no parameter of this page.`);
      if (typeof value !== 'string') throw new BadQuestion(name, `${name} must be said once.`);
      return value.trim() === '' ? [] : [[name, value.trim()]];
    }),
  );
}

/** What a request asks a page with. */
export function askedIn(request: FastifyRequest, { takes }: Page): PageAsked {
  const query = saidIn(request, takes);
  const { name = '' } = request.params as { name?: string };
  const { asOf, reportedBy, knownAt, counts } = query;
  return {
    name,
    sight: { asOf, reportedBy, knownAt, counts },
    query,
    actor: actorOf(request),
  };
}
