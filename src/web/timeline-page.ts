import { html } from 'htm/preact';
import type { Effect, HappeningKind } from '../../projections/happening.ts';
import { effectSigns } from '../interchange/rows/timeline.ts';
import { type Names, nameIn } from '../ledger/queries/names.ts';
import type { Timeline } from '../ledger/queries/timeline.ts';
import { behindNumber, lastDayOf } from './behind-number.ts';
import { candidateCalled, candidatesCalled, endorserLink } from './called.ts';
import { type PartShown, partFrame } from './contest-part.ts';
import type { PageFrame } from './document.ts';
import { entryLinks } from './entry-links.ts';
import { ActMenu } from './row-menu.ts';
import { addressOf, contestPath, type Sight } from './sight.ts';
import { stanceWords } from './stance-words.ts';
import { whenText } from './when.ts';

type Told = Timeline['happenings'][number];

interface Telling {
  readonly contest: string;
  readonly names: Names;
  readonly sight: Sight;
}

const part = ({ contest, sight }: Telling, below: string, text: string) =>
  html`<a href=${addressOf(contestPath(contest, below), sight)}>${text}</a>`;

/** Who acts, by name. */
const who = ({ endorser, category }: Told, { names, sight }: Telling) =>
  endorser === null ? 'somebody' : endorserLink(names, endorser, sight, category);

/** For whom, by name. */
const whom = ({ candidate }: Told, { names }: Telling): string =>
  candidate === null ? 'somebody' : candidateCalled(names, candidate);

const INSTEAD = 'instead of ';

/** Instead of whom, or in which stage, an act was. */
function circumstances({ how }: Told, { names }: Telling): string {
  if (how === null) return '';
  if (!how.startsWith(INSTEAD)) return `, in stage ${how}`;
  return `, ${INSTEAD}${candidatesCalled(names, how.slice(INSTEAD.length).split(', '))}`;
}

const inStage = ({ how }: Told): string => (how === null ? '' : ` of stage ${how}`);

/** What happened, in words. */
const WORDS: Readonly<Record<HappeningKind, (told: Told, telling: Telling) => unknown>> = {
  opened: () => 'The contest opened',
  'stage-opened': (told, telling) => [
    part(telling, 'stages', `Stage ${told.how ?? ''}`),
    ' opened',
  ],
  entered: (told, telling) => `${whom(told, telling)} entered`,
  withdrew: (told, telling) => `${whom(told, telling)} withdrew`,
  endorsed: (told, telling) => [
    who(told, telling),
    ` endorsed ${whom(told, telling)}${circumstances(told, telling)}`,
  ],
  nominated: (told, telling) => [
    who(told, telling),
    ` nominated ${whom(told, telling)}${circumstances(told, telling)}`,
  ],
  ended: (told, telling) => [who(told, telling), `: ${told.how} of ${whom(told, telling)}`],
  neutral: (told, telling) => [who(told, telling), ` ${stanceWords(told.how)}`],
  tally: (told, telling) => [
    'A source printed ',
    part(telling, 'reconciliation', `figures${inStage(told)}`),
  ],
  ballot: (_, telling) => ['A body ', part(telling, 'ballots', 'voted')],
  poll: (_, telling) => ['A ', part(telling, 'ballots', 'poll'), ' was published'],
  expectation: (told, telling) => [
    who(told, telling),
    ' was ',
    part(telling, 'expectations', 'expected'),
    ` to back ${whom(told, telling)}`,
  ],
  result: (_, telling) => ['A ', part(telling, 'results', 'result'), ' was declared'],
};

/** A sign of an effect; of one that asks it is said that it is only possible. */
const signText = (sign: string, index: number) => [
  index > 0 ? ' ' : '',
  sign,
  sign.endsWith('?') ? html`<span class="hidden"> possibly</span>` : null,
];

/** What a happening did to one number: a link to what is behind it. */
function effectLink(effect: Effect, told: Told, { contest, names, sight }: Telling) {
  const signs = effectSigns(effect);
  if (signs.length === 0) return null;
  const { candidate, category } = effect;
  const own = candidate === told.candidate && category === told.category;
  const of = `${candidateCalled(names, candidate)} ${category} `;
  const maybe = effect.possible !== effect.certain;
  const day = lastDayOf(told.on);
  const asOf = day === undefined ? {} : { asOf: day };
  return html`${' '}<a
      class=${maybe ? 'count possible' : 'count'}
      href=${behindNumber(contest, sight, { candidate, category }, asOf)}
      ><span class=${own ? 'hidden' : 'of'}>${of}</span>${signs.map(signText)}</a
    >`;
}

/** What an editor may do about an act that began; its claims are corrected on pages of their own. */
function menuOf({ kind, endorser, entries }: Told, { names }: Telling) {
  const [entry] = entries;
  const begun = kind === 'endorsed' || kind === 'nominated';
  if (!begun || endorser === null || entry === undefined) return null;
  return html`${' '}<${ActMenu} entry=${entry} about=${nameIn(names.endorsers, endorser)} several />`;
}

const happeningItem = (told: Told, telling: Telling) => html`<li class=${told.kind}>
  ${WORDS[told.kind](told, telling)}
  ${told.effects.map((effect) => effectLink(effect, told, telling))}
  ${' '}<small>${entryLinks(told.entries, telling.sight)}</small>
  ${menuOf(told, telling)}
</li>`;

function daySection(on: string | null, happenings: readonly Told[], telling: Telling) {
  const { contest, sight } = telling;
  const day = lastDayOf(on);
  const text = whenText(on);
  return html`<section class="day">
    <h2>
      ${
        day === undefined
          ? text
          : html`<a href=${addressOf(contestPath(contest), sight, { asOf: day })}>${text}</a>`
      }
    </h2>
    <ol class="happenings">${happenings.map((each) => happeningItem(each, telling))}</ol>
  </section>`;
}

/** The page of all that happened in a contest by a day, in order, and what each thing changed. */
export function timelinePage(shown: PartShown<Timeline>, sight: Sight): PageFrame {
  const { contest, happenings } = shown.answer;
  const telling = { contest, names: shown.names, sight };
  // They come by their earliest and latest day, so that those of one date stand together.
  const days = [...Map.groupBy(happenings, (each) => each.on)];
  const body = html`<p class="faint">
      The newest comes last. “1→2” is the number of certain endorsers of the endorser’s category before and
      after, “+1?” is one that is only possible. A date leads to the standings of its last day.
    </p>
    ${days.map(([on, all]) => daySection(on, all, telling))}`;
  return partFrame(
    shown,
    {
      part: 'timeline',
      body: happenings.length === 0 ? null : body,
      empty: `Nothing happened by ${shown.answer.clocks.asOf} of which a source tells.`,
    },
    sight,
  );
}
