import type { EntryType } from '../../../events/catalog.ts';

/** What a field offers to choose from while somebody types. */
export type Offer = 'endorsers' | 'candidates' | 'categories' | 'stages' | 'ballots' | 'acts';

/** What a field is called, and how it is filled in. */
export interface Words {
  readonly label: string;
  readonly hint?: string;
  readonly offer?: Offer;
  /** Is it a text of several lines? */
  readonly long?: true;
  /** Is it seldom said? Then it stands with others of its kind, folded. */
  readonly seldom?: true;
  /** What a row of the list is called. */
  readonly row?: string;
  /** Has the list one row as a rule? Then no empty one stands beside it. */
  readonly mostlyOne?: true;
}

const DATE_HINT =
  'A day: 2010-07-14. By a day: [..2010-07-14]. Between two: [2010-06-27..2010-07-14]. A month: 2010-07.';
const SLUG_HINT = 'Lower-case letters, digits and hyphens; it stays for ever.';
const SHARE_HINT = 'Percent without a sign, as in 62.58.';
const ACT_HINT = 'The id of an entry that tells the act.';

const STAGE: Words = { label: 'Stage', offer: 'stages' };
const IDENTIFIERS: Words = { label: 'Outside identifiers', row: 'Identifier', seldom: true };
const REASON: Words = { label: 'Why', long: true, hint: 'In a sentence, for whoever checks it.' };
const SHARE: Words = { label: 'Share', hint: SHARE_HINT };

