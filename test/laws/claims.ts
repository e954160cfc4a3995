/** Drafts of claims: what random histories say about the world. */
import { type Dated, sources, written } from './dates.ts';
import {
  CONTEST,
  candidateName,
  candidateOf,
  categoryName,
  chosen,
  type Data,
  endorserName,
  everyCategory,
  type Move,
  type Placed,
  type Sent,
  type Setup,
  type Sheet,
  stageName,
} from './sheet.ts';

export type Drafted = { readonly sent: Sent; readonly day: number } | undefined;
export type Drafter = (move: Move, sheet: Sheet) => Drafted;

/** A claim about the contest, dated and told as the move says. */
export function claim(type: string, move: Move, data: Data, dated: Dated = move): Drafted {
  const on = written(dated);
  const told = sources({ said: move.said, lag: move.lag, day: dated.day });
  return { sent: { contest: CONTEST, type, on, data, sources: told }, day: dated.day };
}

const OPEN = { said: 0, lag: 0, span: 5 };

/** The opening of the contest. */
export function opened(setup: Setup): Drafted {
  const plain = everyCategory({ ...setup, sum: false });
  const categories: object[] = plain.map((category) => ({ category, name: `${category}s` }));
  if (setup.sum) categories.push({ category: 'ALL', name: 'All', of: plain.slice(0, 2) });
  const seats = setup.seats === 1 ? {} : { seats: setup.seats };
  const data = {
    title: 'Leader, 2020',
    office: 'Leader',
    organisation: 'The Party',
    categories,
    ...seats,
  };
  const dated = { day: setup.openDay, form: setup.openForm, span: OPEN.span };
  const told = sources({ ...OPEN, day: setup.openDay });
  const on = written(dated);
  return {
    sent: { contest: CONTEST, type: 'ContestOpened', on, data, sources: told },
    day: setup.openDay,
  };
}

/** A candidate enters; the same one always with the same data. */
export function entered(setup: Setup, move: Move): Drafted {
  const candidate = candidateName(setup, move.whom);
  return claim('CandidateEntered', move, { candidate, name: candidate.toUpperCase() });
}

export function enrolled(setup: Setup, move: Move): Drafted {
  const endorser = endorserName(setup, move.who);
  const category = categoryName(setup, setup.categories[move.who % 6] ?? 0);
  const data = { endorser, name: endorser.toUpperCase(), category, nominates: true };
  return claim('EndorserEnrolled', move, data);
}

export function stageOpened(setup: Setup, move: Move): Drafted {
  const rule = { atLeast: 1, of: [categoryName(setup, move.who)] };
  return claim('StageOpened', move, { stage: stageName(move.which), name: 'A stage', rule });
}

/** Sometimes a name beside the usual ones: a candidate or endorser who comes late. */
const frame: Drafter = (move, sheet) => {
  const setup = { ...sheet.setup, candidates: 4, endorsers: 6 };
  const drafts = [entered, enrolled, stageOpened];
  return drafts[move.bits % 3]?.(setup, move);
};

const choices = (candidate: string) => [{ candidate, rank: 1 }];

/** What a claim of an act says besides whom: the same for both kinds and both versions. */
function backing(kind: string, move: Move, candidate: string, more: Data, sheet: Sheet): Data {
  const endorser = more.endorser ?? endorserName(sheet.setup, move.who);
  if (kind === 'EndorsementMade') {
    return { choices: choices(candidate), form: 'endorsement', ...more, endorser };
  }
  const stages = sheet.of('StageOpened').map((each) => String(each.data.stage));
  const stage = move.bits & 4 ? chosen(stages, move.other) : undefined;
  return { candidate, ...(stage === undefined ? {} : { stage }), ...more, endorser };
}

const anew = (move: Move): Data => (move.bits % 8 < 5 ? { anew: true } : {});

const made =
  (kind: string): Drafter =>
  (move, sheet) => {
    const candidate = candidateName(sheet.setup, move.whom);
    const data = backing(kind, move, candidate, anew(move), sheet);
    if (kind === 'EndorsementMade' && move.bits === 40) return ofVersion1(move, data, candidate);
    return claim(kind, move, data);
  };

function ofVersion1(move: Move, { endorser, ...rest }: Data, candidate: string): Drafted {
  const data = { endorser, candidate, ...(rest.anew === true ? { anew: true } : {}) };
  const draft = claim('EndorsementMade', move, data);
  return draft && { ...draft, sent: { ...draft.sent, version: 1 } };
}

/** A date about another happening's: mostly one that both may share. */
const near = (move: Move, target: Placed): Dated =>
  move.bits % 4 === 0
    ? move
    : { day: Math.max(0, target.day - (move.lag % 6)), span: move.span, form: move.form };

/** A date after another happening's, mostly. */
const later = (move: Move, target: Placed): Dated =>
  move.bits % 8 === 0 ? move : { ...move, day: Math.max(target.day, move.day) };

