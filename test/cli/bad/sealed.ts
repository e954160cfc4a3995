import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { uuid } from '../entries.ts';
import { importing, type Row } from './row.ts';

/** An entry as export writes it, changed. */
const changed = (name: string, change: (line: string) => string, says: RegExp): Row => ({
  name: `import: an exported line with ${name}`,
  args: ['import', 'FOLDER/in.ndjson', '--ledger', 'LEDGER'],
  setup: (place) => {
    const line = readFileSync(join(place.folder, 'exported.ndjson'), 'utf8').split('\n')[1] ?? '';
    const after = change(line);
    if (after === line) throw new Error(`nothing was changed of ${line}`);
    return importing('', `${after}\n`, says).setup?.(place);
  },
  status: 1,
  says,
});

const SEAL = /in\.ndjson:1: payload and salt do not match leaf\.payloadHash/;
const parsed = (line: string, change: (value: Record<string, Record<string, unknown>>) => void) => {
  const value = JSON.parse(line);
  change(value);
  return JSON.stringify(value);
};

/** A leaf alone, as export writes it where the law has had the rest erased, changed. */
const alone = (name: string, change: Record<string, unknown>, says: RegExp): Row =>
  changed(
    `nothing but a leaf, ${name}`,
    (line) => {
      const { leaf } = JSON.parse(line);
      return JSON.stringify({ leaf: { ...leaf, id: uuid(70), ...change } });
    },
    says,
  );

const ALONE: readonly Row[] = [
  alone('of an erasure', { type: 'PayloadErased' }, /in\.ndjson:1: /),
  alone('of an opening', { type: 'ContestOpened', contest: 'other' }, /in\.ndjson:1: /),
  alone('whose hash is none', { payloadHash: 'garbage' }, /in\.ndjson:1: leaf\.payloadHash: /),
  alone('of an unknown version', { version: 9 }, /in\.ndjson:1: .*version 9/),
  alone('for a contest that is not there', { contest: 'other' }, /unknown-contest/),
  alone('of another stream', { contest: null }, /wrong-stream/),
  changed(
    'its payload cut out, and its salt left',
    (line) => parsed(line, (value) => Reflect.deleteProperty(value, 'payload')),
    /in\.ndjson:1: payload: is missing, though there is a salt; export the entry anew/,
  ),
];

/** Exported entries that somebody changed. */
export const SEALED: readonly Row[] = [
  changed('a byte of its payload edited', (line) => line.replace('"ANN"', '"ANO"'), SEAL),
  changed(
    'another salt',
    (line) => line.replace(/"salt":"[^"]*"/, `"salt":"${Buffer.alloc(16, 7).toString('base64')}"`),
    SEAL,
  ),
  changed(
    'a short salt',
    (line) => line.replace(/"salt":"[^"]*"/, '"salt":"AAAA"'),
    /in\.ndjson:1: salt: must be 16 bytes/,
  ),
  changed('no salt', (line) => line.replace(/,"salt":"[^"]*"/, ''), /in\.ndjson:1: salt: /),
  changed('another payload hash', (line) => line.replace(/sha256:.{4}/, 'sha256:0000'), SEAL),
  changed(
    'an unknown leaf field',
    (line) => line.replace('"leaf":{', '"leaf":{"seq":4,'),
    /in\.ndjson:1: leaf: .*seq/,
  ),
  changed(
    'an unknown field beside the leaf',
    (line) => line.replace('{', '{"proof":"",'),
    /in\.ndjson:1: .*proof/,
  ),
  changed(
    'an unknown field of its payload',
    (line) => line.replace('"payload":{', '"payload":{"extra":1,'),
    /in\.ndjson:1: .*extra/,
  ),
  changed(
    'another type',
    (line) => line.replace('"CandidateEntered"', '"CandidateWon"'),
    /in\.ndjson:1: leaf\.type: is no type of entry/,
  ),
  changed(
    'an unknown version',
    (line) => line.replace('"version":1', '"version":9'),
    /in\.ndjson:1: version: CandidateEntered has no version 9/,
  ),
  changed(
    'no recorder',
    (line) =>
      parsed(line, ({ leaf = {} }) => {
        leaf.recordedBy = '';
      }),
    /in\.ndjson:1: leaf\.recordedBy: /,
  ),
  changed(
    'an instant without a zone',
    (line) =>
      parsed(line, ({ leaf = {} }) => {
        leaf.recordedAt = '2010-07-14';
      }),
    /in\.ndjson:1: leaf\.recordedAt: must be a UTC instant/,
  ),
  changed(
    'an id in capitals',
    (line) =>
      parsed(line, ({ leaf = {} }) => {
        leaf.id = 'ABCDEFAB-0000-4000-8000-000000000001';
      }),
    /in\.ndjson:1: leaf\.id: must be a UUID in lower case/,
  ),
  changed(
    'the id of another entry',
    (line) =>
      parsed(line, ({ leaf = {} }) => {
        leaf.id = uuid(1);
      }),
    /in\.ndjson:1: .*id-reused; nothing was stored\)$/,
  ),
  ...ALONE,
];
