import { html } from 'htm/preact';
import type { Counting } from '../../projections/provenance-entry.ts';
import type { EntryProvenance } from '../ledger/queries/entry-provenance.ts';
import { nameIn } from '../ledger/queries/names.ts';
import { clocksText } from './clocks.ts';
import type { FieldsShown } from './entry-fields.ts';
import { entryLink, withEntryLinks } from './entry-links.ts';
import { addressOf, contestPath } from './sight.ts';
import { datesInWords } from './when.ts';

/** Of these the number of those who have yet to declare goes by it. */
const UNDECLARED: readonly Counting['as'][] = ['stance', 'undeclared', 'size'];

/** The number in which an entry counts, as the page of a number is asked for it; undefined: in none. */
function numberOf({ as, candidate, category }: Counting) {
  if (category === null || as === 'frame' || as === 'shown') return undefined;
  if (candidate !== null) return { candidate, category };
  return UNDECLARED.includes(as) ? { undeclared: 'true', category } : undefined;
}

function countingItem(contest: string, counting: Counting, { names, sight }: FieldsShown) {
  const { as, candidate, category, how, why } = counting;
  const number = numberOf(counting);
  const whose = candidate === null ? null : `for ${nameIn(names.candidates, candidate)}`;
  const where = [category, whose].filter((each) => each !== null).join(' ');
  return html`<li>
    <b class=${how === 'possible' ? 'possible' : undefined}>${how === 'not' ? 'not counted' : how}</b> as ${as}${where === '' ? '' : ', '}${
      number === undefined
        ? where
        : html`<a href=${addressOf(contestPath(contest, 'provenance'), number)}>${where}</a>`
    }: ${withEntryLinks(datesInWords(why), sight)}
  </li>`;
}

/** In which standings of today an entry counts, and why or why not. */
export function entryCounts(told: EntryProvenance, shown: FieldsShown) {
  const { entry, counts, countsThrough, clocks, digest } = told;
  const { contest } = entry;
  if (contest === null || clocks === null) {
    return html`<section><h2>Where it counts</h2>
      <p>It lies in the register, which holds in every contest and has no standings.</p>
    </section>`;
  }
  return html`<section aria-labelledby="counts">
    <h2 id="counts">Where it counts</h2>
    <p class="faint">In today's standings, counting all acts. ${clocksText(clocks)}</p>
    ${
      countsThrough === null
        ? null
        : html`<p>It is a record about ${entryLink(countsThrough, shown.sight)}, which counts so:</p>`
    }
    ${
      counts.length === 0
        ? html`<p>Nowhere.</p>`
        : html`<ul>${counts.map((each) => countingItem(contest, each, shown))}</ul>`
    }
    <p class="digest">Digest of these standings <code>${digest}</code></p>
  </section>`;
}
