import { html } from 'htm/preact';
import type { Effect, ProvenAct, ProvenClaim, Role } from '../../projections/provenance-claims.ts';
import type { AskedAny } from '../interchange/rows/provenance.ts';
import { nameIn } from '../ledger/queries/names.ts';
import { endorserLink } from './called.ts';
import { entryLink, entryLinks } from './entry-links.ts';
import { ActMenu, ClaimMenu } from './row-menu.ts';
import type { Sight } from './sight.ts';
import { sourceBrief } from './source-list.ts';
import { datesInWords, whenText } from './when.ts';

/** An endorser with the claims that count, or counted, in a number. */
export interface Backer {
  readonly endorser: string;
  readonly names: readonly string[];
  readonly category: string;
  /** How it stands, in a word or two. */
  readonly stand: string;
  readonly acts: readonly ProvenAct[];
  readonly stances: readonly {
    readonly entry: string;
    readonly stance: string;
    readonly on: string | null;
  }[];
}

const EFFECTS: Readonly<Record<Effect, string>> = {
  alone: 'the only claim of it',
  'sets-earliest': 'sets the earliest day',
  'sets-latest': 'sets the latest day',
  'sets-both': 'sets both the earliest and the latest day',
  agrees: 'agrees',
  contradicts: 'contradicts another claim of it',
  disputed: 'is disputed and settles nothing',
};

const ROLES: Readonly<Record<Role, string>> = {
  tells: 'tells it',
  withdraws: 'tells that it ended',
  replaces: 'tells what replaced it',
  'candidate-withdrew': 'tells that the candidate withdrew',
};

/** A row of the table: what a claim says of an act, or a stance. */
interface Told {
  readonly stands: string;
  readonly why: string;
  readonly says: string;
  readonly effect: string;
  readonly entry: string;
  readonly amendedBy: readonly string[];
  /** Does it tell that an act began? */
  readonly tellsAct: boolean;
}

function claimTold({ kind, stand, why }: ProvenAct, claim: ProvenClaim): Told {
  const { role, on, decidedBy, effect, entry, amendedBy } = claim;
  const decided =
    decidedBy === null || decidedBy === 'unknown'
      ? ''
      : `, decided by ${decidedBy.replaceAll('-', ' ')}`;
  return {
    stands: `${kind}, ${stand === 'not' ? 'not counted' : stand}`,
    why,
    says: `${ROLES[role]}: ${whenText(on)}${decided}`,
    effect: EFFECTS[effect],
    entry,
    amendedBy,
    tellsAct: role === 'tells',
  };
}

const rowsOf = ({ acts, stances }: Backer): Told[] => [
  ...acts.flatMap((act) => act.claims.map((claim) => claimTold(act, claim))),
  ...stances.map(({ entry, stance, on }) => ({
    stands: stance,
    why: 'it has declared',
    says: `tells it: ${whenText(on)}`,
    effect: '',
    entry,
    amendedBy: [],
    tellsAct: false,
  })),
];

/** What an editor may do about a claim. */
function menuOf({ names }: AskedAny, { endorser }: Backer, { tellsAct, entry, says }: Told) {
  const about = `${nameIn(names, endorser)} (${says})`;
  return html`<${tellsAct ? ActMenu : ClaimMenu} entry=${entry} about=${about} />`;
}

function rowOf(answer: AskedAny, backer: Backer, told: Told, sight: Sight) {
  const { stands, why, says, effect, entry, amendedBy } = told;
  return [
    html`<td data-label="stands">${stands}<small>${datesInWords(why)}</small></td>`,
    html`<td data-label="claim">${says}<small>${effect}</small></td>`,
    html`<td data-label="by">${(answer.sources[entry] ?? []).map(sourceBrief)}</td>`,
    html`<td data-label="entry">
      ${entryLink(entry, sight)}
      ${amendedBy.length === 0 ? null : html`<small>amended by ${entryLinks(amendedBy, sight)}</small>`}
      ${menuOf(answer, backer, told)}
    </td>`,
  ];
}

function backerRows(answer: AskedAny, backer: Backer, sight: Sight) {
  const { endorser, names, category, stand } = backer;
  const rows = rowsOf(backer);
  const others = names.filter((name) => name !== endorser);
  const possible = stand.startsWith('possible');
  return html`<tbody class=${possible ? 'maybe' : undefined}>${rows.map(
    (told, index) => html`<tr>
      ${
        index > 0
          ? null
          : html`<th scope="rowgroup" rowspan=${rows.length}>
              ${endorserLink({ endorsers: answer.names }, endorser, sight)}
              <small>${category}, <span class=${possible ? 'possible' : undefined}>${stand}</span></small>
              ${others.length === 0 ? null : html`<small>also ${others.join(', ')}</small>`}
            </th>`
      }
      ${rowOf(answer, backer, told, sight)}
    </tr>`,
  )}</tbody>`;
}

/** How many claims there are of an endorser: so much of a page it takes. */
export const claimsOf = (backer: Backer): number => rowsOf(backer).length;

/** Every claim behind a number, endorser by endorser, and what each does to it; of all endorsers, those of a part. */
export const claimsTable = (
  answer: AskedAny,
  backers: readonly Backer[],
  part: readonly Backer[],
  sight: Sight,
) =>
  backers.length === 0
    ? html`<p class="empty">No claim by name is behind this number at these clocks.</p>`
    : html`<div class="wide"><table class="list">
        <caption>
          ${backers.length} ${backers.length === 1 ? 'endorser' : 'endorsers'} by name${
            part.length < backers.length ? `, of whom ${part.length} stand here` : ''
          }
        </caption>
        <thead><tr>
          ${['Who', 'How the act stands', 'What the claim says', 'Source', 'Entry'].map(
            (head) => html`<th scope="col">${head}</th>`,
          )}
        </tr></thead>
        ${part.map((backer) => backerRows(answer, backer, sight))}
      </table></div>`;