/** What fields are called: by type and name where it matters, else by name, rows left out of it. */
const WORDS: Readonly<Record<string, Words>> = {
  on: { label: 'When it happened', hint: DATE_HINT },
  note: { label: 'Note', long: true, seldom: true },
  why: REASON,
  sources: { label: 'Sources', row: 'Source', mostlyOne: true },
  'sources.url': { label: 'Address', hint: 'The web page that says so, with https://.' },
  'sources.publisher': { label: 'Publisher', hint: 'Who printed it, as in The Guardian.' },
  'sources.title': { label: 'Title', hint: 'The headline, or what the page is called.' },
  'sources.published': {
    label: 'Published',
    hint: 'A day, as in 2010-07-14; the same other forms.',
  },
  'sources.quote': {
    label: 'Quote',
    long: true,
    hint: 'The words that say so, 300 characters at most.',
  },
  'sources.retrieved': { label: 'Looked at', hint: 'A day, as in 2026-11-22.', seldom: true },
  'sources.archivedUrl': { label: 'Archived copy', hint: 'Its web address.', seldom: true },
  'sources.locator': { label: 'Where in it', hint: 'A page or a paragraph.', seldom: true },
  'sources.dateBasis': { label: 'How the day is known', seldom: true },
  'sources.sha256': { label: 'SHA-256 of its bytes', seldom: true },
  'data.endorser': { label: 'Endorser', offer: 'endorsers', hint: 'By name, or by slug.' },
  'data.candidate': { label: 'Candidate', offer: 'candidates', hint: 'By name, or by slug.' },
  'data.choices': { label: 'Choices', row: 'Choice', mostlyOne: true },
  'data.choices.candidate': {
    label: 'Candidate',
    offer: 'candidates',
    hint: 'By name, or by slug.',
  },
  'data.choices.rank': { label: 'Rank', hint: '1 is the first choice.' },
  'data.form': { label: 'In which form', hint: 'A recommendation is shown and not counted.' },
  'data.decidedBy': { label: 'Decided by', seldom: true },
  'data.ballot': { label: 'Ballot it came from', offer: 'ballots', seldom: true },
  'data.act': { label: 'Tells an act again', offer: 'acts', hint: ACT_HINT, seldom: true },
  'data.anew': { label: 'This is another act, beside one of the same kind', seldom: true },
  'data.replaces': {
    label: 'Replaces',
    offer: 'acts',
    hint: 'The act that ends by this one: a switch is one entry.',
    seldom: true,
  },
  'EndorsementWithdrawn:data.act': { label: 'Which endorsement', offer: 'acts', hint: ACT_HINT },
  'NominationWithdrawn:data.act': { label: 'Which nomination', offer: 'acts', hint: ACT_HINT },
  'data.stage': STAGE,
  'StageOpened:data.stage': { label: 'Slug of the stage', hint: SLUG_HINT },
  'data.opens': { label: 'Opens', hint: DATE_HINT },
  'data.closes': { label: 'Closes', hint: DATE_HINT },
  'data.rule': {
    label: 'Rule',
    hint: 'What a candidate needs, as JSON: {"atLeast": 33, "of": ["MP"]}, {"atLeastShare": "5", "of": ["CLP"]}, and several within {"anyOf": […]} or {"allOf": […]}.',
  },
  'data.category': { label: 'Category', offer: 'categories' },
  'data.size': { label: 'How many of them there are' },
  'data.winner': { label: 'Winner', offer: 'candidates' },
  'data.rounds': { label: 'Rounds', row: 'Round' },
  'data.rounds.round': { label: 'Number of the round' },
  'data.rounds.results': { label: 'Results', row: 'Result' },
  'data.rounds.results.candidate': { label: 'Candidate', offer: 'candidates' },
  'data.eligible': { label: 'Who could vote', hint: 'A number.' },
  'data.cast': { label: 'Votes cast', hint: 'A number.' },
  'data.turnout': { label: 'Turnout', hint: SHARE_HINT },
  'CandidateEntered:data.candidate': { label: 'Slug of the candidate', hint: SLUG_HINT },
  'data.name': { label: 'Name' },
  'data.sameAs': {
    label: 'Stood before as',
    offer: 'candidates',
    hint: 'The slug of whoever comes back after withdrawing.',
    seldom: true,
  },
  'data.identifiers': IDENTIFIERS,
  'data.reason': { label: 'Reason', long: true },
  'EndorserEnrolled:data.endorser': {
    label: 'Slug of the endorser',
    offer: 'endorsers',
    hint: 'Lower-case letters, digits and hyphens; the same endorser has the same slug in every contest.',
  },
  'data.nominates': { label: 'May it nominate?' },
  'data.affiliatedMembers': { label: 'Affiliated members', hint: 'A number.', seldom: true },
  'EndorserMerged:data.endorser': { label: 'This name', offer: 'endorsers', hint: 'A slug.' },
  'data.into': { label: 'is the same as', offer: 'endorsers', hint: 'The slug that stays.' },
  'data.why': REASON,
  'data.stance': { label: 'Stance' },
  'BallotResultReported:data.ballot': { label: 'Slug of the ballot', hint: SLUG_HINT },
  'data.body': { label: 'Who voted', hint: 'The body, as in Momentum.' },
  'data.question': { label: 'The question' },
  'data.method': { label: 'How they voted' },
  'data.options': { label: 'Options', row: 'Option' },
  'data.options.candidate': { label: 'Candidate', offer: 'candidates' },
  'data.options.share': SHARE,
  'data.rounds.results.share': SHARE,
  'data.shares': { label: 'Shares', row: 'Share' },
  'data.shares.candidate': { label: 'Candidate', offer: 'candidates' },
  'data.shares.share': SHARE,
  'data.pollster': { label: 'Pollster' },
  'data.population': { label: 'Whom it asked' },
  'data.sample': { label: 'How many it asked' },
  'data.of': { label: 'What was counted' },
  'data.cells': { label: 'Figures', row: 'Figure' },
  'data.cells.candidate': { label: 'Candidate', offer: 'candidates' },
  'data.cells.category': { label: 'Category', offer: 'categories' },
  'data.cells.value': { label: 'Number' },
  'data.undeclared': { label: 'Printed as yet to declare', row: 'Figure', seldom: true },
  'data.undeclared.category': { label: 'Category', offer: 'categories' },
  'data.undeclared.value': { label: 'Number' },
  'data.likelihood': { label: 'How likely' },
  'data.categories': { label: 'Categories of endorser', row: 'Category' },
  'data.categories.category': { label: 'Short name', hint: 'As in MP.' },
  'data.categories.name': { label: 'Whole name' },
  'data.categories.of': { label: 'Sums', row: 'Part', seldom: true },
  'data.seats': {
    label: 'Seats',
    hint: 'How many win, so how many one endorser may back; one where it is left out.',
    seldom: true,
  },
  'data.weighings': { label: 'Weighings in points', row: 'Weighing', seldom: true },
  'data.weighings.weighing': { label: 'Slug of the weighing', hint: SLUG_HINT },
  'data.weighings.name': { label: 'Whose points', hint: 'As in FiveThirtyEight.' },
  'data.weighings.points': { label: 'Points', row: 'Category' },
  'data.weighings.points.category': { label: 'Category', offer: 'categories' },
  'data.weighings.points.points': { label: 'Points of one endorser' },
  'data.title': { label: 'Title', hint: 'As in Labour Party leadership election, 2010.' },
  'data.entry': { label: 'Which entry', hint: 'Its id.' },
  'data.outcome': {
    label: 'Outcome',
    hint: 'Upheld, the claim counts again; rejected, it no longer does.',
  },
};

