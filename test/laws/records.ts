/** Drafts of record entries and merges: what random histories say about the record itself. */
import { CLAIMS, type Drafted, type Drafter, STANCE_NAMES, tallyData } from './claims.ts';
import { sources, written } from './dates.ts';
import {
  CONTEST,
  candidateName,
  categoryName,
  chosen,
  type Data,
  endorserName,
  type Move,
  type Placed,
  type Sheet,
  stageName,
} from './sheet.ts';

const why = 'The record was wrong.';

/** A record entry in the stream of what it names, one in three with sources of its own. */
function record(type: string, target: Placed, move: Move, data: Data): Drafted {
  const own = move.lag % 3 === 0 ? { sources: sources(move) } : {};
  const { contest } = target.sent;
  return { sent: { contest, type, data: { entry: target.id, why, ...data }, ...own }, day: 0 };
}

type Change = (data: Data, move: Move, sheet: Sheet) => Data;

const without = (data: Data, ...keys: readonly string[]): Data =>
  Object.fromEntries(Object.entries(data).filter(([key]) => !keys.includes(key)));

function otherCandidate(data: Data, move: Move, { setup }: Sheet): Data {
  const candidate = candidateName(setup, move.whom);
  if (typeof data.candidate === 'string') return { ...data, candidate };
  return { ...data, choices: [{ candidate, rank: 1 }] };
}

const otherEndorser: Change = (data, move, { setup }) => ({
  ...data,
  endorser: endorserName(setup, move.who),
});

/** Tells another act, or begins one of its own. */
function otherAct(data: Data, move: Move, sheet: Sheet): Data {
  const act = chosen(sheet.roots(), move.other)?.id;
  const rest = without(data, 'act', 'anew');
  return data.act !== undefined || act === undefined ? { ...rest, anew: true } : { ...rest, act };
}

function otherReplaced(data: Data, move: Move, sheet: Sheet): Data {
  if (data.replaces !== undefined) return without(data, 'replaces');
  const mine = sheet.claims().filter((each) => each.data.endorser === data.endorser);
  return { ...data, replaces: chosen(mine, move.other)?.id ?? data.replaces };
}

function otherForm(data: Data): Data {
  if (data.form === undefined) return data;
  if (data.form === 'recommendation') return { ...data, form: 'endorsement' };
  return { ...without(data, 'act', 'anew', 'replaces'), form: 'recommendation' };
}

function otherStage(data: Data, move: Move): Data {
  if (data.form !== undefined) return data;
  return data.stage === undefined
    ? { ...data, stage: stageName(move.other) }
    : without(data, 'stage');
}

const ofAct: Change = (data, move, sheet) => {
  const changes: readonly Change[] = [
    otherCandidate,
    otherCandidate,
    otherEndorser,
    otherAct,
    otherReplaced,
    otherForm,
    otherStage,
  ];
  return chosen(changes, move.other)?.(data, move, sheet) ?? data;
};

const ofEnd: Change = (_, move, sheet) => ({ act: chosen(sheet.claims(), move.other)?.id });

/** With a sum of the first two categories where there was none, and without where there was. */
function otherCategories(data: Data): Data {
  const categories = data.categories as { category: string; of?: string[] }[];
  const plain = categories.filter((each) => each.of === undefined);
  if (plain.length < categories.length) return { ...data, categories: plain };
  const of = plain.slice(0, 2).map((each) => each.category);
  return { ...data, categories: [...plain, { category: 'ALL', name: 'All', of }] };
}

const CHANGES: Readonly<Record<string, Change>> = {
  EndorsementMade: ofAct,
  NominationMade: ofAct,
  EndorsementWithdrawn: ofEnd,
  NominationWithdrawn: ofEnd,
  NeutralityDeclared: (data, move, sheet) =>
    move.bits & 1
      ? otherEndorser(data, move, sheet)
      : { ...data, stance: STANCE_NAMES[move.other % 4] },
  CandidateWithdrew: (_, move, { setup }) => ({ candidate: candidateName(setup, move.whom) }),
  TallyReported: (_, move, sheet) => tallyData(move, sheet),
  ElectorateStated: (data, move) => ({ ...data, size: move.span }),
  EndorserEnrolled: (data, move, sheet) =>
    move.bits & 1
      ? otherEndorser(data, move, sheet)
      : { ...data, category: categoryName(sheet.setup, move.other) },
  CandidateEntered: (data, move, { setup }) =>
    move.bits & 1
      ? { ...data, candidate: candidateName({ ...setup, candidates: 4 }, move.whom) }
      : { ...data, name: `Name ${move.other}` },
  StageOpened: (data, move) =>
    move.bits & 1 ? { ...data, stage: stageName(move.other) } : { ...data, name: 'Other' },
  ContestOpened: (data, move) => {
    if (move.bits & 1) return otherCategories(data);
    return move.bits & 2
      ? { ...data, seats: 1 + (move.other % 3) }
      : { ...data, title: `Title ${move.other}` };
  },
  EndorserMerged: (data, move, { setup }) =>
    move.bits & 1
      ? { ...data, into: endorserName(setup, move.who) }
      : { ...data, endorser: endorserName(setup, move.who) },
};

