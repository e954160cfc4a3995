import type { Appended } from '../ledger/appended.ts';
import type { AppendOptions as LedgerOptions } from '../ledger/ledger.ts';
import { askEffect } from '../ledger/queries/effect.ts';
import type { Standings } from '../ledger/queries/standings.ts';
import type { ReceiptAsked } from '../ledger/receipts.ts';
import type { Refusal, Warning } from '../ledger/refusals.ts';
import type { Service } from '../ledger/service.ts';
import type { Expected } from '../store/event-store.ts';
import type { Accepted } from './append-answer.ts';
import { batchOf, type SentBatch } from './append-body.ts';
import type { Meter } from './meter.ts';
import { expectedBy, NEVER, type Precondition } from './preconditions.ts';
import type { Problem } from './problem.ts';
import { problemOfRefusal } from './refusal-problem.ts';
import { type Place, staleProblem, unsaid } from './stale.ts';
import { MaybeStored } from './store-problem.ts';

/** What appending counts, and how much it takes. */
export interface AppendOptions {
  readonly meter: Meter;
  /** How many entries may come in one step. */
  readonly batchLimit: number;
}

/** An append as it is asked for, through whichever door. */
export interface Asked extends SentBatch {
  readonly contest: string | null;
  readonly recordedBy: string;
  readonly strict: boolean;
  readonly condition: Precondition;
  readonly receipt?: ReceiptAsked | undefined;
}

/** With which clocks and policy the effect of an append is asked. */
export interface EffectSight {
  readonly asOf?: string | undefined;
  readonly reportedBy?: string | undefined;
  readonly counts?: string | undefined;
}

/** What an append would change: the standings before and after; null in the register, which has none. */
export interface Tried {
  readonly before: Standings | null;
  readonly after: Standings | null;
  readonly warnings: readonly Warning[];
}

/** The place as it is now. */
export async function placeNow(
  { reader }: Pick<Service, 'reader'>,
  contest: string | null,
): Promise<Place> {
  const columns = await reader.of(contest);
  return { contest, revision: columns.length - 1 };
}

const expectedAt = (condition: Precondition, { contest, revision }: Place): Expected | undefined =>
  expectedBy(condition, revision, contest === null || revision >= 0);

/** Appends to the ledger for all that comes over HTTP, and says as problems what it refuses. */
export class Appending {
  readonly #service: Service;
  readonly #options: AppendOptions;

  constructor(service: Service, options: AppendOptions) {
    this.#service = service;
    this.#options = options;
  }

  /** Reads what is to be appended: one entry or a list. Refuses it as a problem that points at each fault. */
  batch(body: unknown): SentBatch {
    return batchOf(body, this.#options.batchLimit);
  }

  /** What an append would change; nothing is stored. Refuses, as a problem, what the append would be refused for. */
  async effect(asked: Asked, sight: EffectSight): Promise<Tried> {
    let effect = await this.#effect(asked, sight);
    // What it is refused for may be over by what others have stored, and what has not come here yet.
    if (!effect.ok && (await this.#service.store.refresh())) {
      effect = await this.#effect(asked, sight);
    }
    if (!effect.ok) throw await this.#refusal(asked, effect.refusal);
    return effect;
  }

  async #effect(asked: Asked, { asOf, reportedBy, counts }: EffectSight) {
    const { contest, drafts, condition, recordedBy, strict } = asked;
    const expected = expectedAt(condition, await placeNow(this.#service, contest));
    const how = { recordedBy, strict, ...(expected === undefined ? {} : { expected }) };
    const clocks = { asOf, reportedBy };
    return contest === null
      ? await this.#registerEffect(drafts, how)
      : await askEffect(this.#service, contest, drafts, { ...how, clocks, counts });
  }

  /** The register holds in every contest and has no standings of its own: only its rules are tried. */
  async #registerEffect(drafts: Asked['drafts'], how: LedgerOptions) {
    const tried = await this.#service.ledger.append(null, drafts, { ...how, dryRun: true });
    return tried.ok ? { ...tried, before: null, after: null } : tried;
  }

  /** Was a request answered under this key before? It is known by that alone, whatever state it saw. */
  async #isReplay(receipt: ReceiptAsked | undefined): Promise<boolean> {
    return receipt !== undefined && (await this.#service.store.receipt(receipt.key)) !== undefined;
  }

  /** Appends, and counts it. Refuses, as a problem, what the ledger refuses, and who does not say which state was seen. */
  async append(asked: Asked): Promise<Accepted> {
    const { meter } = this.#options;
    const expected = await this.#expected(asked);
    let done = await this.#store(asked, expected);
    if (!done.ok && expected === NEVER) {
      // The ledger has taken in what others have stored before it refused: is it now as the editor saw it?
      const now = await this.#expected(asked);
      if (now !== NEVER) done = await this.#store(asked, now);
    }
    if (!done.ok) {
      meter.refused(done.refusal.code);
      throw await this.#refusal(asked, done.refusal);
    }
    if (done.again === true) meter.replayed();
    else meter.appended(done.appended);
    return done;
  }

  /** What an append must expect, as far as is known here. Refuses one that does not say which state was seen. */
  async #expected({ contest, condition, receipt }: Asked): Promise<Expected> {
    const expected = expectedAt(condition, await placeNow(this.#service, contest));
    if (expected !== undefined) return expected;
    const { store } = this.#service;
    if (await this.#isReplay(receipt)) return NEVER;
    await store.refresh();
    if (await this.#isReplay(receipt)) return NEVER;
    throw unsaid(await placeNow(this.#service, contest));
  }

  async #store(asked: Asked, expected: Expected): Promise<Appended> {
    const { contest, drafts, recordedBy, strict, receipt } = asked;
    const said = receipt === undefined ? {} : { receipt };
    const how = { recordedBy, strict, expected, ...said };
    try {
      return await this.#service.ledger.append(contest, drafts, how);
    } catch (error) {
      throw MaybeStored.from(error);
    }
  }

  async #refusal(asked: Asked, refusal: Refusal): Promise<Problem> {
    if (refusal.code !== 'wrong-revision') return problemOfRefusal(this.#service, refusal, asked);
    const place = await placeNow(this.#service, asked.contest);
    return staleProblem(this.#service.store, place, asked.condition);
  }
}
