import { html } from 'htm/preact';
import type { PrintedFigure, Silence } from '../../projections/silence.ts';
import { listed } from '../interchange/rows/undeclared.ts';
import { type Names, nameIn } from '../ledger/queries/names.ts';
import type { UndeclaredList } from '../ledger/queries/undeclared.ts';
import { behindUndeclared } from './behind-number.ts';
import { endorserLink } from './called.ts';
import { type PartShown, partFrame } from './contest-part.ts';
import type { PageFrame } from './document.ts';
import { entryLink } from './entry-links.ts';
import { numberText, rangeText } from './numbers.ts';
import { SilentMenu } from './row-menu.ts';
import type { Sight } from './sight.ts';
import { whenText } from './when.ts';

interface Telling {
  readonly answer: UndeclaredList;
  /** The whole answer, where the other is a part of it. */
  readonly whole: UndeclaredList;
  readonly names: Names;
  readonly sight: Sight;
}

const BASES: Readonly<Record<Silence['basis'], string>> = {
  tally: 'by a printed table',
  electorate: 'by how many there are',
  unknown: 'no source says how many there are',
};

/** Each list of those who have not declared, by what is known of them. */
const GROUPS: Readonly<Record<string, string>> = {
  silent: 'silent: nothing is known of them by then',
  'perhaps declared': 'perhaps declared, on an uncertain date',
  lapsed: 'lapsed: their candidate has left',
};

const printedBy = ({ on, entry }: PrintedFigure, sight: Sight) =>
  html`${whenText(on)} ${entryLink(entry, sight)}`;

const sizeCell = ({ size, sizes }: Silence, sight: Sight) => html`<td data-label="of" class="n">
  ${size === null ? html`<span class="none">not said</span>` : rangeText(size)}
  ${sizes.map(
    (figure) => html`<small>${numberText(figure.value)}, ${printedBy(figure, sight)}</small>`,
  )}
</td>`;

const printedCell = (
  { printed, completeAsOf }: Silence,
  sight: Sight,
) => html`<td data-label="printed">
  ${
    printed === null
      ? html`<span class="none">nothing</span>`
      : html`${numberText(printed.value)} left, ${printedBy(printed, sight)}`
  }
  ${completeAsOf === null ? null : html`<small>complete: all had declared ${printedBy(completeAsOf, sight)}</small>`}
</td>`;

function categoryRow(silence: Silence, { answer, sight }: Telling) {
  const { category, name, undeclared, basis, named, unnamed } = silence;
  return html`<tr>
    <th scope="row">${category} <small>${name}</small></th>
    <td data-label="yet to declare" class="n">
      ${
        undeclared === null
          ? html`<span class="none">not known</span>`
          : html`<a class="count" href=${behindUndeclared(answer.contest, sight, category)}>
              ${numberText(undeclared)}
            </a>`
      }
      <small>${BASES[basis]}</small>
    </td>
    ${sizeCell(silence, sight)}
    <td data-label="known by name" class="n">
      ${numberText(named)}
      ${unnamed === null ? null : html`<small>${rangeText(unnamed)} not named</small>`}
    </td>
    ${printedCell(silence, sight)}
  </tr>`;
}

/** Those known by name who have not declared, kept apart by what is known of them. */
function categorySection(silence: Silence, { answer, whole, names, sight }: Telling) {
  const { contest } = answer;
  const counted = whole.categories.find(({ category }) => category === silence.category) ?? silence;
  const counts = Map.groupBy(listed(counted), ({ how }) => how);
  const all = listed(silence);
  if (all.length === 0) return null;
  return html`<section>
    <h3>${silence.name}</h3>
    <dl class="silent">
      ${[...Map.groupBy(all, ({ how }) => how)].map(
        ([how, some]) => html`<dt>${(counts.get(how) ?? some).length} ${GROUPS[how] ?? how}</dt>
          <dd>
            <ul>
              ${some.map(
                ({
                  endorser,
                  on,
                  entry,
                }) => html`<li class=${how.startsWith('perhaps') ? 'possible' : 'sure'}>
                  ${endorserLink(names, endorser, sight)}
                  ${entry === null ? null : html` <small>${whenText(on)} ${entryLink(entry, sight)}</small>`}
                  ${' '}<${SilentMenu} contest=${contest} endorser=${endorser} name=${nameIn(names.endorsers, endorser)} />
                </li>`,
              )}
            </ul>
          </dd>`,
      )}
    </dl>
  </section>`;
}

/** The page of who has not declared: by number, and by name where they are known. */
export function undeclaredPage(shown: PartShown<UndeclaredList>, sight: Sight): PageFrame {
  const { answer, whole = answer, names } = shown;
  const { categories, clocks } = answer;
  const telling = { answer, whole, names, sight };
  const sections = categories.map((each) => categorySection(each, telling));
  const body = html`<div class="wide"><table class="list">
      <caption>How many have yet to declare on ${clocks.asOf}</caption>
      <thead><tr>
        <th scope="col">Endorsers</th>
        <th scope="col" class="n">Yet to declare</th>
        <th scope="col" class="n">Of</th>
        <th scope="col" class="n">Known by name</th>
        <th scope="col">Last printed</th>
      </tr></thead>
      <tbody>${categories.map((each) => categoryRow(each, telling))}</tbody>
    </table></div>
    <h2>By name</h2>
    ${
      sections.every((each) => each === null)
        ? html`<p class="empty">All whom this ledger knows by name had declared by ${clocks.asOf}.</p>`
        : sections
    }`;
  return partFrame(
    shown,
    {
      part: 'undeclared',
      body: categories.length === 0 ? null : body,
      sources: answer.sources,
      empty: 'No source that counts here says which kinds of endorser this contest has.',
    },
    sight,
  );
}
