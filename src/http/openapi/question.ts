import { z } from 'zod';
import type { Read } from '../reads.ts';
import { SHAPES } from '../schemas/named.ts';
import { STATUS } from '../status.ts';
import { operation, type RouteSchema, reading, revalidated } from './operation.ts';

/** Of the samples, so that whoever tries an example sees something. */
const NAMES = {
  contest: { name: 'labour-leader-2010' },
  endorser: { name: 'unison' },
  entry: { name: '90bb227f-d25e-40f3-b656-12d03ba91f02' },
  alike: { name: 'Sir Keir Starmer', contest: 'labour-leader-2020', all: 'true' },
  none: {},
};

const VALUES: Readonly<Record<string, string>> = {
  asOf: '2010-07-14',
  reportedBy: '2010-07-21',
  knownAt: '800',
  from: '2010-06-26',
  to: '2010-07-14',
  fromReportedBy: '2010-07-21',
  toReportedBy: '2010-07-21',
  fromKnownAt: '800',
  toKnownAt: '800',
  counts: 'nominations',
  stage: 'mp',
  category: 'TU',
  candidate: 'ed-balls',
  list: 'single-source',
};

const Contest = z.object({
  name: z.string().min(1).max(100).describe('the slug of a contest'),
});
const Endorser = z.object({
  name: z.string().min(1).max(100).describe('the slug of an endorser'),
});
const Entry = z.object({
  name: z.string().min(1).max(100).describe('the id of an entry'),
});

function namesOf(path: string) {
  if (path === '/alike') return { example: NAMES.alike };
  if (!path.includes(':name')) return { example: NAMES.none };
  if (path.startsWith('/endorsers/')) return { params: Endorser, example: NAMES.endorser };
  if (path.startsWith('/entries/')) return { params: Entry, example: NAMES.entry };
  return { params: Contest, example: NAMES.contest };
}

/** A question that is read at three clocks, as its route describes it. */
export function questionSchema({
  id,
  path,
  summary,
  query,
  answer,
}: Read): RouteSchema<z.ZodType, z.ZodType> {
  const { params, example } = namesOf(path);
  return operation<z.ZodType, z.ZodType>({
    id,
    tag: 'reading',
    summary,
    querystring: z.strictObject(query),
    ...(params === undefined ? {} : { params }),
    example: { ...example, ...VALUES },
    ...reading(answer, SHAPES.get(answer)?.description ?? `${summary}.`),
  });
}

/** The list of a question's past answers (RFC 7089), as its route describes it. */
export function timemapSchema(
  { id, path, summary }: Read,
  querystring: z.ZodType,
): RouteSchema<z.ZodType, z.ZodType> {
  const { params, example } = namesOf(path);
  const { knownAt: _pinned, list: _rows, ...values } = VALUES;
  return operation<z.ZodType, z.ZodType>({
    ...revalidated({
      says: 'Links to past answers, and to the other pages.',
      as: { 'application/link-format': 'text' },
    }),
    id: `${id}TimeMap`,
    tag: 'timemaps',
    summary: `The past answers there are: ${summary}`,
    querystring,
    ...(params === undefined ? {} : { params }),
    example: { ...example, ...values },
    refuses: [STATUS.badRequest, STATUS.notFound],
  });
}
