import { hash } from 'node:crypto';
import { entryId } from '../../events/fields.ts';
import { askKnown, type Known } from '../ledger/queries/offers.ts';
import type { ReceiptAsked } from '../ledger/receipts.ts';
import type { Service } from '../ledger/service.ts';
import { streamOf } from '../store/event-store.ts';
import { canonical, sha256Text } from '../tlog/commitment.ts';
import { NameBook } from '../web/form/name-book.ts';
import { cameFirst } from '../web/import-dry-run.ts';
import { addressOf, contestPath } from '../web/sight.ts';
import { lastSeq } from './append-answer.ts';
import { type Appending, type Asked, placeNow } from './appending.ts';
import { offersOf } from './draft-offers.ts';
import { type ListForm, type ListLimits, listForm, wrongCount, wrongText } from './import-form.ts';
import { type Judged, judge } from './import-judging.ts';
import { readList } from './import-list.ts';
import type { ImportList, ImportRow } from './import-row.ts';
import { type Beside, errorsFile, shownDryRun, shownForm } from './import-shown.ts';
import type { PageAsked, PageSent, Shown } from './page.ts';
import { Problem } from './problem.ts';

/** A list that somebody sent to a contest. */
interface Sent {
  readonly contest: string;
  readonly known: Known;
  readonly form: ListForm;
  readonly recordedBy: string;
  readonly fields: URLSearchParams;
}

/** A list as it would be appended now. */
interface Checked {
  readonly list: ImportList;
  readonly judged: Judged;
  /** The last revision of the contest before it was judged. */
  readonly revision: number;
  /** What tells this list, and what is good of it, from any other. */
  readonly seen: string;
}

const CHANGED =
  'The list, or what it rests on, was changed since it was checked, so look at this before you append it.';
/** How many entries that came between are named. */
const BETWEEN = 5;

const sha256 = (text: string | Uint8Array): Uint8Array => hash('sha256', text, 'buffer');

/** What a list is known by when its form is sent again: whatever it saw, it is stored once. */
function receiptOf({ contest, form, recordedBy, fields }: Sent): ReceiptAsked | undefined {
  const key = entryId.safeParse(fields.get('key'));
  if (!key.success) return undefined;
  const { text, format, same } = form;
  return {
    // The keys of the API have no blank in them.
    key: sha256(`${recordedBy}\0import ${key.data}`),
    request: sha256(canonical({ contest, text, format, same: [...same] })),
  };
}

const countIn = (fields: URLSearchParams, name: string): number | undefined => {
  const said = fields.get(name) ?? '';
  return /^[1-9]\d{0,5}$/.test(said) ? Number(said) : undefined;
};

const revisionIn = (fields: URLSearchParams): number => {
  const said = fields.get('revision') ?? '';
  return /^\d{1,15}$/.test(said) ? Number(said) : -1;
};

/** Lists that come by a form of the pages: shown what they would do, and then stored, whole or not at all. */
export class Importing {
  readonly #service: Service;
  readonly #appending: Appending;
  readonly #limits: ListLimits;

  constructor(service: Service, appending: Appending, limits: ListLimits) {
    this.#service = service;
    this.#appending = appending;
    this.#limits = limits;
  }

