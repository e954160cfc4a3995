import { nearest } from '../../ledger/queries/asking.ts';
import { BadInput } from '../bad-input.ts';
import type { JoinedMapping } from './lookup.ts';
import type { Condition, Expression, Steps } from './schema.ts';
import { dateStep, numberStep, type Step, slugStep, wrong, yesNoStep } from './steps.ts';

/** Something wrong in a row: the column, what it says, why that is not taken, and what would be. */
export interface RowFault {
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  readonly suggestion: string;
}

/** A row that is being read. */
export interface Reading {
  readonly cells: readonly string[];
  /** Hears what is wrong. */
  readonly faults: RowFault[];
}

export type Value = string | number | boolean | undefined;

/** An expression made ready: what a row says by it, and the columns that it rests on. */
export interface Reader {
  read(row: Reading): Value;
  readonly columns: readonly string[];
  /** The places of all cells that it may read: rows with the same there say the same. */
  readonly needs: readonly number[];
}

type Choice = Extract<Expression, { readonly if: Condition }>;
type Looked = Extract<Expression, { readonly lookup: string }>;
type Stepped = Exclude<Expression, string | number | boolean | Choice>;
type Holds = (row: Reading) => boolean;

/** A value or a map that a mapping names and does not define. */
function unnamed(what: 'value' | 'map' | 'lookup', name: string, among: object): BadInput {
  const near = nearest(name, Object.keys(among), 'Define it there.');
  return new BadInput(
    `The mapping names the ${what} ${JSON.stringify(name)}, which is not among its ${what}s. ${near}`,
  );
}

/** The expressions of a mapping over the columns of one list, each made ready once. */
export class Expressions {
  readonly #mapping: JoinedMapping;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #blank: ReadonlySet<string>;
  readonly #values = new Map<string, Reader>();
  /** Values that are being made ready: one that rests on itself has no end. */
  readonly #open = new Set<string>();
  readonly #list: string;

  /** `list` is what the file is called in a sentence. */
  constructor(mapping: JoinedMapping, columns: readonly string[], list: string) {
    this.#mapping = mapping;
    this.#columns = new Map(columns.map((column, index) => [column, index]));
    this.#blank = new Set(['', ...mapping.blank]);
    this.#list = list;
  }

  /** Makes an expression ready. Throws BadInput where it names what is not there. */
  reader(expression: Expression): Reader {
    if (typeof expression !== 'object') return { read: () => expression, columns: [], needs: [] };
    if ('if' in expression) return this.#choice(expression);
    const from = this.#from(expression);
    const steps = this.#steps(expression);
    if (steps.length === 0) return from;
    return {
      columns: from.columns,
      needs: [...from.needs, ...this.#needsOf(expression.else)],
      read: (row) => {
        let said = from.read(row);
        for (const step of steps) {
          if (said === undefined) return undefined;
          said = step(`${said}`, row, from);
        }
        return said;
      },
    };
  }

  #needsOf(expression: Expression | undefined): readonly number[] {
    return expression === undefined ? [] : this.reader(expression).needs;
  }