/** What a correction of an entry puts in place: a date, data, sources, or two of them. */
function replacement(target: Placed, move: Move, sheet: Sheet): Data {
  const change = CHANGES[target.sent.type];
  const dated = target.sent.on !== undefined;
  const parts = move.bits % 8;
  const on = dated && (parts < 3 || parts === 6) ? { on: written(move) } : {};
  const data =
    change !== undefined && (parts === 3 || parts === 4 || parts === 6)
      ? { data: change(target.data, move, sheet) }
      : {};
  const cited = parts === 5 || parts === 7 || (parts < 3 && !dated);
  const said = { said: move.said + 3, lag: move.which % 16, day: move.day };
  return { ...on, ...data, ...(cited ? { sources: sources(said) } : {}) };
}

const correct =
  (targets: (sheet: Sheet) => readonly Placed[]): Drafter =>
  (move, sheet) => {
    const target = chosen(targets(sheet), move.which);
    if (target === undefined) return undefined;
    const draft = record('EntryCorrected', target, move, replacement(target, move, sheet));
    return draft && { ...draft, day: move.day };
  };

const strike =
  (targets: (sheet: Sheet) => readonly Placed[]): Drafter =>
  (move, sheet) => {
    const target = chosen(targets(sheet), move.which);
    return target && record('EntryStruck', target, move, {});
  };

const strikeable = (sheet: Sheet) =>
  sheet.all.filter(({ sent }) => !FRAMES.has(sent.type) && sent.contest !== null);

const FRAMES = new Set([
  'ContestOpened',
  'EntryDisputed',
  'DisputeResolved',
  'CandidateEntered',
  'EndorserEnrolled',
  'StageOpened',
]);

const dispute =
  (targets: (sheet: Sheet) => readonly Placed[]): Drafter =>
  (move, sheet) => {
    const target = chosen(targets(sheet), move.which);
    return target && record('EntryDisputed', target, move, {});
  };

/** Resolves a dispute, mostly one that is open. */
const resolve: Drafter = (move, sheet) => {
  const disputes = sheet.of('EntryDisputed', 'DisputeResolved');
  const open = disputes.filter(
    ({ sent }) =>
      disputes.findLast((each) => each.sent.data.entry === sent.data.entry)?.sent.type ===
      'EntryDisputed',
  );
  const target = sheet.get(chosen(open, move.which)?.sent.data.entry);
  const outcome = move.bits & 1 ? 'upheld' : 'rejected';
  return target && record('DisputeResolved', target, move, { outcome });
};

const merge: Drafter = (move, { setup }) => {
  const [endorser, into] = [move.who, move.whom].map((which) => endorserName(setup, which));
  if (endorser === into) return undefined;
  const data = { endorser, into, why };
  return { sent: { contest: null, type: 'EndorserMerged', data }, day: 0 };
};

const merges = (sheet: Sheet) => sheet.of('EndorserMerged');
const registered = (sheet: Sheet) =>
  sheet.all.filter(({ sent }) => sent.contest === null && sent.type !== 'EntryDisputed');

const contested = (sheet: Sheet) =>
  sheet.correctable().filter(({ sent }) => sent.contest === CONTEST);

/** What has been told of the world beside the frame. */
const toldOfWorld = (sheet: Sheet) => contested(sheet).filter(({ sent }) => !FRAMES.has(sent.type));

/** Every kind of entry that a history may hold after its frame, each as often as it is drawn. */
export const KINDS: readonly Drafter[] = (
  [
    ...CLAIMS,
    [12, correct(toldOfWorld)],
    [5, correct((sheet) => sheet.roots())],
    [3, correct(contested)],
    [6, strike(strikeable)],
    [2, strike((sheet) => sheet.of('EntryCorrected', 'EntryStruck'))],
    [1, strike((sheet) => sheet.all)],
    [7, dispute(toldOfWorld)],
    [3, dispute((sheet) => sheet.claims().filter(({ data }) => data.replaces !== undefined))],
    [1, dispute((sheet) => sheet.correctable())],
    [5, resolve],
    [5, merge],
    [1, correct(merges)],
    [2, strike(registered)],
  ] as const
).flatMap(([weight, drafter]) => Array.from({ length: weight }, () => drafter));
