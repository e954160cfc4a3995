import { describe, expect, test } from 'vitest';
import { exportLine, readLine } from '../../src/interchange/ndjson.ts';
import { payloadBytes } from '../../src/ledger/seal.ts';
import { commitment } from '../../src/tlog/commitment.ts';
import { candidate, uuid } from '../cli/entries.ts';

const readText = (text: string, line = 2, ended = true) => readLine({ line, text, ended });
const read = (value: unknown) => readText(JSON.stringify(value));

/** An entry as another ledger would export it. */
function sealed(change: (payload: Record<string, unknown>) => void = () => undefined) {
  const { type, ...told } = candidate('ann');
  const payload: Record<string, unknown> = { ...told };
  change(payload);
  const salt = Buffer.alloc(16, 3);
  const leaf = {
    id: uuid(1),
    contest: 'leader',
    type,
    version: 1,
    recordedAt: '2020-01-02T03:04:05.678Z',
    recordedBy: 'Ada',
    payloadHash: commitment(salt, payloadBytes(payload as never)),
  };
  return { leaf, salt: salt.toString('base64'), payload };
}

describe('a line', () => {
  test('may be a draft with its contest beside it', () => {
    expect(read({ contest: 'leader', id: uuid(1), ...candidate('ann') })).toMatchObject({
      contest: 'leader',
      draft: { id: uuid(1), type: 'CandidateEntered', version: 1 },
    });
  });

  test('without a contest is for the register, where its type may lie there', () => {
    const merge = { type: 'EndorserMerged', data: { endorser: 'a', into: 'b', why: 'one' } };
    expect(read(merge)).toMatchObject({ contest: null });
    expect(read({ contest: null, ...merge })).toMatchObject({ contest: null });
    const strike = { type: 'EntryStruck', data: { entry: uuid(1), why: 'never' } };
    expect(read(strike)).toMatchObject({ contest: null });
    expect(read(candidate('ann'))).toMatch(/^contest: CandidateEntered belongs to a contest/);
  });

  test('may be what another ledger exported, whose bytes are kept', () => {
    const line = sealed();
    expect(read(line)).toMatchObject({
      contest: 'leader',
      draft: { id: uuid(1), sealed: { envelope: line.leaf, salt: Buffer.alloc(16, 3) } },
    });
  });

  test('whose payload was sealed with fields that no entry has is refused, though its hash is right', () => {
    expect(read(sealed((payload) => Object.assign(payload, { extra: 1 })))).toMatch(/extra/);
  });

  test('of every byte of an exported payload changed is refused', () => {
    const line = JSON.stringify(sealed());
    const from = line.indexOf('"payload":') + '"payload":'.length;
    for (let index = from; index < line.length - 1; index += 1) {
      const other = line[index] === 'x' ? 'y' : 'x';
      const found = readText(`${line.slice(0, index)}${other}${line.slice(index + 1)}`);
      expect(found, `byte ${index}`).toBeTypeOf('string');
    }
  });

  const CUT = 'is cut off; the file is not whole, so export or copy it anew';
  const OTHER =
    /^is not JSON(?: \(see character \d+\))?; each line must be one entry as a JSON object$/;

  test.each(['{"a":', '{"a":1', '{"a":"b', '{"a":1,', '['])(
    '%s at the end of a file is cut off',
    (text) => {
      expect(readText(text, 2, false)).toBe(CUT);
      expect(readText(text, 1, false)).toBe(CUT);
      expect(readText(text, 2, true)).toMatch(OTHER);
    },
  );

  test('is told to be cut off at the end of a file, wherever it was cut', () => {
    const note = 'é "quoted" \\ \u0001';
    const line = JSON.stringify({ ...sealed(), more: [true, null, 1.5e3, [{}], note] });
    for (let end = 1; end < line.length; end += 1) {
      expect(readText(line.slice(0, end), 7, false), line.slice(0, end)).toBe(CUT);
    }
  });

  test.each(['contest,candidate', '{a: 1}', "{'a': 1}", '<a/>', '{"a":1} {"b":2}'])(
    '%s is no JSON',
    (text) => {
      expect(readText(text, 1, false)).toMatch(OTHER);
      expect(readText(text, 2, true)).toMatch(OTHER);
    },
  );
});

describe('an exported line', () => {
  test('is leaf, salt and payload as they are stored', () => {
    const { leaf, salt, payload } = sealed();
    const stored = {
      seq: 0,
      stream: 'hustings-contest-leader',
      revision: 0,
      id: leaf.id,
      leaf: Buffer.from(JSON.stringify(leaf)),
      salt: Buffer.from(salt, 'base64'),
      payload: payloadBytes(payload as never),
    };
    expect(JSON.parse(exportLine(stored))).toEqual({ leaf, salt, payload });
    expect(Buffer.from(payloadBytes(payload as never)).toString()).toBe(
      /"payload":(.*)\}$/.exec(exportLine(stored))?.[1],
    );
  });
});