  /** The form as it begins. */
  async begin({ name }: PageAsked): Promise<Shown> {
    const known = await askKnown(this.#service, name);
    return shownForm({ contest: name, known, limits: this.#limits, said: {} });
  }

  /** What becomes of a list that was sent. */
  async take({ name, actor, form: fields }: PageSent): Promise<Shown> {
    const known = await askKnown(this.#service, name);
    const form = listForm(fields);
    const sent: Sent = { contest: name, known, form, recordedBy: actor.name, fields };
    await this.#comeTo(sent);
    const wrong = wrongText(form.text, this.#limits);
    if (wrong !== undefined) return shownForm(this.#stateOf(sent), { wrong });
    if (form.does === 'append') {
      const again = await this.#again(sent);
      if (again !== undefined) return again;
    }
    const list = this.#read(sent);
    const tooMany = wrongCount(list.count, this.#limits);
    // What is wrong with the first row is told by the dry run.
    if (tooMany !== undefined && list.faults.length === 0) {
      return shownForm(this.#stateOf(sent), { wrong: tooMany });
    }
    const checked = await this.#check(sent, list);
    if (form.does === 'errors' && checked.judged.faults.length > 0) {
      return errorsFile(name, checked.judged.faults);
    }
    return form.does === 'append' ? this.#append(sent, checked) : this.#dryRun(sent, checked);
  }

  /** Another copy of the service may have shown a revision that has not come here yet. */
  async #comeTo({ contest, fields }: Sent): Promise<void> {
    const { revision } = await placeNow(this.#service, contest);
    if (revisionIn(fields) > revision) await this.#service.store.refresh();
  }

  #stateOf({ contest, known, form: { said } }: Sent) {
    return { contest, known, limits: this.#limits, said };
  }

  #read({ contest, known, form: { text, format, same } }: Sent): ImportList {
    const names = new NameBook(offersOf('EndorsementMade', new Map(), known));
    return readList(text, format, { contest, names, same });
  }

  async #check({ contest, known, form, recordedBy }: Sent, list: ImportList): Promise<Checked> {
    const { revision } = await placeNow(this.#service, contest);
    const offers = offersOf('EndorsementMade', new Map(), known);
    const judged = await judge(this.#service, { contest, recordedBy, offers }, list);
    const { text, format, same } = form;
    const good = judged.good.map(({ line }) => line);
    const seen = sha256Text(canonical({ text, format, same: [...same], good, revision }));
    return { list, judged, revision, seen };
  }

  #askedOf({ contest, recordedBy }: Sent, rows: readonly ImportRow[]): Asked {
    const drafts = rows.map(({ draft }) => draft);
    const condition = { kind: 'exists' } as const;
    return { contest, drafts, isList: true, body: null, recordedBy, strict: false, condition };
  }

  #dryRun(sent: Sent, checked: Checked, notice: Beside['notice'] = null): Promise<Shown> {
    const { judged, list, revision, seen } = checked;
    const carried = {
      key: this.#service.ledger.newId(),
      revision: `${revision}`,
      seen,
      wrong: `${new Set(judged.faults.map(({ line }) => line)).size}`,
      there: `${judged.there.length + judged.repeated.length}`,
    };
    return shownDryRun(
      { service: this.#service, appending: this.#appending },
      this.#stateOf(sent),
      { list, judged, asked: this.#askedOf(sent, judged.good), carried, notice },
    );
  }

  /** Stores what is good, as it was seen; else the dry run again, with why. */
  async #append(sent: Sent, { judged, revision, seen }: Checked): Promise<Shown> {
    const saw = revisionIn(sent.fields);
    const isSeen = saw === revision && sent.fields.get('seen') === seen;
    if (isSeen && judged.good.length > 0) {
      const condition = { kind: 'revisions', revisions: [revision] } as const;
      try {
        return await this.#store(sent, { ...this.#askedOf(sent, judged.good), condition });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
    }
    // The same button may have been pressed twice, and the other press may have come first by now.
    const again = await this.#again(sent);
    if (again !== undefined) return again;
    const anew = await this.#check(sent, this.#read(sent));
    const why = anew.revision === saw ? CHANGED : await this.#between(sent, saw);
    return this.#dryRun(sent, anew, why);
  }

  /** The answer to a list that was stored by this very form before: a button may be pressed twice. */
  async #again(sent: Sent): Promise<Shown | undefined> {
    const receipt = receiptOf(sent);
    if (receipt === undefined) return undefined;
    if ((await this.#service.store.receipt(receipt.key)) === undefined) return undefined;
    try {
      return await this.#store(sent, this.#askedOf(sent, []));
    } catch (error) {
      if (error instanceof Problem) return undefined;
      throw error;
    }
  }

  async #store(sent: Sent, asked: Asked): Promise<Shown> {
    const { contest, fields } = sent;
    const { entries } = await this.#appending.append({ ...asked, receipt: receiptOf(sent) });
    const [wrong, there] = [countIn(fields, 'wrong'), countIn(fields, 'there')];
    const query = { first: entries[0]?.id, last: entries.at(-1)?.id, wrong, there };
    const seeOther = addressOf(contestPath(contest, 'import/done'), query);
    return { seeOther, seq: lastSeq(entries) };
  }

  /** That somebody came first, and with what. */
  async #between({ contest }: Sent, saw: number): Promise<Beside['notice']> {
    const { revision } = await placeNow(this.#service, contest);
    const some = await this.#service.store.readStream(streamOf(contest), saw + 1, BETWEEN);
    return cameFirst(
      revision - saw,
      some.map(({ id }) => id),
    );
  }
}
