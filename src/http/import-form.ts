import type { FormFault } from '../web/form/faults.ts';
import type { ListSaid } from '../web/import-page.ts';
import { formatOf, plainText } from './import-list.ts';
import { FORMATS, type Format, type Same } from './import-row.ts';
import { STATUS, type Status } from './status.ts';

/** How much one list may hold. */
export interface ListLimits {
  /** How many rows are appended in one step. */
  readonly batchLimit: number;
  /** The largest body, in bytes. */
  readonly bodyLimit: number;
}

/** A form for a list as it was sent. */
export interface ListForm {
  /** The list itself: a file, or what was pasted. */
  readonly text: string;
  readonly format: Format;
  readonly same: Same;
  /** What the fields say, to be shown again. */
  readonly said: ListSaid;
  /** What the button asks for. */
  readonly does: 'check' | 'errors' | 'append';
}

/** What may be said for every row, and the fields of rows that it fills. */
const SAME: Readonly<Record<string, string>> = {
  type: 'type',
  on: 'on',
  'source.url': 'sources.0.url',
  'source.publisher': 'sources.0.publisher',
  'source.title': 'sources.0.title',
  'source.published': 'sources.0.published',
};

/** What a form takes beside its list, in bytes. */
const BESIDE = 16 * 1024;

const isFormat = (said: string): said is Format => (FORMATS as readonly string[]).includes(said);

function doesIn(form: URLSearchParams): ListForm['does'] {
  const does = form.get('do');
  return does === 'append' || does === 'errors' ? does : 'check';
}

/** Reads a form for a list; a file goes before what was pasted. */
export function listForm(form: URLSearchParams): ListForm {
  const file = form.get('file') ?? '';
  const text = plainText(file.trim() === '' ? (form.get('text') ?? '') : file);
  const chosen = form.get('format') ?? '';
  const said = Object.keys(SAME).map((name) => [name, form.get(name)?.trim() ?? ''] as const);
  const same = said.flatMap(([name, value]): [string, string][] =>
    value === '' ? [] : [[SAME[name] ?? name, value]],
  );
  return {
    text,
    format: isFormat(chosen) ? chosen : formatOf(text),
    same: new Map(same),
    said: { ...Object.fromEntries(said), text, format: isFormat(chosen) ? chosen : '' },
    does: doesIn(form),
  };
}

/** Something wrong with a form as a whole, and the status that it is answered with. */
export interface WrongForm {
  readonly status: Status;
  readonly fault: FormFault;
}

const wrong = (says: string, status: Status = STATUS.unprocessable): WrongForm => ({
  status,
  fault: { name: 'text', says },
});

const KEEPER = 'or have whoever keeps this ledger run hustings import, which takes NDJSON';

/** What is wrong with a text before its rows are read; undefined: nothing. */
export function wrongText(text: string, { bodyLimit }: ListLimits): WrongForm | undefined {
  if (text.trim() === '') return wrong('Choose a file, or paste a list.');
  if (text.includes('\0'))
    return wrong('This is no text: save the list as CSV or NDJSON in UTF-8.');
  // A form's lines end in CR LF on their way back.
  const bytes = Buffer.byteLength(text) + text.split('\n').length + BESIDE;
  if (bytes <= bodyLimit) return undefined;
  const says = `The list is too long for one step: ${bytes} bytes with its form, and ${bodyLimit} are taken. Send it in parts, each with the first row, ${KEEPER}.`;
  return wrong(says, STATUS.tooLarge);
}

/** What is wrong with how many rows a list has; undefined: nothing. */
export function wrongCount(count: number, { batchLimit }: ListLimits): WrongForm | undefined {
  if (count <= 0) return wrong('The list has no row below its first; give at least one.');
  if (count <= batchLimit) return undefined;
  const says = `The list has ${count} rows, and ${batchLimit} are taken in one step. Send it in parts, each with the first row, ${KEEPER}.`;
  return wrong(says, STATUS.tooLarge);
}
