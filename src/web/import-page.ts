import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { type EntryType, kindOf } from '../../events/catalog.ts';
import type { PageFrame } from './document.ts';
import type { FormFault } from './form/faults.ts';
import { FAMILY_WORDS, TYPE_WORDS } from './form/words.ts';
import { type DryRunShown, dryRunSection } from './import-dry-run.ts';
import { importGuide } from './import-guide.ts';
import { contestPath } from './sight.ts';

/** What the fields of the form for a list say, as they were sent. */
export type ListSaid = Readonly<Record<string, string>>;

/** The page of a form for a list, at whatever step it is. */
export interface ImportShown {
  readonly contest: string;
  readonly title: string;
  /** How many entries the contest has. */
  readonly entries: number;
  /** How many rows, and how many bytes, one list may have. */
  readonly limits: { readonly rows: number; readonly bytes: number };
  readonly said: ListSaid;
  /** What is wrong with the form as a whole; what is wrong with rows is told by the dry run. */
  readonly faults: readonly FormFault[];
  /** What the form carries unseen. */
  readonly carried: ListSaid;
  /** What the reader should know first. */
  readonly notice: ComponentChildren;
  readonly dryRun: DryRunShown | null;
}

/** The formats in words, by what a form says for them. */
export const FORMAT_WORDS = {
  csv: 'CSV, with commas',
  semicolons: 'CSV, with semicolons',
  tsv: 'TSV, with tabs',
  ndjson: 'NDJSON, one entry a line',
} as const;

/** The types that all rows of a list may have: a contest is opened once, and each record has a why of its own. */
const TYPES = (Object.keys(TYPE_WORDS) as EntryType[]).filter(
  (type) =>
    kindOf(type).family !== 'record' && type !== 'ContestOpened' && type !== 'EndorserMerged',
);

/** What may be the same in every row: the field's name in the form, its label, and a hint. */
const SAME = [
  ['on', 'When it happened', 'A day, as in 2010-07-14; between two: [2010-06-27..2010-07-14].'],
  ['source.url', 'Source: address', 'The web page that says so, with https://.'],
  ['source.publisher', 'Source: publisher', 'Who printed it, as in The Guardian.'],
  ['source.title', 'Source: title', 'The headline, or what the page is called.'],
  ['source.published', 'Source: published', 'A day, as in 2010-07-14.'],
] as const;

const idOf = (name: string): string => `i-${name}`;

const faultText = (name: string, faults: readonly FormFault[]) =>
  faults
    .filter((each) => each.name === name)
    .map(
      ({ says }) =>
        html`<p class="error" id=${`${idOf(name)}-error`}><span class="hidden">Error: </span>${says}</p>`,
    );

const describedBy = (name: string, { faults }: ImportShown): string =>
  `${idOf(name)}-hint${faults.some((each) => each.name === name) ? ` ${idOf(name)}-error` : ''}`;

const isWrong = (name: string, { faults }: ImportShown) =>
  faults.some((each) => each.name === name) ? 'true' : undefined;

/** What is wrong with the form, each fault linked to its field. */
function errorSummary(faults: readonly FormFault[]) {
  if (faults.length === 0) return null;
  return html`<div class="errors" role="alert" aria-labelledby="errors-title" tabindex="-1" autofocus>
    <h2 id="errors-title">There is a problem</h2>
    <ul>${faults.map(({ name, says }) => html`<li><a href=${`#${idOf(name)}`}>${says}</a></li>`)}</ul>
  </div>`;
}

/** The first line break of a text area is no part of its text. */
const areaText = (text: string): string => (text === '' ? '' : `\n${text}`);

