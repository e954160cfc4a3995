import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { PROJECTOR_VERSION } from '../../projections/standings.ts';
import { clocksOf } from '../ledger/queries/asking.ts';
import { seenBy } from '../ledger/queries/seen.ts';
import { StandingsTexts } from '../ledger/queries/standings-text.ts';
import type { Service } from '../ledger/service.ts';
import { formatDay } from '../time/day.ts';
import { askedOf, formatHttpDate, recordedAt } from './asked.ts';
import { validators } from './caching.ts';
import { give, KeptAnswers, type Sent } from './kept-answers.ts';
import { linkAsSent, linkTo, linkToWhole, pinnedTo } from './memento.ts';
import { questionSchema } from './openapi/question.ts';
import { type Question, type Read, STANDINGS } from './reads.ts';
import { FORMS, type Form, formOf, MEDIA, suffixed, textOf } from './representation.ts';

/** About how many bytes of answers are kept, and how many of written standings. */
const BUDGET = 64 * 1024 * 1024;

/** An answer as it is sent, and what it depends on. */
interface Written {
  readonly text: string | Buffer;
  /** The sequence number that is known. */
  readonly knownAt: number;
  readonly asOf: number;
  readonly seen: string;
  /** Was its text ready but for the clocks? */
  readonly isReady?: boolean;
}

/** Writes the answer to a question in a form. */
type Writes = (question: Question, form: Form) => Promise<Written>;

const writes =
  (service: Service, read: Read): Writes =>
  async (question, form) => {
    const { clocks } = await clocksOf(service, question.clocks);
    const { knownAt, asOf } = clocks;
    const contest = read.ofContest ? question.name : null;
    // Before the answer: what is erased meanwhile must not pass for what was seen.
    const seen = await seenBy(service, contest, knownAt);
    const text = textOf(await read.ask(service, question), form);
    return { text, knownAt, asOf, seen: read.ofHead ? hash('sha256', text, 'base64url') : seen };
  };

/** Standings are asked for most, so their JSON is kept ready. */
function writesStandings(service: Service): Writes {
  const texts = new StandingsTexts(service, BUDGET);
  const others = writes(service, STANDINGS);
  return async (question, form) => {
    if (form !== 'json') return others(question, form);
    const { name, clocks, query } = question;
    const { bytes, seen, clocks: resolved } = await texts.ask(name, clocks, query.counts);
    return { text: bytes, seen, isReady: true, ...resolved };
  };
}

/** Every parameter but those that are resolved to something. */
const othersIn = (query: Question['query']): string =>
  Object.entries(query)
    .filter(([name]) => name !== 'asOf' && name !== 'knownAt')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');

/** A tag for what an answer depends on; weak, since the head stands in the answer. */
function tagOf({ query }: Question, { seen, asOf }: Written, form: Form): string {
  const others = encodeURIComponent(othersIn(query));
  return `W/"${seen}.${asOf}.v${PROJECTOR_VERSION}.${form}.${others}"`;
}

/**
 * Is every clock of a question said, so that its answer stays? An instant that is not before the head
 * may still gain entries.
 */
async function isPinned(service: Service, { query }: Question, knownAt: number): Promise<boolean> {
  const days = query.from === undefined ? [query.asOf] : [query.from, query.to];
  const known = [query.knownAt, query.fromKnownAt, query.toKnownAt];
  const both = known[1] !== undefined && known[2] !== undefined;
  if (days.includes(undefined) || (known[0] === undefined && !both)) return false;
  const said = known.filter((each) => each !== undefined);
  if (said.every((each) => /^\d+$/.test(each))) return true;
  return !both && knownAt < (await service.store.head()).seq;
}

/** Header fields that say where the memento, its original and its timemap are, and when it was recorded (RFC 7089). */
async function mementoFields(
  url: string,
  { store }: Service,
  knownAt: number,
): Promise<Readonly<Record<string, string>>> {
  const { path, search, at } = pinnedTo(url, knownAt);
  const link = linkTo(path, search);
  const time = await recordedAt(store, knownAt);
  // Before the first entry there is nothing that an address could name.
  return time === undefined
    ? { link }
    : { 'memento-datetime': formatHttpDate(time), 'content-location': at, link };
}

