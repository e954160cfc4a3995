/** What ends a history: the model and the ledger differ. */
import { isDeepStrictEqual } from 'node:util';

export class Differs extends Error {}

/** Demands that the ledger says what the model says. */
export function demandSame(what: string, model: unknown, ledger: unknown): void {
  if (isDeepStrictEqual(model, ledger)) return;
  throw new Differs(
    `${what}: the model says ${JSON.stringify(model)}, the ledger ${JSON.stringify(ledger)}`,
  );
}

/** Demands that something holds. */
export function demand(holds: boolean, what: () => string): void {
  if (!holds) throw new Differs(what());
}
