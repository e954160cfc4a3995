import { html } from 'htm/preact';
import type { EntryType } from '../../events/catalog.ts';
import { TYPE_WORDS } from './form/words.ts';
import { columnsOf } from './import-columns.ts';
import { addressOf, contestPath } from './sight.ts';

/** The types that lists are mostly made of. */
const ASKED: readonly EntryType[] = [
  'EndorsementMade',
  'NominationMade',
  'NeutralityDeclared',
  'EndorserEnrolled',
  'CandidateEntered',
  'ExpectationReported',
  'ElectorateStated',
];

const BARE = `endorser,candidate
Unite,Ed Miliband
Community,david-miliband`;

const WHOLE = `type,endorser,name,category,nominates,candidate,on,source.url,source.publisher,source.title
EndorserEnrolled,fbu,Fire Brigades Union,TU,yes,,2010-07-01,https://paper.example/1,The Paper,Unions decide
EndorsementMade,fbu,,,,Diane Abbott,[2010-07-01..2010-07-14],https://paper.example/1,The Paper,Unions decide`;

/** The columns of a template for a type: those that are asked for, and those that are usual. */
export const templateColumns = (type: EntryType): string[] => [
  'type',
  ...columnsOf(type)
    .filter(({ column, required, seldom }) => required || (!seldom && !/^rank|^form$/.test(column)))
    .map(({ column }) => column),
];

const columnRow = ({ column, label, hint, required }: ReturnType<typeof columnsOf>[number]) =>
  html`<tr>
    <th scope="row"><code>${column}</code></th>
    <td data-label="says">${label}${hint === undefined ? '' : html` <small>${hint}</small>`}</td>
    <td data-label="needed">${required ? 'yes' : 'no'}</td>
  </tr>`;

const typeColumns = (contest: string, type: EntryType) =>
  html`<details>
    <summary>${TYPE_WORDS[type]}: <code>${type}</code></summary>
    <p><a href=${addressOf(contestPath(contest, 'import/template'), { type })} download>An empty list with these columns, as CSV<span class="hidden">: ${type}</span></a></p>
    <div class="wide"><table class="list">
      <caption>Columns of ${type}</caption>
      <thead><tr>${['Column', 'What it says', 'Needed'].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${columnsOf(type).map(columnRow)}</tbody>
    </table></div>
  </details>`;

/** How a list looks: examples to copy, and the columns of the types that lists are mostly made of. */
export const importGuide = (contest: string, most: number) =>
  html`<section class="import-guide" aria-labelledby="guide">
    <h2 id="guide">How a list looks</h2>
    <p>The shortest, with the rest said once under “The same in every row”:</p>
    <pre tabindex="0" role="region" aria-label="A short list">${BARE}</pre>
    <p>Rows of several types; a row may rest on those before it. A column that a row does not need is left empty:</p>
    <pre tabindex="0" role="region" aria-label="A list of several types">${WHOLE}</pre>
    <ul>
      <li>Candidates, endorsers, categories and stages go by slug, or by name where the contest knows it.</li>
      <li>Dates are written as everywhere in the ledger: <code>2010-07-14</code>, <code>[..2010-07-14]</code> for “by”, <code>2010-07</code>.</li>
      <li>More sources, and further choices: <code>source2.url</code>, <code>candidate2</code> and <code>rank2</code>. Any other field goes by its whole name, as in <code>data.options.0.option</code>, where lists count from 0.</li>
      <li>
        A row without an <code>id</code> that says just what a stored entry says is there already, so the same list
        again adds nothing. With an <code>id</code>, a UUID, a row is known by that.
      </li>
      <li>NDJSON is one entry a line, as the API takes it or as <code>hustings export</code> writes it; what comes from another ledger is recorded anew, in your name.</li>
      <li>One list has at most ${most.toLocaleString('en')} rows. Whoever keeps this ledger imports longer ones with <code>hustings import</code>.</li>
    </ul>
    <h3>Which columns there are</h3>
    ${ASKED.map((type) => typeColumns(contest, type))}
  </section>`;
