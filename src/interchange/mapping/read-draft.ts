import { type ParsedDraft, parseDraft, partsAsDraft } from '../../../events/entry.ts';
import { edtf } from '../../../events/fields.ts';
import { Source } from '../../../events/source.ts';
import { remembered } from './remembered.ts';

/** How the rows of a list are cited: nothing can be wrong with that. */
const ROW = /^row \d{1,15}$/;

const readSource = (text: string) => Source.safeParse(JSON.parse(text));

/** A source of which another row is cited each time, as JSON without that, and the row. */
function apart(built: unknown): { readonly said: string; readonly row: string | undefined } {
  const { locator, ...rest } = built as Readonly<Record<string, unknown>>;
  const isRow = typeof locator === 'string' && ROW.test(locator);
  return isRow
    ? { said: JSON.stringify(rest), row: locator }
    : { said: JSON.stringify(built), row: undefined };
}

/** Reads drafts as `parseDraft` does. What rows say alike, their days and their sources, is read once. */
export class DraftReader {
  readonly #source = remembered(readSource);
  readonly #isDay = remembered((on: string) => edtf.safeParse(on).success);

  read(said: Readonly<Record<string, unknown>>): ParsedDraft {
    return this.#quick(said) ?? parseDraft(said);
  }

  /** Undefined where something is wrong, which `parseDraft` says better. */
  #quick({ type, data, on, note, sources = [] }: Readonly<Record<string, unknown>>) {
    if (note !== undefined || (on !== undefined && !(typeof on === 'string' && this.#isDay(on)))) {
      return undefined;
    }
    const read: Source[] = [];
    for (const built of sources as readonly unknown[]) {
      const { said, row } = apart(built);
      const { data: source } = this.#source(said);
      if (source === undefined) return undefined;
      read.push(row === undefined ? source : { ...source, locator: row });
    }
    return partsAsDraft(`${type}`, data, on, read);
  }
}
