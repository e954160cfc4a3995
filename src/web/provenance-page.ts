import { html } from 'htm/preact';
import type { ProvenFigure } from '../../projections/provenance.ts';
import { type AskedAny, isCell } from '../interchange/rows/provenance.ts';
import { nameIn } from '../ledger/queries/names.ts';
import type { AskedCell, AskedUndeclared } from '../ledger/queries/provenance.ts';
import { endorserLink } from './called.ts';
import { clocksText } from './clocks.ts';
import { contestNav } from './contest-nav.ts';
import type { PageFrame } from './document.ts';
import { entryLink, entryLinks } from './entry-links.ts';
import { numberText } from './numbers.ts';
import { partAsked, partLinks, partLinksBelow } from './part-of-rows.ts';
import { policyText } from './policy-words.ts';
import { type Backer, claimsOf, claimsTable } from './provenance-claims.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';
import { sourceBrief } from './source-list.ts';
import { whenText } from './when.ts';

/** What the page of a number shows. */
export interface NumberShown {
  readonly answer: AskedAny;
  /** The part of those behind it that is asked for. */
  readonly part?: string | undefined;
  /** What the candidates are called, by slug. */
  readonly candidates: Readonly<Record<string, string>>;
  /** Was a checkpoint signed, so that a bundle can prove the number? */
  readonly signed: boolean;
}

const standOf = ({ stand, lapsed }: AskedCell['endorsers'][number]): string =>
  [...(stand === 'none' ? [] : [stand]), ...(lapsed ? ['lapsed'] : [])].join(', ');

/** Whose claims are behind a number. */
const backersOf = (answer: AskedAny): Backer[] =>
  isCell(answer)
    ? answer.endorsers.map((each) => ({ ...each, stand: standOf(each), stances: [] }))
    : answer.declared.map((each) => ({
        ...each,
        stand: each.since ? 'declared since' : 'declared',
      }));

const figureItem = (answer: AskedAny, what: string, figure: ProvenFigure, sight: Sight) => html`<li>
  <b>${figure.value}</b> ${what} ${whenText(figure.on)}${' '}${entryLink(figure.entry, sight)}
  ${(answer.sources[figure.entry] ?? []).map((source) => html` <small>${sourceBrief(source)}</small>`)}
</li>`;

/** So many names at most stand in a sentence; all stand with their claims. */
const MOST_PEOPLE = 60;

const people = (answer: AskedAny, slugs: readonly string[], sight: Sight) =>
  html`${slugs
    .slice(0, MOST_PEOPLE)
    .map(
      (slug, index) =>
        html`${index > 0 ? ', ' : ''}${endorserLink({ endorsers: answer.names }, slug, sight)}`,
    )}${slugs.length > MOST_PEOPLE ? ` and ${numberText(slugs.length - MOST_PEOPLE)} more` : null}`;

function cellSum(answer: AskedCell, sight: Sight) {
  const { certain, possible, lapsed } = answer.cell;
  const { value, basis, printed, others, came, went } = answer.best;
  return html`<p class="lead">${certain} certain, ${possible} possible, ${lapsed} lapsed, by name.</p>
    <p>
      Best number <b>${value}</b>:
      ${basis === 'printed' ? ' what was printed, and who came and went by name since.' : ' those who are certain by name.'}
    </p>
    <ul>
      ${printed === null ? null : figureItem(answer, 'printed', printed, sight)}
      ${others.map((figure) => figureItem(answer, 'printed too', figure, sight))}
      ${came.length === 0 ? null : html`<li>Came since: ${people(answer, came, sight)}</li>`}
      ${went.length === 0 ? null : html`<li>Went since: ${people(answer, went, sight)}</li>`}
    </ul>`;
}

function undeclaredSum(answer: AskedUndeclared, sight: Sight) {
  const { undeclared, size, otherSizes, printed, others, declared } = answer;
  const since = declared.filter((each) => each.since).length;
  const { value, basis } = undeclared;
  return html`<p class="lead">
      ${value === null ? 'Unknown: no source says how many there are.' : `${value} yet to declare.`}
    </p>
    ${basis === 'tally' ? html`<p>What was printed, less ${since} who declared by name since.</p>` : null}
    ${basis === 'electorate' ? html`<p>All who could, less ${declared.length} who have declared by name.</p>` : null}
    <ul>
      ${size === null ? null : figureItem(answer, 'in all', size, sight)}
      ${otherSizes.map((figure) => figureItem(answer, 'in all, by another source,', figure, sight))}
      ${printed === null ? null : figureItem(answer, 'printed as yet to declare', printed, sight)}
      ${others.map((figure) => figureItem(answer, 'printed too', figure, sight))}
    </ul>`;
}

