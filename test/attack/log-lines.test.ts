/** Whatever names and errors say, a line of the log is one line of JSON that steers no terminal. */
import { expect, test } from 'vitest';
import { requestLogger } from '../../src/http/request-log.ts';

const STEERS =
  'A\u001b]0;owned\u0007\n{"level":60}\r\n\u009b31m\u007f\u0085\u2028\u202eB\u2066\t\\u009b';

test('text that steers is escaped in each line, and reads as it was', () => {
  const lines: string[] = [];
  const log = requestLogger('info', { write: (line) => void lines.push(line) });
  log.info({ actor: STEERS, [STEERS]: 1 }, STEERS);
  log.child({ requestId: STEERS }).error({ err: new Error(STEERS) }, 'failed');
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).toMatch(/^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+\n$/u);
  }
  const [first = '', second = ''] = lines;
  expect(JSON.parse(first)).toMatchObject({ actor: STEERS, msg: STEERS, [STEERS]: 1 });
  expect(JSON.parse(second)).toMatchObject({ requestId: STEERS, err: { message: STEERS } });
});
