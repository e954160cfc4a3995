import { expect, test } from 'vitest';
import { lists } from './list-made.ts';
import { rowXml, workbookOf } from './workbook-made.ts';

const { read, refusal } = lists();

test('a value far from all others is refused: each row would take room for all columns before it', async () => {
  const bytes = workbookOf({ rows: rowXml('<c r="XFD1"><v>1</v></c>') });
  expect(await refusal(read(bytes, {}, 'list.xlsx'))).toContain(
    'it has a value in column 16384, far from all others',
  );
});
