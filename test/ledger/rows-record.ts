import {
  as,
  corrected,
  disputed,
  entered,
  erased,
  FRAME,
  id,
  merged,
  nominated,
  resolved,
  struck,
  underKey,
} from '../support/given.ts';
import type { Pair, Row } from './row.ts';

const day = '2010-07-10';
const forAnn = as('a', nominated('t1', 'ann', day));
const register = { contest: null };
const toT2 = as('m', merged('t1', 't2'));

const notOfThis = ([what, sent, right]: Pair): Row => ({
  code: 'unknown-entry',
  what: `${what} names an entry that its stream does not hold`,
  given: [...FRAME, forAnn],
  register: [toT2],
  when: [sent],
  names: [id('m')],
  remedy: /stands in the stream of what it names/,
  neighbour: [right],
});

const notAClaim = ([what, sent, right]: Pair): Row => ({
  code: 'not-a-claim',
  what: `${what} names a record entry`,
  given: [...FRAME, forAnn, disputed('a'), as('c', corrected('a', { on: '2010-07-11' }))],
  when: [sent],
  names: [id('c'), 'EntryCorrected'],
  remedy: /name the claim itself/,
  neighbour: [right],
});

const unstrikeable = ([type, sent, right]: Pair): Row => ({
  code: 'not-strikeable',
  what: `${type} is struck`,
  given: [
    ...FRAME,
    forAnn,
    as('d', disputed('a')),
    as('u', resolved('a', 'upheld')),
    as('d2', disputed('a')),
  ],
  when: [sent],
  names: [type],
  remedy: /resolve|dispute|correct/i,
  neighbour: [right],
});

/** Refusals of strikes, disputes, erasures and merges, and of what the store is asked. */
export const RECORD_ROWS: readonly Row[] = [
  ...(
    [
      ['a correction', corrected('m', { on: '2010' }), corrected('a', { on: '2010' })],
      ['a strike', struck('m'), struck('a')],
      ['a dispute', disputed('m'), disputed('a')],
    ] as const
  ).map(notOfThis),
  ...(
    [
      ['a correction', corrected('c', { on: '2010' }), corrected('a', { on: '2010' })],
      ['a dispute', disputed('c'), disputed('ann')],
      ['a resolution', resolved('c', 'upheld'), resolved('a', 'upheld')],
    ] as const
  ).map(notAClaim),
  ...(
    [
      ['ContestOpened', struck('opened'), struck('a')],
      ['EntryDisputed', struck('d'), resolved('a', 'rejected')],
      ['DisputeResolved', struck('u'), resolved('a', 'rejected')],
    ] as const
  ).map(unstrikeable),
  {
    code: 'no-open-dispute',
    what: 'what nobody disputes is resolved',
    given: [...FRAME, forAnn],
    when: [resolved('a', 'upheld')],
    names: [id('a')],
    remedy: /nothing to resolve/,
    neighbour: [disputed('a'), resolved('a', 'upheld')],
  },
  {
    code: 'erased',
    what: 'a strike names what was erased',
    given: [...FRAME, forAnn, erased('a')],
    when: [struck('a')],
    names: [id('a')],
    remedy: /nothing can name it any more/,
    neighbour: [nominated('t2', 'ann', day)],
  },
  {
    code: 'erased',
    what: 'what was erased is sent again',
    given: [...FRAME, forAnn, erased('a')],
    when: [forAnn],
    names: [id('a')],
    remedy: /not taken again/,
    neighbour: [nominated('t1', 'ann', day)],
  },
  {
    code: 'not-erasable',
    what: "the contest's opening is to be erased",
    given: [...FRAME, forAnn],
    when: [erased('opened')],
    where: { erasing: true },
    names: ['ContestOpened'],
    remedy: /correct it instead/,
    neighbour: [erased('a')],
    near: { erasing: true },
  },
  {
    code: 'erase-instead',
    what: 'an erasure is asked for',
    given: [...FRAME, forAnn],
    when: [erased('a')],
    names: ['erase'],
    remedy: /run hustings erase/,
    neighbour: [struck('a')],
  },
  {
    code: 'unknown-endorser',
    what: 'a merge joins a name that no contest enrols',
    given: FRAME,
    when: [merged('t1', 't9')],
    where: register,
    names: ['t9'],
    remedy: /two names that are enrolled/,
    neighbour: [merged('t1', 't3')],
    near: register,
  },
  {
    code: 'two-categories',
    what: 'a merge joins two categories of one contest',
    given: FRAME,
    when: [merged('t1', 'm1')],
    where: register,
    names: ['t1', 'm1', 'leader-2010'],
    remedy: /one category in a contest/,
    neighbour: [merged('t1', 't2')],
    near: register,
  },
  {
    code: 'already-merged',
    what: 'a name is merged a second time',
    given: FRAME,
    register: [toT2],
    when: [merged('t1', 't3')],
    where: register,
    names: ['t1'],
    remedy: /strike or correct that merge/,
    neighbour: [struck('m'), merged('t1', 't3')],
    near: register,
  },
  {
    code: 'merge-cycle',
    what: 'merges would go round in a circle',
    given: FRAME,
    register: [toT2, merged('t2', 't3')],
    when: [merged('t3', 't1')],
    where: register,
    names: ['t1'],
    remedy: /merge/,
    neighbour: [merged('t3', 't4')],
    near: register,
  },
  {
    code: 'id-reused',
    what: 'a stored id comes with another body',
    given: [...FRAME, forAnn],
    when: [
      nominated('t2', 'ann', day),
      as('a', nominated('t1', 'ann', '2010-07-11', { anew: true })),
    ],
    index: 1,
    names: [id('a')],
    remedy: /give this one an id of its own/,
    neighbour: [nominated('t2', 'ann', day), as('a2', nominated('t1', 'ann', day, { anew: true }))],
  },
  {
    code: 'id-reused',
    what: 'a batch gives two entries one id',
    given: FRAME,
    when: [forAnn, forAnn],
    index: 1,
    names: [id('a')],
    remedy: /give|own|send/,
    neighbour: [forAnn],
  },
  {
    code: 'key-reused',
    what: 'the key of one request is given to another',
    given: FRAME,
    first: underKey('one request'),
    when: [forAnn],
    where: underKey('another request'),
    names: [id('opened')],
    remedy: /give each request a key of its own/,
    neighbour: [forAnn],
    near: underKey('another request', 'a key of its own'),
  },
  {
    code: 'wrong-revision',
    what: 'the stream has gone on since the editor looked',
    given: FRAME,
    when: [forAnn],
    where: { expected: 12 },
    names: ['13', '12'],
    remedy: /read what came between and try again/,
    neighbour: [forAnn],
    near: { expected: 13 },
  },
  {
    code: 'strict',
    what: 'a warning is a refusal where the editor says so',
    given: FRAME,
    when: [entered('dee'), nominated('t1', 'dee', '2110-01-01')],
    where: { strict: true },
    index: 1,
    names: ['2110-01-01'],
    remedy: /Warnings are refusals here/,
    neighbour: [entered('dee'), nominated('t1', 'dee', '2010-07-01')],
    near: { strict: true },
  },
];
