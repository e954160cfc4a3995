import { ByteWriter, parquetWriteRows } from 'hyparquet-writer';
import { ACT_COLUMNS, type ActColumn, type ColumnType } from './act-columns.ts';
import type { ActRow } from './act-rows.ts';

/** How many acts are held in memory at once, as one row group of the file. */
const ROW_GROUP = 10_000;

type SchemaElement = NonNullable<Parameters<typeof parquetWriteRows>[0]['schema']>[number];

const TYPES: Readonly<Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  day: { type: 'INT32', converted_type: 'DATE' },
  number: { type: 'INT32' },
  flag: { type: 'BOOLEAN' },
};

const elementOf = ({ name, type, always }: ActColumn): SchemaElement => ({
  name,
  ...TYPES[type],
  repetition_type: always ? 'REQUIRED' : 'OPTIONAL',
});

const SCHEMA: SchemaElement[] = [
  { name: 'root', num_children: ACT_COLUMNS.length },
  ...ACT_COLUMNS.map(elementOf),
];

/** Hands on what was written as soon as a row group is whole, and begins anew. */
class Passing extends ByteWriter {
  readonly #put: (bytes: Uint8Array) => Promise<void>;

  constructor(put: (bytes: Uint8Array) => Promise<void>) {
    super(1 << 20);
    this.#put = put;
  }

  async flush(): Promise<void> {
    const bytes = this.getBytes().slice();
    this.index = 0;
    await this.#put(bytes);
  }

  override finish(): Promise<void> {
    return this.flush();
  }
}

async function* oneByOne(batches: AsyncIterable<readonly ActRow[]>): AsyncGenerator<ActRow> {
  for await (const batch of batches) yield* batch;
}

/**
 * Writes acts as Parquet: the columns of the CSV, days as dates. Memory holds one row group and what the
 * file's end says of each, whatever the number of acts.
 */
export async function writeActParquet(
  batches: AsyncIterable<readonly ActRow[]>,
  put: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  await parquetWriteRows({
    writer: new Passing(put),
    rows: oneByOne(batches),
    columns: ACT_COLUMNS.map(({ name }) => ({ name })),
    schema: SCHEMA,
    rowGroupSize: ROW_GROUP,
    createdBy: 'hustings',
  });
}
