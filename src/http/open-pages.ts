import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Service } from '../ledger/service.ts';
import { parseDay } from '../time/day.ts';
import { documentOf, type PageFrame, type PageReader } from '../web/document.ts';
import { OpenDay } from '../web/open-day.ts';
import { validators } from './caching.ts';
import { AnswersState, type Sent } from './kept-answers.ts';
import { OpenText } from './open-text.ts';
import type { Page } from './page.ts';
import { HTML } from './page-answer.ts';
import { alternatesOf } from './page-data.ts';
import { askedIn } from './page-query.ts';
import { staleSince } from './staleness.ts';

/** An address that says a day: what stands before it, the day, and what follows. */
const SAYS_DAY = /^([^?]*\?(?:[^&]*&)*?asOf=)(\d{4}-\d\d-\d\d)(&.*)?$/s;
/** How many contests at their clocks are remembered by their turns. */
const REMEMBERED = 1000;
/** How many bytes of drawings the kept pages have in common, at most. */
const COMMON = 8 * 1024 * 1024;

/**
 * Pages that are the same on all days between two turns of a contest but for the day that they print: such
 * a page is rendered once for all of them and kept under a byte budget, and the day is written into it. All
 * are forgotten as soon as anything of the ledger may have changed.
 */
export class OpenPages {
  readonly #service: Service;
  readonly #state: AnswersState;
  readonly #mark: string;
  readonly #turns = new LRUCache<string, readonly string[]>({ max: REMEMBERED });
  readonly #texts: LRUCache<string, OpenText>;
  readonly #common = new LRUCache<string, Buffer>({
    maxSize: COMMON,
    sizeCalculation: (bytes, text) => bytes.length + text.length,
  });

  /**
   * `budget`: about how many bytes are kept; `mark`: letters and digits that nobody can guess, so that
   * nothing that is stored holds them.
   */
  constructor(service: Service, budget: number, mark: string) {
    this.#service = service;
    this.#state = new AnswersState(service, () => {
      this.#turns.clear();
      this.#texts.clear();
      this.#common.clear();
    });
    this.#mark = mark;
    this.#texts = new LRUCache({ maxSize: budget, sizeCalculation: ({ size }) => size });
  }

  /** The answer to a request for a page on a day, for anybody; undefined where its day cannot be left open. */
  async answer(request: FastifyRequest, page: Page): Promise<Sent | undefined> {
    const { open } = page;
    const [, before = '', day = '', after = ''] = SAYS_DAY.exec(request.url) ?? [];
    if (open === undefined || parseDay(day) === undefined) return undefined;
    const stale = staleSince(request);
    const key = `${before}${after}`;
    const begun = this.#state.now();
    const asked = () => askedIn(request, page);
    const turns = this.#turns.get(key) ?? (await open.turns(this.#service, asked()));
    if (turns === undefined) return undefined;
    const last = turns.findLastIndex((turn) => turn <= day);
    // On a turn itself the way back leads elsewhere than on the days after it.
    const place = `${key} ${last}${turns[last] === day ? '' : '+'} ${stale ?? ''}`;
    let text = this.#texts.get(place);
    if (text === undefined) {
      const left = new OpenDay(this.#mark, day);
      const at = `${before}${left.text}${after}`;
      const frame = await open.show(this.#service, asked(), left);
      const whole = { ...frame, alternates: alternatesOf(page, at) };
      text = this.#textOf(whole, { viewer: null, at, stale }, left);
    }
    if (this.#state.now() === begun) {
      this.#turns.set(key, turns);
      this.#texts.set(place, text);
    }
    const tag = text.tagOn(day);
    return { type: HTML, tag, fields: validators({ tag, pinned: false }), text: text.on(day) };
  }

  #textOf(frame: PageFrame, reader: PageReader, day: OpenDay): OpenText {
    const parts = day.partsOf(documentOf(frame, reader));
    return new OpenText(parts, day.day, (common) => this.#shared(common));
  }

  /** The one copy of these bytes. */
  #shared(common: string): Buffer {
    const bytes = this.#common.get(common) ?? Buffer.from(common);
    this.#common.set(common, bytes);
    return bytes;
  }
}
