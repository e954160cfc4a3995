import type { FastifyRequest } from 'fastify';
import { unslashed } from '../config.ts';
import type { Service } from '../ledger/service.ts';
import type { DataAddress } from '../web/data-links.ts';
import { addressOf } from '../web/sight.ts';
import { AUDIT_LOG } from './audit-routes.ts';
import { sidesShown } from './compare-shown.ts';
import { wholeId } from './entry-shown.ts';
import { EVIDENCE_READS } from './evidence-reads.ts';
import type { Page } from './page.ts';
import { SIGHT } from './page-query.ts';
import { READS, type Read } from './reads.ts';
import { FORMS, MEDIA, suffixed } from './representation.ts';

/** What a question is asked with: whatever its address names, and its parameters. */
export interface Said {
  readonly name: string;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** How the data of a page differ from the answer to the question at the page's own address in the API. */
interface Differing {
  /** Where the data are; at the page's address, where it is not said. */
  readonly at?: string;
  /** Where the question is below /api/v1; at the page's address, where it is not said. */
  readonly question?: string;
  /** Parameters of the page that `asks` reads, beside the question's own. */
  readonly reads?: readonly string[];
  /** What the question is asked with where the page is asked so. */
  readonly asks?: (service: Service, said: Said) => Promise<Said>;
}

/** A page takes the first digits of an id; the API takes it whole. */
const byWholeId = async (service: Service, said: Said): Promise<Said> => ({
  ...said,
  name: await wholeId(service, said.name),
});

/** A page without a first day compares with the last change before the second; the API wants both sides said. */
async function byBothSides(service: Service, { name, query }: Said): Promise<Said> {
  const { asOf, ...others } = query;
  const to = others.to ?? asOf;
  const { reportedBy, knownAt, counts } = query;
  const sight = { asOf, reportedBy, knownAt, counts };
  const from = others.from ?? (await sidesShown(service, { name, sight, query })).from.asOf;
  return { name, query: { ...others, from, ...(to === undefined ? {} : { to }) } };
}

/** Whoever takes a list away has it in few parts. */
const inLargeParts = async (_: Service, { name, query }: Said): Promise<Said> => ({
  name,
  query: { limit: '1000', ...query },
});

const DIFFERING: Readonly<Record<string, Differing>> = {
  '/': { at: '/contests', question: '/contests' },
  '/contests/:name': { question: '/contests/:name/standings' },
  '/contests/:name/chart': { question: '/contests/:name/series' },
  '/contests/:name/compare': {
    question: '/contests/:name/changes',
    reads: ['asOf'],
    asks: byBothSides,
  },
  '/contests/:name/cite': { question: '/contests/:name/citation' },
  '/audit/log': { asks: inLargeParts },
  '/entries/:name': { asks: byWholeId },
  '/entries/:name/cite': { question: '/entries/:name/citation', asks: byWholeId },
};

const ALL: readonly Read[] = [...READS, ...EVIDENCE_READS];

/** What has no clocks in the API, by the page that shows it: an entry, and who appended what. */
const TIMELESS = { '/entries/:name': 'entry', '/audit/log': 'log' } as const;

/** Whose answer the data of a page are: that to a question, one without clocks, or the page's own. */
type Answerer = Read | 'entry' | 'log' | 'page';

/** The data of a page, at its own address with the suffix of a form. */
export interface PageData {
  readonly page: Page;
  /** Where they are, without the suffix. */
  readonly at: string;
  readonly answerer: Answerer;
  /** The parameters that say something to whoever answers. */
  readonly says: readonly string[];
  asks(service: Service, said: Said): Promise<Said>;
}

const isShown = ({ takes = [] }: Page, name: string): boolean =>
  takes === 'all' || SIGHT.includes(name) || takes.includes(name);

function answererOf({ path, answer }: Page, question: string): Answerer | undefined {
  if (answer !== undefined) return 'page';
  return path in TIMELESS
    ? TIMELESS[path as keyof typeof TIMELESS]
    : ALL.find((each) => each.path === question);
}

/** The parameters that an answer depends on. */
function takenBy(answerer: Answerer, { takes = [] }: Page): readonly string[] {
  if (answerer === 'entry') return [];
  if (answerer === 'log') return Object.keys(AUDIT_LOG.shape);
  if (answerer === 'page') return takes === 'all' ? SIGHT : [...SIGHT, ...takes];
  return Object.keys(answerer.query);
}

/** The data of a page; undefined: it is a form, and answers nothing. */
export function dataOf(page: Page): PageData | undefined {
  const { path } = page;
  const { at = path, question = path, reads = [], asks } = DIFFERING[path] ?? {};
  const answerer = answererOf(page, question);
  if (answerer === undefined) return undefined;
  const says = [...takenBy(answerer, page), ...reads];
  return { page, at, answerer, says, asks: asks ?? (async (_, said) => said) };
}

/** Where data are in each form. What only chooses how a page shows them is left out. */
function dataAddresses({ page, at, says }: PageData, url: string): DataAddress[] {
  const [path = ''] = url.split('?', 1);
  const search = url.slice(path.length);
  const said = [...new URLSearchParams(search)].filter(([name]) => says.includes(name));
  const base = at === page.path ? unslashed(path) : at;
  return FORMS.map((form) => ({
    form: form.toUpperCase(),
    type: MEDIA[form].replace(/;.*/, ''),
    at: addressOf(suffixed(base, form), Object.fromEntries(said)),
  }));
}

/** Where the data are of a page that was asked for at `url`: nowhere, where it shows the answer to no question. */
export function alternatesOf(page: Page, url: string): DataAddress[] {
  const data = dataOf(page);
  return data === undefined ? [] : dataAddresses(data, url);
}

/**
 * What a request for the data of a page says to the question: nothing of what is empty, as forms send it,
 * and nothing of how the page shows its answer. Whatever the question refuses stays.
 */
export function saidTo({ page, says }: PageData, request: FastifyRequest): Said['query'] {
  const all = Object.entries(request.query as Said['query']);
  const said = all.flatMap(([name, value = '']): [string, string][] => {
    const [isTaken, isOfPage] = [says.includes(name), isShown(page, name)];
    // Said twice it is a list, whatever its type says, and refused.
    const text = typeof value === 'string' ? value.trim() : value;
    const isEmpty = text === '' && (isTaken || isOfPage);
    return isEmpty || (isOfPage && !isTaken) ? [] : [[name, text]];
  });
  return Object.fromEntries(said);
}
