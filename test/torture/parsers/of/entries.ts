/** Entries as they are sent: drafts of every type, batches, rules, lines of NDJSON, events of the database. */
import { readFileSync } from 'node:fs';
import { parseBatch } from '../../../../events/batch.ts';
import { ENTRY_TYPES, kindOf } from '../../../../events/catalog.ts';
import { examined, parseDraft } from '../../../../events/entry.ts';
import { shapeFault } from '../../../../events/json-shape.ts';
import { problemOf } from '../../../../events/problem.ts';
import { StageRule } from '../../../../events/rule.ts';
import { batchOf } from '../../../../src/http/append-body.ts';
import { Problem } from '../../../../src/http/problem.ts';
import { BadInput } from '../../../../src/interchange/bad-input.ts';
import { readJson } from '../../../../src/interchange/json-text.ts';
import { readNdjson } from '../../../../src/interchange/ndjson.ts';
import { pieceOf } from '../../../../src/store/kurrentdb/event.ts';
import { canonicalJson } from '../../../../src/tlog/canonical-json.ts';
import { RIGHT } from '../../../events/drafts.ts';
import { source } from '../../../support/given.ts';
import { asBytes, bytesOf, jsonIn, type Parser, readOr, refusalBy, type Told } from '../parser.ts';

const SAMPLES = readFileSync(
  new URL('../../../../samples/labour-leader-2010.ndjson', import.meta.url),
  'utf8',
).split('\n');

const drafts = ENTRY_TYPES.flatMap((type) =>
  [RIGHT[type].full, RIGHT[type].least].map((data) => {
    const { family } = kindOf(type);
    const on = family === 'record' || type === 'EndorserMerged' ? {} : { on: '2010-07-14~' };
    return JSON.stringify({ type, ...on, data, sources: [source('2010-07-15')], note: 'A note.' });
  }),
);

const told = (read: ReturnType<typeof parseDraft>): Told =>
  read.ok ? { accepted: read.draft } : refusalBy(new BadInput(`${read.problem}.`), [BadInput]);

/** A draft, by the quick way and by the one that explains: they must agree. */
function draftRead(input: string): Told {
  const json = jsonIn(input);
  if (json === undefined) return { refused: [] };
  const said = told(parseDraft(json.value));
  const slow = told(examined(json.value));
  if (JSON.stringify(slow) !== JSON.stringify(said)) {
    throw new Error(
      `read quickly it is ${JSON.stringify(said)}, read slowly ${JSON.stringify(slow)}`,
    );
  }
  return 'accepted' in said ? { ...said, printed: JSON.stringify(said.accepted) } : said;
}

const eventOf = (line: string): string => {
  const { id, contest, ...payload } = JSON.parse(line);
  const envelope = { id, contest, type: payload.type, recordedAt: '2026-01-31T12:00:00.000Z' };
  return JSON.stringify({
    id,
    type: payload.type,
    stream: `hustings-contest-${contest}`,
    revision: 0,
    position: 1,
    data: { leaf: envelope, salt: 'AAAAAAAAAAAAAAAAAAAAAA==', payload },
    metadata: { hustings: 1, index: 0, of: 1, revision: -1 },
  });
};

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  const middle = bytes.length >> 1;
  if (middle > 0) yield bytes.subarray(0, middle);
  yield bytes.subarray(middle);
}