const retold: Drafter = (move, sheet) => {
  const root = chosen(sheet.roots(), move.which);
  const candidate = root && candidateOf(root.data);
  if (root === undefined || candidate == null) return undefined;
  const { stage, endorser } = root.data;
  const same = stage !== undefined && move.bits & 8 ? { stage } : {};
  const more = { ...same, endorser, act: root.id };
  const data = backing(root.sent.type, move, candidate, more, sheet);
  return claim(root.sent.type, move, data, near(move, root));
};

const switched: Drafter = (move, sheet) => {
  const replaced = chosen(sheet.claims(), move.which);
  if (replaced === undefined) return undefined;
  const { endorser } = replaced.data;
  const candidate = candidateName(sheet.setup, move.whom);
  const more = { endorser, replaces: replaced.id, ...anew(move) };
  const data = backing(replaced.sent.type, move, candidate, more, sheet);
  return claim(replaced.sent.type, move, data, later(move, replaced));
};

const withdrawn: Drafter = (move, sheet) => {
  const target = chosen(sheet.claims(), move.which);
  if (target === undefined) return undefined;
  const type = target.sent.type.replace('Made', 'Withdrawn');
  const draft = claim(type, move, { act: target.id }, later(move, target));
  if (draft === undefined || move.bits % 6 !== 5) return draft;
  const { on: _, ...undated } = draft.sent;
  return { ...draft, sent: undated };
};

const left: Drafter = (move, sheet) =>
  claim('CandidateWithdrew', move, { candidate: candidateName(sheet.setup, move.whom) });

export const STANCE_NAMES = ['neutral', 'declined', 'barred', 'undecided'] as const;

const stance: Drafter = (move, sheet) =>
  claim('NeutralityDeclared', move, {
    endorser: endorserName(sheet.setup, move.who),
    stance: STANCE_NAMES[move.which % 4],
  });

/** A printed table of one or two cells, sometimes with who is yet to declare. */
export function tallyData(move: Move, sheet: Sheet): Data {
  const categories = everyCategory(sheet.setup);
  const cell = (which: number, value: number) => ({
    candidate: candidateName(sheet.setup, which),
    category: chosen(categories, move.other),
    value,
  });
  const of = ['nominations', 'endorsements', 'acts'][move.which % 3];
  const stages = sheet.of('StageOpened').map((each) => each.data.stage);
  const stage = move.bits & 16 ? chosen(stages, move.other) : undefined;
  const left = [{ category: chosen(categories, move.who), value: move.span }];
  return {
    of,
    cells: [cell(move.whom, move.lag % 7), cell(move.whom + 1, move.span % 5)],
    ...(stage === undefined ? {} : { stage }),
    ...(move.bits & 32 ? { undeclared: left } : {}),
  };
}

/** Papers of one day often print the same table. */
const SUNDAY = { day: 18, span: 0, form: 0, said: 0, lag: 0 };

const tally: Drafter = (move, sheet) => {
  const printed = move.bits % 3 === 0 ? move : { ...move, ...SUNDAY };
  return claim('TallyReported', printed, tallyData(move, sheet));
};

const electorate: Drafter = (move, sheet) =>
  claim('ElectorateStated', move, {
    category: chosen(everyCategory(sheet.setup), move.who),
    size: move.span,
  });

/** What is shown and never counted. */
const shown: Drafter = (move, { setup }) => {
  const candidate = candidateName(setup, move.whom);
  const second = { candidate: candidateName(setup, move.whom + 1), rank: 1 };
  const endorser = endorserName(setup, move.who);
  const drafts: readonly (readonly [string, Data])[] = [
    ['ExpectationReported', { endorser, candidate, likelihood: 'likely' }],
    ['EndorsementMade', { endorser, choices: choices(candidate), form: 'recommendation' }],
    [
      'EndorsementMade',
      { endorser, choices: [...choices(candidate), second], form: 'endorsement' },
    ],
    [
      'PollPublished',
      { pollster: 'P', population: 'members', shares: [{ candidate, share: '5' }] },
    ],
    [
      'BallotResultReported',
      {
        ballot: 'b',
        body: 'B',
        question: 'Who?',
        method: 'plurality',
        options: [{ option: candidate, candidate, votes: 5 }],
      },
    ],
    ['ContestResultDeclared', { winner: candidate, rounds: [] }],
  ];
  const [type, data] = chosen(drafts, move.which) ?? [];
  return type === undefined || data === undefined ? undefined : claim(type, move, data);
};

/** The kinds of claims, and how often each is drawn. */
export const CLAIMS: readonly (readonly [number, Drafter])[] = [
  [15, made('EndorsementMade')],
  [13, made('NominationMade')],
  [9, retold],
  [9, switched],
  [11, withdrawn],
  [5, left],
  [8, stance],
  [5, tally],
  [3, electorate],
  [3, frame],
  [3, shown],
];
