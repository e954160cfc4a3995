/** Two processes at once. */
import { enrolled, entered } from '../../laws/claims.ts';
import type { Move, Sent } from '../../laws/sheet.ts';
import { demand } from './demand.ts';
import { CONTESTS, type Model } from './model.ts';
import { demandHead, keep, tell } from './offering.ts';
import type { Stand } from './stand.ts';
import type { Step } from './writing.ts';

const STILL: Move = {
  kind: 0,
  who: 0,
  whom: 0,
  which: 0,
  other: 0,
  day: 0,
  span: 0,
  form: 0,
  said: 0,
  lag: 0,
  bits: 0,
};

/** Both processes append at once, expecting the same revision: one of them comes first. */
export class Race implements Step {
  readonly #contest: number;

  constructor(contest: number) {
    this.#contest = contest;
  }

  check(model: Readonly<Model>): boolean {
    return model.isAlone && model.stream(CONTESTS[this.#contest] ?? null).length > 0;
  }

  async run(model: Model, stand: Stand): Promise<void> {
    const contest = CONTESTS[this.#contest] ?? CONTESTS[0];
    const expected = model.stream(contest).length - 1;
    const { setup } = model.scene;
    const both = ([0, 1] as const).map(async (who) => {
      const move = { ...STILL, whom: model.held.length, who: who + 1 };
      const told =
        who === 0
          ? entered({ ...setup, candidates: 4 }, move)
          : enrolled({ ...setup, endorsers: 6 }, move);
      const plain = { ...told?.sent, contest } as Sent;
      const { ledger } = await stand.service(who);
      return { who, plain, ledger };
    });
    const sides = await Promise.all(both);
    const outcomes = await Promise.all(
      sides.map(({ ledger, plain: { contest: _, ...draft } }) =>
        ledger.append(contest, [{ ...draft, version: 1, id: model.newId() } as never], {
          recordedBy: 'a model',
          expected,
        }),
      ),
    );
    const won = outcomes.flatMap((outcome, index) =>
      outcome.ok ? [{ outcome, side: sides[index] }] : [],
    );
    stand.trace.push(`both at once: ${won.map(({ side }) => side?.plain.type).join()}`);
    demand(won.length <= 1, () => 'two appends that expect one revision were both accepted');
    for (const { outcome, side } of won) {
      const [stored] = outcome.entries;
      if (stored === undefined || side === undefined) continue;
      keep(model, stored, { sent: side.plain }, side.who);
      tell(model, contest, stored.id, side.plain, 0);
    }
    await demandHead(model, stand, 0);
    await demandHead(model, stand, 1);
  }

  toString(): string {
    return `Race(${this.#contest})`;
  }
}
