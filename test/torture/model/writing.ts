/** Commands that append: new entries and batches, the same again, under keys. */
import { createHash } from 'node:crypto';
import type { AsyncCommand } from 'fast-check';
import type { Expected } from '../../../src/store/event-store.ts';
import { framed } from '../../laws/histories.ts';
import { KINDS } from '../../laws/records.ts';
import { CONTEST, type Move, type Sent, Sheet } from '../../laws/sheet.ts';
import { moved } from './dates.ts';
import { CONTESTS, type Model, type Offer } from './model.ts';
import { offer, offerAgain, type Sending, tell } from './offering.ts';
import type { Stand, Who } from './stand.ts';

/** A step of a history. */
export type Step = AsyncCommand<Model, Stand>;

/** An offer as the laws drafted it, and moved in time. */
interface Drafted {
  readonly plain: Sent;
  readonly sent: Sent;
  readonly day: number;
}

function drafted(model: Model, contest: string, move: Move, edge: number): Drafted | undefined {
  const draft = KINDS[move.kind]?.(move, model.sheets.get(contest) ?? new Sheet(model.scene.setup));
  if (draft === undefined) return undefined;
  const plain = draft.sent.contest === CONTEST ? { ...draft.sent, contest } : draft.sent;
  return { plain, sent: moved(plain, model.scene.anchor, edge), day: draft.day };
}

async function send(
  model: Model,
  stand: Stand,
  drafts: readonly Drafted[],
  terms: Omit<Sending, 'offers' | 'contest'> & { readonly named: boolean },
): Promise<void> {
  const contest = drafts[0]?.plain.contest;
  if (contest === undefined) return;
  const { named, ...sending } = terms;
  const offers = drafts.map(({ sent }) => (named ? { id: model.newId(), sent } : { sent }));
  const outcome = await offer(model, stand, { ...sending, contest, offers });
  if (!outcome.ok || sending.dryRun === true) return;
  for (const [index, { id }] of outcome.entries.entries()) {
    const { plain, day } = drafts[index] as Drafted;
    tell(model, contest, id, plain, day);
  }
}

/** What an append expects: mostly anything, often what is there, sometimes what is not. */
function expectation(model: Model, contest: string | null, which: number): Expected {
  const revision = model.stream(contest).length - 1;
  const some: readonly Expected[] = ['any', revision, revision - 1, revision + 1, 'no-stream'];
  return some[which] ?? 'any';
}

export interface AppendDraws {
  readonly who: Who;
  readonly contest: number;
  readonly moves: readonly Move[];
  readonly edges: readonly number[];
  readonly expected: number;
  /** 0: with a dry run before; 1: under a key; 2: without ids; else plainly. */
  readonly how: number;
}

/** Appends what the moves say, all to one stream. */
export class Append implements Step {
  readonly #draws: AppendDraws;

  constructor(draws: AppendDraws) {
    this.#draws = draws;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, stand: Stand): Promise<void> {
    const { who, contest: which, moves, edges, how } = this.#draws;
    const contest = CONTESTS[which] ?? CONTESTS[0];
    const all = moves.flatMap(
      (move, index) => drafted(model, contest, move, edges[index] ?? 99) ?? [],
    );
    const drafts = all.filter(({ plain }) => plain.contest === all[0]?.plain.contest);
    const expected = expectation(model, drafts[0]?.plain.contest ?? null, this.#draws.expected);
    // The ids that a ledger gives hang on its salts, and are not the same on both stores.
    const terms = { who, expected, named: how !== 2 || !model.isAlone };
    if (how === 0) await send(model, stand, drafts, { ...terms, dryRun: true });
    const key = createHash('sha256').update(`${model.receipts.length}`).digest();
    await send(model, stand, drafts, how === 1 ? { ...terms, key } : terms);
  }

  toString(): string {
    return `Append(${JSON.stringify(this.#draws)})`;
  }
}

/** Opens a contest with its candidates, endorsers and stages, in one batch. */
export class Open implements Step {
  readonly #who: Who;
  readonly #contest: number;

  constructor(who: Who, contest: number) {
    this.#who = who;
    this.#contest = contest;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, stand: Stand): Promise<void> {
    const contest = CONTESTS[this.#contest] ?? CONTESTS[0];
    const sheet = new Sheet(model.scene.setup);
    const drafts = framed(model.scene.setup).flatMap((draft): Drafted[] => {
      const told = draft(sheet);
      if (told === undefined) return [];
      const plain = { ...told.sent, contest };
      return [{ plain, sent: moved(plain, model.scene.anchor, 99), day: told.day }];
    });
    await send(model, stand, drafts, { who: this.#who, expected: 'any', named: true });
  }

  toString(): string {
    return `Open(${this.#contest} by ${this.#who})`;
  }
}

const ANOTHER = { url: 'https://paper.example/other', publisher: 'The Other', title: 'Another' };

/** Sends something again: a batch as it was, with another body, or what was answered under a key. */
export class Again implements Step {
  readonly #who: Who;
  readonly #which: number;
  readonly #how: number;

  constructor(who: Who, which: number, how: number) {
    this.#who = who;
    this.#which = which;
    this.#how = how;
  }

  check({ batches }: Readonly<Model>): boolean {
    return batches.length > 0;
  }

  async run(model: Model, stand: Stand): Promise<void> {
    if (this.#how > 3) return this.#underKey(model, stand);
    const batch = model.batches[this.#which % model.batches.length];
    if (batch === undefined) return;
    const { contest, offers } = batch;
    const changed = offers.map((each, index) => (index === 0 ? this.#other(each) : each));
    const sending = { who: this.#who, contest, expected: 7 };
    await offer(model, stand, { ...sending, offers: this.#how === 0 ? changed : offers });
  }

  #other({ sent, ...rest }: Offer): Offer {
    return { ...rest, sent: { ...sent, sources: [...(sent.sources ?? []), ANOTHER] } };
  }

  async #underKey(model: Model, stand: Stand): Promise<void> {
    const receipt = model.receipts[this.#which % Math.max(1, model.receipts.length)];
    if (receipt === undefined) return;
    const { key, contest, offers } = receipt;
    const changed = offers.map((each, index) => (index === 0 ? this.#other(each) : each));
    const sending = { who: this.#who, contest, expected: 'any' as const, key };
    await offerAgain(model, stand, { ...sending, offers: this.#how === 4 ? changed : offers });
  }

  toString(): string {
    return `Again(${this.#which}, ${this.#how} by ${this.#who})`;
  }
}
