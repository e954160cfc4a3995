/** What is kept of answers that are made as fast as they are found, and that none is ever given once it is stale. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AskedBefore } from '../../src/http/asked-before.ts';
import { KeptAnswers, type Sent } from '../../src/http/kept-answers.ts';

const DAY = 86_400_000;

/** A ledger that is nothing but the number of its changes, and answers that say which one they were made from. */
function answersOver() {
  let [changes, day, made] = [0, 0, 0];
  const kept = new KeptAnswers(
    { now: () => day * DAY, store: { changes: () => changes } as never },
    10_000,
  );
  const right = (url: string) => `${url} after ${changes} changes on day ${day}`;
  const ask = async (url: string, isReady: boolean, meanwhile = () => {}) => {
    const asked = { url, headers: {} };
    const make = async (): Promise<Sent> => {
      made += 1;
      const text = right(url);
      meanwhile();
      return { type: 'text/plain', tag: '"a"', fields: {}, text, isReady };
    };
    return (kept.find(asked) ?? (await kept.made(asked, make))).text;
  };
  return {
    ask,
    right,
    change: () => {
      changes += 1;
    },
    /** It changes, and somebody else asks, so that the change is seen. */
    overtake: () => {
      changes += 1;
      kept.find({ url: '/z', headers: {} });
    },
    nextDay: () => {
      day += 1;
    },
    made: () => made,
  };
}

describe('an answer', () => {
  test.each([
    ['that takes a while is kept at once', false, [1, 1, 1]],
    ['that is ready is kept for who asks a second time', true, [1, 2, 2]],
  ])('%s', async (_, isReady, times) => {
    const { ask, right, made } = answersOver();
    const counted: number[] = [];
    for (const __ of times) {
      expect(await ask('/a', isReady)).toBe(right('/a'));
      counted.push(made());
    }
    expect(counted).toEqual(times);
  });

  test('is never given again once anything has changed, whoever asks how often', async () => {
    const step = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.tuple(fc.constantFrom('/a', '/b', '/c'), fc.boolean(), fc.boolean()),
      },
      { weight: 1, arbitrary: fc.constantFrom('change' as const, 'nextDay' as const) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const here = answersOver();
        for (const each of steps) {
          if (typeof each === 'string') here[each]();
          else {
            const [url, isReady, isOvertaken] = each;
            const right = here.right(url);
            const given = await here.ask(url, isReady, isOvertaken ? here.overtake : undefined);
            expect(given).toBe(right);
          }
        }
      }),
    );
  });
});

test('a question is known from the second time on, and takes the same room however many there are', () => {
  const asked = new AskedBefore();
  const questions = Array.from(
    { length: 1000 },
    (_, at) => `/contests/c${at % 7}/standings?asOf=${at}`,
  );
  expect(questions.filter((each) => asked.again(each))).toEqual([]);
  // One may have pushed another out of its place.
  expect(questions.filter((each) => asked.again(each)).length).toBeGreaterThan(900);
  expect(asked.again('')).toBe(false);
  expect(asked.again('')).toBe(true);
});
