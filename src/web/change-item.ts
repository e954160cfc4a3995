import { html } from 'htm/preact';
import type { Change } from '../../projections/changes.ts';
import type { Reason } from '../../projections/reasons.ts';
import { type Names, nameIn } from '../ledger/queries/names.ts';
import { endorserLink } from './called.ts';
import { entryLinks } from './entry-links.ts';
import type { Sight } from './sight.ts';
import { datesInWords } from './when.ts';

/** The names that a list of changes is told with; a slug where there is none. */
export type NamesKnown = Pick<Names, 'candidates' | 'endorsers'>;

/** What happened to an endorser, in words, by the tag of its change. */
export const VERBS: Readonly<Record<Change['tag'], string>> = {
  gained: 'came',
  lost: 'left',
  switched: 'switched',
  lapsed: 'lapsed',
  confirmed: 'became certain',
  doubted: 'became uncertain',
};

/** Whom an endorser backs, in words. */
function backs(candidate: string | null, stand: string | null, { candidates }: NamesKnown) {
  if (candidate === null) return 'nobody';
  const name = nameIn(candidates, candidate);
  return stand === 'possible' ? html`<span class="possible">possibly ${name}</span>` : name;
}

/** Of these the text is the same for every change: it is told once, beside the list. */
const isGeneral = ({ tag }: Reason): boolean => tag === 'backdated' || tag === 'reported';

function whyText({ tag, text }: Reason): string {
  if (tag === 'happened') return text;
  return isGeneral({ tag, text, entries: [] }) ? tag : `${tag}: ${text}`;
}

/** Why, in words, with a link to each entry that says so. */
const why = (reason: Reason, sight: Sight) => html`<span class="why">
  ${datesInWords(whyText(reason))}${' '}${entryLinks(reason.entries, sight)}
</span>`;

/** A change between two moments as an item of a list. */
export const changeItem = (
  change: Change,
  sight: Sight,
  names: NamesKnown,
) => html`<li class=${change.tag}>
  <b>${VERBS[change.tag]}</b>${' '}
  ${endorserLink(names, change.endorser, sight, change.category)}:${' '}
  ${backs(change.before, change.was, names)} → ${backs(change.after, change.is, names)}
  ${change.because.map((reason) => why(reason, sight))}
</li>`;

/** What the words mean that stand for a reason of several changes. */
export function generalReasons(changes: readonly Change[]) {
  const told = new Map(
    changes
      .flatMap(({ because }) => because)
      .filter(isGeneral)
      .map(({ tag, text }) => [tag, text]),
  );
  return [...told].map(([tag, text]) => html`<p class="faint"><b>${tag}</b>: ${text}.</p>`);
}
