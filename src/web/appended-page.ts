import { html } from 'htm/preact';
import type { Entry } from '../../events/entry.ts';
import { lastDayOf } from './behind-number.ts';
import type { PageFrame } from './document.ts';
import { addressOf, contestPath, entryPath } from './sight.ts';
import { whenText } from './when.ts';

/** An entry that was just stored, for whoever stored it. */
export interface AppendedShown {
  readonly entry: Entry;
  /** What it says, in a sentence without its full stop. */
  readonly says: string;
  /** What its contest is called; null where it lies in the register. */
  readonly title: string | null;
}

/** The address of the form for another entry from the same source. */
function another({ contest, type, sources }: Entry): string {
  const [source] = sources;
  const query = Object.fromEntries(
    Object.entries(source ?? {}).map(([field, value]) => [`source.${field}`, value]),
  );
  const at = contest === null ? '/register/append' : contestPath(contest, 'append');
  // A record is about one entry; the next one of the source is a claim.
  return addressOf(
    at,
    type.startsWith('Entry') || type.startsWith('Dispute') ? {} : { type },
    query,
  );
}

/** The page after an entry was stored: what it is, and what to do next. */
export function appendedPage({ entry, says, title }: AppendedShown): PageFrame {
  const { id, contest, on, seq, revision, recordedAt, recordedBy } = entry;
  const day = lastDayOf(on);
  const place = contest === null ? [] : [{ name: title ?? contest, at: contestPath(contest) }];
  return {
    title: `Stored: ${says}`,
    trail: [...place, { name: `Entry ${id.slice(0, 8)}`, at: entryPath(id) }],
    main: html`<h1>Stored: ${says}${on === null ? '' : `, ${whenText(on)}`}.</h1>
      <p class="lead" role="status">
        It is entry ${seq} of the ledger and ${revision} of ${contest === null ? 'the register' : 'its contest'},
        recorded ${recordedAt} by ${recordedBy}.
      </p>
      <ul class="next">
        <li><a href=${entryPath(id)}>Entry <code>${id.slice(0, 8)}</code></a></li>
        ${contest === null ? null : html`<li><a href=${addressOf(contestPath(contest), { asOf: day })}>${title ?? contest}${day === undefined ? '' : ` on ${day}`}</a></li>`}
        <li><a href=${another(entry)}>Add another${entry.sources.length === 0 ? '' : ' from the same source'}</a></li>
        <li><a href=${`${entryPath(id)}/correct`}>Correct it</a></li>
      </ul>`,
  };
}