  #choice({ if: condition, is, else: otherwise }: Choice): Reader {
    const { holds, needs } = this.condition(condition);
    const one = this.reader(is);
    const other = otherwise === undefined ? undefined : this.reader(otherwise);
    return {
      columns: [...one.columns, ...(other?.columns ?? [])],
      needs: [...needs, ...one.needs, ...(other?.needs ?? [])],
      read: (row) => (holds(row) ? one.read(row) : other?.read(row)),
    };
  }

  #from(expression: Stepped): Reader {
    if ('column' in expression) return this.#column(expression.column);
    if ('value' in expression) return this.#value(expression.value);
    if ('lookup' in expression) return this.#lookup(expression);
    return this.#template(expression.template);
  }

  /** A list that is optional, and was not given, says nothing. */
  #lookup({ lookup, key, in: column }: Looked): Reader {
    const { lookups, looked } = this.#mapping;
    if (!Object.hasOwn(lookups, lookup)) throw unnamed('lookup', lookup, lookups);
    const [under, where] = [this.reader(key), this.reader(column)];
    const { columns = [], rows } = looked?.get(lookup) ?? {};
    return {
      columns: under.columns,
      needs: [...under.needs, ...where.needs],
      read: (row) => {
        const [sought, named] = [under.read(row), where.read(row)];
        const said =
          rows?.get(`${sought ?? ''}`)?.[columns.indexOf(`${named ?? ''}`)]?.trim() ?? '';
        return this.#blank.has(said) ? undefined : said;
      },
    };
  }

  #column(name: string): Reader {
    const index = this.#columns.get(name);
    if (index === undefined) {
      const known = [...this.#columns.keys()];
      throw new BadInput(
        `${this.#list} has no column ${JSON.stringify(name)}, which the mapping reads. ${nearest(name, known, `Its columns are ${known.join(', ')}.`)}`,
      );
    }
    const blank = this.#blank;
    return {
      columns: [name],
      needs: [index],
      read: ({ cells }) => {
        const said = (cells[index] ?? '').trim();
        return blank.has(said) ? undefined : said;
      },
    };
  }

  #value(name: string): Reader {
    const ready = this.#values.get(name);
    if (ready !== undefined) return ready;
    const { values } = this.#mapping;
    const written = Object.hasOwn(values, name) ? values[name] : undefined;
    if (written === undefined) throw unnamed('value', name, values);
    if (this.#open.has(name)) {
      throw new BadInput(
        `The mapping names the value ${JSON.stringify(name)}, which rests on itself; define it otherwise.`,
      );
    }
    this.#open.add(name);
    const made = this.reader(written);
    this.#open.delete(name);
    this.#values.set(name, made);
    return made;
  }

  /** What a row says in a column, whether or not that stands for nothing. */
  cell({ cells }: Reading, column: string): string {
    return cells[this.#columns.get(column) ?? -1] ?? '';
  }

  /** What a name means in a template or a condition: a named value, else a column. */
  named(name: string): Reader {
    return Object.hasOwn(this.#mapping.values, name) ? this.#value(name) : this.#column(name);
  }

  #template(template: string): Reader {
    const parts = template.split(/\{([^{}]*)\}/);
    const readers = parts.map((part, index) => (index % 2 === 0 ? part : this.named(part)));
    return {
      columns: readers.flatMap((part) => (typeof part === 'string' ? [] : part.columns)),
      needs: readers.flatMap((part) => (typeof part === 'string' ? [] : part.needs)),
      read: (row) =>
        readers.map((part) => (typeof part === 'string' ? part : (part.read(row) ?? ''))).join(''),
    };
  }

  #steps(steps: Steps): Step[] {
    const made: Step[] = [];
    if (steps.map !== undefined) made.push(this.#mapStep(steps.map, steps.else));
    if (steps.date !== undefined) made.push(dateStep(steps.date));
    if (steps.number === true) made.push(numberStep);
    if (steps.yesNo === true) made.push(yesNoStep);
    if (steps.slug === true) made.push(slugStep);
    return made;
  }

  #mapStep(map: NonNullable<Steps['map']>, otherwise: Steps['else']): Step {
    const named = typeof map === 'string';
    const { maps } = this.#mapping;
    if (named && !Object.hasOwn(maps, map)) throw unnamed('map', map, maps);
    const table = named ? (maps[map] ?? {}) : map;
    const called = named ? `the map ${map}` : 'its map';
    const keys = Object.keys(table);
    const fallback = otherwise === undefined ? undefined : this.reader(otherwise);
    return (said, row, from) => {
      if (Object.hasOwn(table, said)) return table[said] ?? undefined;
      if (fallback !== undefined) return fallback.read(row);
      return wrong(row, from, said, `is not in ${called}`, nearest(said, keys, 'add it there'));
    };
  }

  /** Makes a condition ready: does it hold for a row? */
  condition(condition: Condition | undefined): Pick<Reader, 'needs'> & { holds: Holds } {
    const tests = Object.entries(condition ?? {}).map(([name, wanted]) => {
      const { read } = this.named(name);
      if (typeof wanted === 'string') return (row: Reading) => `${read(row) ?? ''}` === wanted;
      if (Array.isArray(wanted)) return (row: Reading) => wanted.includes(`${read(row) ?? ''}`);
      if ('blank' in wanted) return (row: Reading) => (read(row) === undefined) === wanted.blank;
      return (row: Reading) => !wanted.not.includes(`${read(row) ?? ''}`);
    });
    const needs = Object.keys(condition ?? {}).flatMap((name) => this.named(name).needs);
    return { holds: (row) => tests.every((test) => test(row)), needs };
  }
}