function listFields(shown: ImportShown) {
  const { said, faults, limits } = shown;
  const kilobytes = Math.floor(limits.bytes / 1024);
  const described = (name: string) => ({
    id: idOf(name),
    name,
    'aria-describedby': describedBy(name, shown),
    'aria-invalid': isWrong(name, shown),
  });
  return html`<div class="field">
      <label for=${idOf('file')}>A file</label>
      <p class="hint" id=${`${idOf('file')}-hint`}>
        CSV, TSV or NDJSON in UTF-8, up to ${limits.rows.toLocaleString('en')} rows and ${kilobytes.toLocaleString('en')} KiB. It goes before what is pasted below.
      </p>
      <input type="file" accept=".csv,.tsv,.txt,.ndjson,.jsonl,.json" ...${described('file')} />
    </div>
    <div class=${isWrong('text', shown) === undefined ? 'field' : 'field wrong'}>
      <label for=${idOf('text')}>Or the list itself, pasted</label>
      <p class="hint" id=${`${idOf('text')}-hint`}>Straight from a spreadsheet, with the names of the columns as its first row.</p>
      ${faultText('text', faults)}
      <textarea class="list-text" rows="10" spellcheck="false" autocomplete="off" ...${described('text')}>${areaText(said.text ?? '')}</textarea>
    </div>
    <div class="field">
      <label for=${idOf('format')}>Format</label>
      <select id=${idOf('format')} name="format">
        ${[['', 'Found out by the text'], ...Object.entries(FORMAT_WORDS)].map(([value, text]) => html`<option value=${value} selected=${value === (said.format ?? '')}>${text}</option>`)}
      </select>
    </div>`;
}

function typeField(chosen: string | undefined) {
  const families = Map.groupBy(TYPES, (type) => kindOf(type).family);
  return html`<div class="field">
    <label for=${idOf('type')}>What happened <small>(optional)</small></label>
    <select id=${idOf('type')} name="type">
      <option value="">As each row says</option>
      ${[...families].map(
        ([family, some]) => html`<optgroup label=${FAMILY_WORDS[family]}>
          ${some.map((type) => html`<option value=${type} selected=${type === chosen}>${TYPE_WORDS[type]}</option>`)}
        </optgroup>`,
      )}
    </select>
  </div>`;
}

/** What may be said once for all rows: folded until it says something. */
function sameFields({ said }: ImportShown) {
  const isSaid = ['type', ...SAME.map(([name]) => name)].some((name) => (said[name] ?? '') !== '');
  return html`<details class="seldom" open=${isSaid || undefined}>
    <summary>The same in every row</summary>
    <div class="inputs">
      <p class="hint">It stands wherever a row says nothing of its own, so a bare list of endorser and candidate will do.</p>
      ${typeField(said.type)}
      ${SAME.map(
        ([name, label, hint]) => html`<div class="field">
          <label for=${idOf(name)}>${label} <small>(optional)</small></label>
          <p class="hint" id=${`${idOf(name)}-hint`}>${hint}</p>
          <input type="text" id=${idOf(name)} name=${name} value=${said[name] ?? ''} autocomplete="off" aria-describedby=${`${idOf(name)}-hint`} />
        </div>`,
      )}
    </div>
  </details>`;
}

/** The page of the form for a list: what is wrong, what it would do, its fields, and how a list looks. */
export function importPage(shown: ImportShown): PageFrame {
  const { contest, title, entries, faults, carried, notice, dryRun } = shown;
  const at = contestPath(contest, 'import');
  const begins = faults.length > 0 ? 'Error: ' : dryRun === null ? '' : 'Dry run: ';
  return {
    title: `${begins}Import a list`,
    trail: [
      { name: title, at: contestPath(contest) },
      { name: 'Import', at },
    ],
    main: html`<h1>Import a list</h1>
      <p class="clocks">Into <a href=${contestPath(contest)}>${title}</a>, in which ${entries} entries are stored.</p>
      ${notice === null ? null : html`<p class="notice" role="status">${notice}</p>`}
      ${errorSummary(faults)}
      <form id="list" class="draft import" method="post" action=${at} enctype="multipart/form-data" novalidate autocomplete="off">
        <button class="hidden" name="do" value="check" tabindex="-1" aria-hidden="true">Check</button>
        ${Object.entries(carried).map(([name, value]) => html`<input type="hidden" name=${name} value=${value} />`)}
        ${dryRunSection(dryRun)}
        ${dryRun === null ? null : html`<h2>Change the list</h2>`}
        ${listFields(shown)}
        ${sameFields(shown)}
        <p class="actions">
          <button class=${dryRun === null ? 'main' : 'quiet'} name="do" value="check">${dryRun === null ? 'Check the list' : 'Check again'}</button>
        </p>
        <p class="faint">
          Checking stores nothing: you see first what the list would say and change. The same rows again add nothing.
        </p>
      </form>
      ${dryRun === null ? importGuide(contest, shown.limits.rows) : null}`,
  };
}
