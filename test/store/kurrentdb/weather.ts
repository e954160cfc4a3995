import type { Random } from '../../laws/random.ts';
import type { KurrentDouble } from '../../support/kurrentdb/double.ts';
import type { Fault, FaultCall } from '../../support/kurrentdb/faults.ts';

/** Longer than any deadline of the chaos. */
const TOO_LATE = 250;

/** What may go wrong with an append, by how often it does. */
const APPEND: readonly Fault[] = [
  { cut: 'before' },
  { cut: 'after' },
  { cut: 'after' },
  { error: 'unavailable' },
  { error: 'unavailable', written: true },
  { error: 'timeout' },
  { error: 'timeout', written: true },
  { error: 'not-leader' },
  { error: 'cancelled', written: true },
  { error: 'dropped' },
  { error: 'dropped', written: true },
  { delayMs: TOO_LATE, when: 'before' },
  { delayMs: TOO_LATE, when: 'after' },
  { delayMs: 20 },
];

const SUBSCRIBE: readonly Fault[] = [
  { cut: 'before' },
  { cut: 'after' },
  { error: 'unavailable' },
  { error: 'not-leader' },
  { delayMs: 30 },
];

const DELIVER: readonly Fault[] = [
  { cut: 'before' },
  { cut: 'after' },
  { duplicate: 1 },
  { duplicate: 5 },
  { duplicate: 5 },
  { delayMs: 5 },
];

/** A storm of faults on a double: what each call suffers is drawn from a seed. */
export function storm(random: Random): (call: FaultCall) => Fault | undefined {
  return ({ kind }) => {
    if (kind === 'append') return random.oneIn(12) ? random.of(APPEND) : undefined;
    if (kind === 'subscribe') return random.oneIn(12) ? random.of(SUBSCRIBE) : undefined;
    if (kind === 'deliver') return random.oneIn(80) ? random.of(DELIVER) : undefined;
    return undefined;
  };
}

/** Something that befalls the whole database now and then. */
export async function disaster(double: KurrentDouble, random: Random): Promise<void> {
  const node = random.below(3);
  const which = random.below(5);
  if (which === 0) double.moveLeader(node);
  else if (which === 1) double.cutAll();
  else if (which === 2) await double.restart();
  else if (which === 3) await double.restart(node);
  else {
    double.pause();
    setTimeout(() => double.resume(), TOO_LATE);
  }
}