const KINDS = {
  dates: 'the days of one act cannot all be true',
  'withdrawal-dates': 'the days of one withdrawal cannot all be true',
  acts: 'it cannot have backed both at once',
  stance: 'it took a stance while an act certainly stood',
} as const;

/** More than a contest has seats. */
const MANY = 'it cannot have backed all of them at once';

const conflictsOf = (answer: AskedCell, candidates: NumberShown['candidates'], sight: Sight) =>
  answer.conflicts.length === 0
    ? null
    : html`<section aria-labelledby="conflicts">
        <h2 id="conflicts">Claims that contradict</h2>
        <ul>${answer.conflicts.map(({ kind, endorser, candidates: whom, entries }) => {
          const named = whom.map((each) => nameIn(candidates, each)).join(', ');
          const many = kind === 'acts' && whom.length > 2;
          return html`<li>
            ${endorser === null ? null : people(answer, [endorser], sight)} (${named}): ${many ? MANY : KINDS[kind]}:${' '}
            ${entryLinks(entries, sight)}
          </li>`;
        })}</ul>
      </section>`;

/** How many claims of the same number other clocks show, with a link to each such clock. */
function hiddenNotice({ hidden }: AskedAny, at: string, sight: Sight, number: object) {
  const { byReportedBy, byKnownAt, byEither } = hidden;
  if (byEither === 0) return null;
  const lifted = (more: object, text: string) =>
    html`<a href=${addressOf(at, sight, more, number)}>${text}</a>`;
  return html`<p class="notice">
    Other clocks show ${byEither} more ${byEither === 1 ? 'claim' : 'claims'}:${' '}
    ${lifted({ reportedBy: null }, `${byReportedBy} published later`)},${' '}
    ${lifted({ knownAt: null }, `${byKnownAt} recorded later`)},${' '}
    ${lifted({ reportedBy: null, knownAt: null }, `${byEither} in all`)}.
  </p>`;
}

/** So many claims at most stand on a page. */
const MOST_CLAIMS = 130;

/** The page of a number: every claim behind it, and what each does to it. Refuses, as BadQuestion, a part that there is not. */
export function provenancePage(shown: NumberShown, sight: Sight): PageFrame {
  const { answer, candidates, signed } = shown;
  const backers = backersOf(answer);
  const part = partAsked(backers, shown.part, { most: MOST_CLAIMS, weigh: claimsOf });
  const { contest, category, clocks, policy, digest } = answer;
  const cell = isCell(answer);
  const title = answer.title ?? contest;
  const number = cell
    ? { candidate: answer.candidate, category }
    : { undeclared: 'true', category };
  const what = cell
    ? `${category} for ${nameIn(candidates, answer.candidate)}`
    : `${category} yet to declare`;
  const at = contestPath(contest, 'provenance');
  return {
    title: `${what}, ${title}`,
    trail: [
      { name: title, at: addressOf(contestPath(contest), sight) },
      { name: what, at: addressOf(at, sight, number) },
    ],
    main: html`<h1>${what}: what is behind the number</h1>
      <p class="clocks" role="status">${clocksText(clocks)} ${policyText(policy)}</p>
      ${contestNav(contest, sight, 'provenance')}
      ${hiddenNotice(answer, at, sight, number)}
      ${cell ? cellSum(answer, sight) : undeclaredSum(answer, sight)}
      <section aria-labelledby="claims">
        <h2 id="claims">Claims</h2>
        ${partLinks(part, at, sight, number)}
        ${claimsTable(answer, backers, part.rows, sight)}
        ${partLinksBelow(part, at, sight, number)}
      </section>
      ${cell ? conflictsOf(answer, candidates, sight) : null}
      ${
        cell && signed
          ? html`<p><a href=${addressOf(`/api/v1${contestPath(contest, 'bundle')}`, sight, number)}>Evidence for this number in one file, checked offline</a></p>`
          : null
      }
      <p class="digest">Digest of the standings <code>${digest}</code></p>`,
  };
}
