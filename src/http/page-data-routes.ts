import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { Service } from '../ledger/service.ts';
import { addressOf } from '../web/sight.ts';
import { AUDIT_LOG, sendAuditLog } from './audit-routes.ts';
import { tagOfText, validated } from './caching.ts';
import { sendEntry } from './entry-routes.ts';
import { questionSchema } from './openapi/question.ts';
import type { Page } from './page.ts';
import { dataOf, type PageData, type Said, saidTo } from './page-data.ts';
import { askedIn } from './page-query.ts';
import { EntryId, NOTHING } from './params.ts';
import type { Answering } from './read-routes.ts';
import type { Read } from './reads.ts';
import { FORMS, type Form, sendForm, suffixed, textOf } from './representation.ts';

/** Where the questions are that the pages show the answers to. */
const API = '/api/v1';

/** What the data of pages are made with. */
export interface PageDataOptions {
  readonly service: Service;
  readonly pages: readonly Page[];
  readonly answering: Answering;
}

/** How data are sent, and what is checked before. */
interface Sending {
  /** What the address calls whatever the page is about: a refusal says so. */
  readonly named: string;
  readonly options?: RouteShorthandOptions;
  send(request: FastifyRequest, reply: FastifyReply, form: Form): Promise<FastifyReply>;
}

const saidIn = ({ params, query }: FastifyRequest): Said => {
  const [name = ''] = Object.values(params as Readonly<Record<string, string>>);
  return { name, query: query as Said['query'] };
};

/** Has a request for data ask what the question takes. */
const asking = ({ service }: PageDataOptions, data: PageData, named: string) => ({
  preValidation: async (request: FastifyRequest) => {
    const { name } = saidIn(request);
    const said = await data.asks(service, { name, query: saidTo(data, request) });
    request.query = said.query;
    if (data.at.includes(':')) request.params = { [named]: said.name };
  },
});

/** The address of a question in the API, in a form. */
const addressIn = ({ path }: Read, form: Form, { name, query }: Said): string =>
  addressOf(`${API}${suffixed(path.replace(':name', encodeURIComponent(name)), form)}`, query);

/** Data that answer a question: sent as the API sends them. */
function ofQuestion(options: PageDataOptions, data: PageData, read: Read): Sending {
  const answers = options.answering.get(read);
  if (answers === undefined) throw new Error(`${read.path} is not answered`);
  return {
    named: 'name',
    options: { schema: questionSchema(read), ...asking(options, data, 'name') },
    send: (request, reply, form) => {
      const said = saidIn(request);
      return answers.elsewhere(request, reply, { url: addressIn(read, form, said), ...said }, form);
    },
  };
}

/** Data about one entry: sent as the API sends them. */
const ofEntry = (options: PageDataOptions, data: PageData): Sending => ({
  named: 'id',
  options: {
    schema: { params: EntryId, querystring: NOTHING },
    ...asking(options, data, 'id'),
  },
  send: (request, reply, form) =>
    sendEntry(options.service, request, reply, saidIn(request).name, form),
});

/** Data about who appended what: sent as the API sends them. */
const ofLog = (options: PageDataOptions, data: PageData): Sending => ({
  named: 'name',
  options: { schema: { querystring: AUDIT_LOG }, ...asking(options, data, 'name') },
  send: (request, reply, form) => sendAuditLog(options.service, request, reply, form),
});

/** Data that are a page's own: revalidated by their text, and kept by nobody where the page is not. */
const ofPage = ({ service }: PageDataOptions, { page }: PageData): Sending => ({
  named: 'name',
  send: async (request, reply, form) => {
    const answer = await page.answer?.(service, askedIn(request, page));
    const text = textOf(answer ?? { body: null }, form);
    if (page.isFresh === true) reply.header('cache-control', 'no-store');
    else if (validated(request, reply, { tag: tagOfText(text), pinned: false })) return reply;
    return sendForm(reply, form, text);
  },
});

function sendingOf(options: PageDataOptions, data: PageData): Sending {
  const { answerer } = data;
  if (answerer === 'page') return ofPage(options, data);
  if (answerer === 'log') return ofLog(options, data);
  return answerer === 'entry' ? ofEntry(options, data) : ofQuestion(options, data, answerer);
}

/**
 * The data of every page in each form, at the page's address with the form's suffix. Where the API answers
 * the same question, bodies, header fields and refusals are the same as there.
 */
export function pageDataRoutes(server: FastifyInstance, options: PageDataOptions): void {
  server.setValidatorCompiler(validatorCompiler);
  server.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, hide: true };
  });
  for (const page of options.pages) {
    const data = dataOf(page);
    if (data === undefined) continue;
    const { named, options: checks = {}, send } = sendingOf(options, data);
    const config = { may: page.may ?? 'read' };
    for (const form of FORMS) {
      const at = suffixed(data.at.replace(':name', `:${named}`), form);
      server.get(at, { ...checks, config }, (request, reply) => send(request, reply, form));
    }
  }
}