/** What a request asks, and under which address: its own, or the one that the question has in the API. */
export interface Asking {
  readonly url: string;
  readonly name: string;
  readonly query: Question['query'];
}

const asItIs = ({ url, params, query }: FastifyRequest): Asking => {
  const { name = '' } = params as { name?: string };
  return { url, name, query: query as Question['query'] };
};

/** Answers questions of one kind. */
export class Answers {
  readonly #service: Service;
  readonly #read: Read;
  readonly #write: Writes;
  readonly #kept: KeptAnswers;

  constructor(service: Service, read: Read, kept: KeptAnswers) {
    this.#service = service;
    this.#read = read;
    this.#write = read === STANDINGS ? writesStandings(service) : writes(service, read);
    this.#kept = kept;
  }

  /** Gives an answer again at once, before the request is looked at closely: it was, the first time. */
  again() {
    return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
      const answer = this.#kept.find(request.raw);
      if (answer === undefined) done();
      else give(request, reply, answer);
    };
  }

  /** Answers a request; the address ends in the suffix of its form, or has none. */
  route(suffix: Form | undefined) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const form = formOf(request, suffix);
      const make = () => this.#answer(request, asItIs(request), form);
      const answer = this.#read.ofHead ? await make() : await this.#kept.made(request.raw, make);
      return give(request, reply, answer);
    };
  }

  /** Answers a request that came to another address as the API answers what it asks there, which is kept once. */
  async elsewhere(
    request: FastifyRequest,
    reply: FastifyReply,
    asking: Asking,
    form: Form,
  ): Promise<FastifyReply> {
    const keyed = { url: asking.url, headers: request.headers };
    const make = () => this.#answer(request, asking, form);
    const kept = () => this.#kept.find(keyed) ?? this.#kept.made(keyed, make);
    return give(request, reply, await (this.#read.ofHead ? make() : kept()));
  }

  async #answer(request: FastifyRequest, { url, name, query }: Asking, form: Form): Promise<Sent> {
    const service = this.#service;
    const said = { asOf: query.asOf, reportedBy: query.reportedBy, knownAt: query.knownAt };
    const { clocks, negotiated } = await askedOf(request, said, service.store, service.now());
    const question = { name, query, clocks };
    const written = await this.#write(question, form);
    const { knownAt, text, isReady = false } = written;
    const isMemento = negotiated || clocks.knownAt !== undefined;
    const tag = tagOf(question, written, form);
    const stays = !negotiated && !this.#read.ofHead;
    const pinned = stays && (await isPinned(service, question, knownAt));
    const { link = '', ...memento }: Readonly<Record<string, string>> = isMemento
      ? await mementoFields(url, service, knownAt)
      : { link: linkAsSent(url) };
    const fields = {
      vary: 'accept, accept-datetime',
      ...validators({ tag, pinned }),
      ...memento,
      link: form === 'json' ? link : `${link}, ${this.#whole(url, written)}`,
    };
    return { type: MEDIA[form], tag, fields, text, isReady };
  }

  /** The link to the whole of an answer that is given as rows. */
  #whole(url: string, { knownAt, asOf }: Written): string {
    const { query } = this.#read;
    const day = 'asOf' in query ? { asOf: formatDay(asOf) } : {};
    return linkToWhole(url, knownAt < 0 ? day : { ...day, knownAt: `${knownAt}` });
  }
}

/** What answers each question. */
export type Answering = ReadonlyMap<Read, Answers>;

/** What answers these questions, at whatever address: answers are kept in one place. */
export function answersTo(service: Service, reads: readonly Read[]): Answering {
  const kept = new KeptAnswers(service, BUDGET);
  return new Map(reads.map((read) => [read, new Answers(service, read, kept)]));
}

/** Every question as a route, and once more with each suffix that asks for a form. */
export function readRoutes(server: FastifyInstance, answering: Answering): void {
  const typed = server.withTypeProvider<ZodTypeProvider>();
  for (const [read, answers] of answering) {
    const schema = questionSchema(read);
    for (const suffix of [undefined, ...FORMS]) {
      typed.get(
        suffixed(read.path, suffix),
        {
          config: { may: 'read' },
          schema: { ...schema, hide: suffix !== undefined },
          // After the guard: hooks of the whole server come before those of a route.
          onRequest: answers.again(),
        },
        answers.route(suffix),
      );
    }
  }
}
