/** Erasures. */
import { eraseEntry } from '../../../src/ledger/erasure.ts';
import { demandSame } from './demand.ts';
import type { Model } from './model.ts';
import { demandHead, keep } from './offering.ts';
import type { Stand, Who } from './stand.ts';
import type { Step } from './writing.ts';

/** Erases an entry, and all that goes with it. */
export class Erase implements Step {
  readonly #who: Who;
  readonly #which: number;

  constructor(who: Who, which: number) {
    this.#who = who;
    this.#which = which;
  }

  check({ isAlone, held }: Readonly<Model>): boolean {
    return isAlone && held.length > 0;
  }

  async run(model: Model, stand: Stand): Promise<void> {
    const target = model.held[this.#which % model.held.length];
    if (target === undefined) return;
    const service = await stand.service(this.#who);
    const basis = 'A court order';
    const options = { recordedBy: 'a model', dryRun: false };
    const erasure = await eraseEntry(service, target.id, basis, options);
    stand.trace.push(
      `process ${this.#who} erases ${target.seq}: ${erasure.ok ? erasure.covered.map(({ seq }) => seq) : erasure.refusal.code}`,
    );
    if (!erasure.ok) return demandHead(model, stand, this.#who);
    stand.wroteBy(this.#who);
    const covered = model.coveredBy(target.id);
    demandSame('that it was gone', target.erased, erasure.wasGone);
    // What went with it once names it no more.
    if (erasure.wasGone) return demandHead(model, stand, this.#who);
    const seqs = [covered, erasure.covered].map((some) => some.map(({ seq }) => seq));
    demandSame('what is erased', seqs[0], seqs[1]);
    if (erasure.by !== undefined) {
      const data = { entry: target.id, legalBasis: basis };
      const sent = { contest: target.contest, type: 'PayloadErased', data };
      keep(model, erasure.by, { sent }, this.#who);
      model.erasures += 1;
    }
    for (const each of covered) each.erased = true;
    await demandHead(model, stand, this.#who);
  }

  toString(): string {
    return `Erase(${this.#which} by ${this.#who})`;
  }
}