/** The parsers of entries. */
export const ENTRY_PARSERS: readonly Parser[] = [
  {
    name: 'a draft',
    weight: 4,
    samples: drafts,
    words: [...ENTRY_TYPES, '"replaces":', '"anew":true'],
    read: draftRead,
  },
  {
    name: 'a rule',
    weight: 1,
    samples: [JSON.stringify(RIGHT.StageOpened.full.rule)],
    words: ['{"anyOf":[', '{"allOf":[', '{"atLeast":1,"of":["MP"]}'],
    read: (input) => {
      const json = jsonIn(input);
      // A rule is part of a draft, whose shape was looked at before.
      if (json === undefined || shapeFault(json.value) !== undefined) return { refused: [] };
      const read = StageRule.safeParse(json.value);
      if (read.success) return { accepted: read.data, printed: JSON.stringify(read.data) };
      return refusalBy(new BadInput(problemOf(read.error)), [BadInput]);
    },
  },
  {
    name: 'a body of entries',
    weight: 1,
    samples: [`[${drafts.slice(0, 3).join()}]`, drafts[5] ?? '', '[]', '[null]'],
    read: (input) => {
      const json = readJson(input);
      if (!json.ok) return { refused: [json.problem] };
      const quick = parseBatch(json.value).ok;
      return readOr([Problem], () => {
        const { drafts: read, isList } = batchOf(json.value, 100);
        if (!quick) throw new Error('a batch that is refused is taken as a body');
        return { accepted: { read, isList } };
      });
    },
  },
  {
    name: 'JSON text',
    weight: 1,
    samples: [
      ...drafts.slice(0, 4),
      '{"a":{"b":[1,{"c":"\\u0041"}]},"A":1e3}',
      '"\\ud800"',
      ' [ -0.5e-7 , null ] ',
    ],
    read: (input) => {
      const json = readJson(input);
      return json.ok
        ? {
            accepted: {
              json: shapeFault(json.value) === undefined ? JSON.stringify(json.value) : null,
            },
          }
        : { refused: [json.problem] };
    },
  },
  {
    name: 'canonical JSON',
    weight: 1,
    samples: drafts.slice(3, 9),
    longest: 65_535,
    read: (input) => {
      const { value } = jsonIn(input) ?? {};
      // Whoever writes it has looked at its shape.
      const printed = shapeFault(value) === undefined ? canonicalJson(value) : undefined;
      return printed === undefined ? { refused: [] } : { accepted: printed, printed };
    },
  },
  {
    name: 'lines of NDJSON',
    weight: 1,
    samples: [
      `${SAMPLES.slice(0, 3).join('\n')}\n`,
      asBytes(SAMPLES[9] ?? ''),
      '\xef\xbb\xbf{}\r\n\n',
    ],
    words: [
      '\n',
      '\r\n',
      '{"leaf":',
      '"payload":',
      '"salt":"AAAAAAAAAAAAAAAAAAAAAA=="',
      '\xff\xfe',
      '\xef\xbb\xbf',
    ],
    read: async (input) => {
      const lines: unknown[] = [];
      try {
        for await (const line of readNdjson(inPieces(bytesOf(input)), 'a.ndjson')) lines.push(line);
        return { accepted: lines };
      } catch (error) {
        return refusalBy(error, [BadInput]);
      }
    },
  },
  {
    name: 'an event of the database',
    weight: 1,
    samples: [
      ...SAMPLES.slice(0, 3).map(eventOf),
      '{"id":"a","type":"CheckpointSigned","stream":"hustings-checkpoints","revision":0,"position":1,"data":{"size":1,"note":"a"},"metadata":{"hustings":1,"index":0,"of":1}}',
      '{"id":"a","type":"AppendReceipt","stream":"hustings-contest-a","revision":0,"position":1,"data":{"key":"AA==","request":"AA==","answer":"{}","sum":"AA=="},"metadata":{"hustings":1,"index":0,"of":1}}',
    ],
    read: (input) => {
      const json = jsonIn(input);
      if (typeof json?.value !== 'object' || json.value === null) return { refused: [] };
      const { id, type, stream, data, metadata } = json.value as Record<string, unknown>;
      const [named = '', kind = '', where = ''] = [id, type, stream].map((each) =>
        typeof each === 'string' ? each : '',
      );
      const place = { id: named, type: kind, stream: where, revision: 0, position: 0 };
      const piece = pieceOf({ ...place, data, metadata });
      return piece === undefined ? { refused: [] } : { accepted: piece };
    },
  },
];
