/** A thread in the background yields to the one that answers, whose own priority stays as it is. */
import { constants, getPriority, platform } from 'node:os';
import { expect, test } from 'vitest';
import { Hand, threadFile } from '../../src/threads/hand.ts';

test.runIf(platform() === 'linux')('has less priority, alone', async () => {
  const before = getPriority();
  const thread = threadFile(import.meta.url, 'threads/priority');
  const hand = new Hand<'ask', number>(thread, 'a thread of the test');
  expect(await hand.ask('ask')).toBe(constants.priority.PRIORITY_BELOW_NORMAL);
  expect(getPriority()).toBe(before);
  await hand.stop();
});

test('a thread that was stopped takes nothing more', async () => {
  const thread = threadFile(import.meta.url, 'threads/priority');
  const hand = new Hand<'ask', number>(thread, 'a thread of the test');
  await hand.stop();
  expect(hand.ended).toBe(true);
  await expect(hand.ask('ask')).rejects.toThrow('a thread of the test ended early');
});