/** The names of fields, some with their type, that are called otherwise than they are spelt. */
export const WORDED: readonly string[] = Object.keys(WORDS);

/** A name in words: `affiliatedMembers` as "Affiliated members", `clp-affiliate` as it is. */
function spelt(step: string): string {
  const words = step.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The steps of a field's name without the rows of lists. */
const without = (name: string): string[] => name.split('.').filter((step) => !/^\d+$/.test(step));

/** What a field of the form of a type is called, by its whole name: `data.choices.0.candidate`. */
export function wordsFor(type: EntryType, name: string): Words {
  const steps = without(name);
  const plain = steps.join('.');
  return WORDS[`${type}:${plain}`] ?? WORDS[plain] ?? { label: spelt(steps.at(-1) ?? '') };
}

/** A value of a field with few values, in words. */
export const valueWords = (value: string): string => spelt(value).replaceAll('-', ' ');

/** The types of entry that people choose from, the commonest of each family first. */
export const TYPE_WORDS: Readonly<Record<EntryType, string>> = {
  EndorsementMade: 'An endorser backs a candidate',
  NominationMade: 'An endorser nominates a candidate',
  NeutralityDeclared: 'An endorser backs nobody',
  EndorsementWithdrawn: 'An endorsement ends',
  NominationWithdrawn: 'A nomination ends',
  EndorserEnrolled: 'An endorser is enrolled',
  EndorserMerged: 'Two names are one endorser',
  CandidateEntered: 'A candidate stands',
  CandidateWithdrew: 'A candidate withdraws',
  TallyReported: 'A table of counts was printed',
  ExpectationReported: 'An endorser is expected to back a candidate',
  BallotResultReported: 'A body voted',
  PollPublished: 'A poll was published',
  StageOpened: 'A stage opens',
  ElectorateStated: 'How many of a category there are',
  ContestResultDeclared: 'The contest was decided',
  ContestOpened: 'The contest opens',
  EntryCorrected: 'An entry is corrected',
  EntryStruck: 'An entry never happened',
  EntryDisputed: 'An entry is disputed',
  DisputeResolved: 'A dispute is resolved',
  PayloadErased: 'An entry is erased by law',
};

/** What the families of types are called, in the order of a list. */
export const FAMILY_WORDS = {
  act: 'Acts',
  endorser: 'Endorsers',
  candidate: 'Candidates',
  report: 'Reports',
  vote: 'Votes and polls',
  contest: 'The contest',
  record: 'The record',
} as const;
