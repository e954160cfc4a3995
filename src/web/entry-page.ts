import { html } from 'htm/preact';
import type { Entry } from '../../events/entry.ts';
import type { EntryProvenance } from '../ledger/queries/entry-provenance.ts';
import type { Names } from '../ledger/queries/names.ts';
import { claimText } from './claim-words.ts';
import { DataLinks } from './data-links.ts';
import type { PageFrame } from './document.ts';
import { entryCounts } from './entry-counts.ts';
import { entryFields } from './entry-fields.ts';
import { entryHistory, fateNotice } from './entry-history.ts';
import { entryLink } from './entry-links.ts';
import { entryProof } from './entry-proof.ts';
import { EntryActions } from './row-menu.ts';
import { addressOf, contestPath, entryPath, type Sight } from './sight.ts';
import { sourceList } from './source-list.ts';
import { whenText } from './when.ts';

/** What the page of an entry shows. */
export interface EntryShown {
  readonly told: EntryProvenance;
  readonly names: Names;
  /** The entry that it names, where it is a record or an end. */
  readonly named: Entry | undefined;
}

const STATUS: Readonly<Record<EntryProvenance['status'], string>> = {
  counts: 'It counts.',
  disputed: 'It is disputed.',
  'does-not-count': 'It does not count.',
  record: 'It is a record about another entry.',
};

function sourcesOf({ erased, sources }: Entry) {
  if (erased) return html`<p>They were erased with what it said.</p>`;
  return sources.length === 0
    ? html`<p>None: it is an entry of the editors.</p>`
    : sourceList(sources);
}

/** The page of an entry: what it claims, who printed it, what became of it, and its proof. */
export function entryPage({ told, names, named }: EntryShown, sight: Sight): PageFrame {
  const { entry, status, act } = told;
  const { contest } = entry;
  const shown = { names, sight };
  const claim = claimText(entry, { names, named });
  const title = contest === null ? 'the register' : (names.title ?? contest);
  const place =
    contest === null ? [] : [{ name: title, at: addressOf(contestPath(contest), sight) }];
  const brief = entry.id.slice(0, 8);
  return {
    title: `${claim}, entry ${brief}`,
    trail: [...place, { name: `Entry ${brief}`, at: addressOf(entryPath(entry.id), sight) }],
    main: html`<h1>${claim}</h1>
      <p class="clocks">
        ${entry.on === null ? '' : `Dated ${whenText(entry.on)}. `}In ${title}. ${STATUS[status]}
      </p>
      <${DataLinks} />
      ${fateNotice(told, sight)}
      <${EntryActions} told=${told} />
      <section aria-labelledby="said">
        <h2 id="said">What it says</h2>
        <dl class="fields">
          <dt>entry</dt><dd><code>${entry.id}</code></dd>
          <dt>type</dt><dd>${entry.type} (version ${entry.version})</dd>
          ${entry.on === null ? null : html`<dt>on</dt><dd>${entry.on}</dd>`}
          ${act === null || act === entry.id ? null : html`<dt>tells again</dt><dd>${entryLink(act, sight)}</dd>`}
        </dl>
        ${entryFields(entry.data, shown)}
        ${entry.note === null ? null : html`<p class="note">${entry.note}</p>`}
        <p class="faint">
          Recorded ${entry.recordedAt} by ${entry.recordedBy}, as entry ${entry.seq} of the ledger and${' '}
          ${entry.revision} of its stream. <a href=${addressOf(`${entryPath(entry.id)}/cite`, sight)}>Cite this entry</a>
        </p>
      </section>
      <section aria-labelledby="sources">
        <h2 id="sources">Sources</h2>
        ${sourcesOf(entry)}
      </section>
      ${entryHistory(told, shown)}
      ${entryCounts(told, shown)}
      ${entryProof(told)}`,
  };
}
