import type { RefusalCode } from '../ledger/refusals.ts';

/** When a problem comes, and what to do then: whole sentences. */
export type Meaning = readonly [means: string, remedy: string];

/** What the refusals of the ledger mean. */
export const OF_REFUSALS: Readonly<Record<RefusalCode, Meaning>> = {
  malformed: [
    'The body is JSON, but not what is taken here: a field is missing, unknown or holds what it cannot, a list holds no entry, or a contest is named by what can be no name.',
    'Correct each place that "errors" points to, and send the whole body again.',
  ],
  'too-large': [
    'The body, the list of entries or the payload of one entry is larger than the server takes; a payload has at most 32 KiB.',
    'Send fewer entries at a time, and cite long texts by URL and sha256.',
  ],
  'unknown-contest': [
    'Entries are appended to a contest that has not been opened.',
    'Correct the name of the contest, or append ContestOpened before any other entry of it.',
  ],
  'already-opened': [
    'ContestOpened is appended to a contest that is open; a contest is opened once, by its first entry.',
    'Correct that first entry with EntryCorrected, or open another contest under a name of its own.',
  ],
  'wrong-stream': [
    'The entry is of a type that does not lie in this stream: merges of endorsers lie in the register, since they hold in every contest, and all other claims in their contest.',
    'Append the entry to the stream that "detail" names.',
  ],
  'unknown-candidate': [
    'The entry names a candidate whom no entry of this contest that counts has entered.',
    'Correct the name, or append CandidateEntered first; it may come earlier in the same batch.',
  ],
  'already-entered': [
    'The candidate has entered this contest with other data; a second source must say the same as the first.',
    'Correct the entry in "candidates", or enter the candidate under a new slug, with sameAs for one who comes back.',
  ],
  'unknown-endorser': [
    'The entry names an endorser who is not enrolled in this contest, neither under this name nor under one merged with it. A merge names one whom no contest enrols.',
    'Correct the name, or append EndorserEnrolled to the contest first.',
  ],
  'already-enrolled': [
    'The endorser is enrolled in this contest under the same name and with other data; a second source must say the same as the first.',
    'Correct the enrolment in "candidates" with EntryCorrected, or send the data that it has.',
  ],
  'two-categories': [
    'The endorser would be of two categories in one contest, by a second enrolment or by a merge of two names; one endorser has one category there.',
    'Correct the enrolment that is wrong, or leave the two names unmerged where they are two endorsers.',
  ],
  'unknown-category': [
    'An enrolment, an electorate, a tally or the rule of a stage names a category that the contest does not have.',
    'Name one of the categories in "candidates", or correct ContestOpened so that it has this one.',
  ],
  'sum-category': [
    'The endorser is enrolled in a category that is the sum of others, and a sum has no endorsers of its own.',
    'Enrol the endorser in one of the categories in "candidates", which the sum adds up.',
  ],
  'unknown-stage': [
    'A nomination or a tally names a stage that no entry of this contest that counts has opened.',
    'Correct the name of the stage, or append StageOpened first; it may come earlier in the same batch.',
  ],
  'stage-closes-early': [
    'The stage closes certainly before it opens: its last possible closing day lies before its first possible opening day.',
    'Correct "opens" or "closes"; a day that the source leaves uncertain may stay so.',
  ],
  'unknown-act': [
    'The field act or replaces names what is no act of the right kind: no entry of this contest, an entry of another type, or an endorsement that is shown and not counted.',
    'Name a counted EndorsementMade where the entry is about an endorsement, and a NominationMade where it is about a nomination.',
  ],
  'act-mismatch': [
    'The claim says that it tells an act again, and does not: endorser, candidate or stage differ. Or it names a claim that itself tells an act again, or a correction would have a claim tell itself again.',
    'Name the claim that began the act, leave the field act out, or correct what differs.',
  ],
  'same-act-or-anew': [
    'The endorser has an act of this kind for this candidate already, and the claim does not say whether it tells that act again or another one; the ledger does not guess.',
    'Say "act" with the id of one in "candidates" where the claim tells it again, or "anew": true where it is another act.',
  ],
  'shown-only': [
    'The endorsement is shown and not counted, since it has not exactly one candidate at rank 1 or is no more than a recommendation; so it cannot name an act, begin one anew or replace one.',
    'Leave out act, anew and replaces, or correct choices and form where the source says more.',
  ],
  'replaces-mismatch': [
    'The claim replaces an act of another endorser, or one for the same candidate; a switch goes from one candidate to another.',
    'Name in replaces the act of the same endorser that this one ends, or leave the field out.',
  ],
  'replaces-cycle': [
    'With this entry an act would replace itself in the end; acts replace one another along a line, never in a circle.',
    'Tell a return to an earlier candidate as an act of its own, with "anew": true, or correct replaces.',
  ],
  'end-before-act': [
    'A withdrawal or a switch would lie certainly before the act that it ends: its last possible day is before the first possible day of that claim. A correction of either date can bring this about.',
    'Correct the date that is wrong; where both are, correct both in one batch, the one that makes room first.',
  ],
  'unknown-entry': [
    'A correction, a strike, a dispute, its resolution or an erasure names an entry that this stream does not hold.',
    'Correct the id, or append to the stream in which the entry lies: its contest, or the register.',
  ],
  'not-a-claim': [
    'A correction, a dispute or its resolution names an entry that is about the record itself, such as a correction or a strike.',
    'Name the claim itself; a correction or a strike that was wrong can be struck.',
  ],
  'not-strikeable': [
    'What is struck, or would be by a dispute that is resolved as rejected, must stay: the opening of a contest, a dispute, a resolution or the record of an erasure.',
    'Correct ContestOpened, append DisputeResolved for a dispute, or dispute the claim again where a resolution was wrong; the record of an erasure stays.',
  ],
  'in-use': [
    'The entry would take away an endorser, a candidate, a stage or a category that another entry still names.',
    'Correct or strike the entries that name it first, earlier in the same batch if they are to go together.',
  ],
  'bad-correction': [
    'The correction gives data that do not fit the type of the claim, a version that this type never had, or a day to a claim that has none.',
    'Give the whole data of the claim as they should be, in a version of its type, and "on" only where the type has it.',
  ],
  'no-open-dispute': [
    'A resolution names a claim that nobody disputes now.',
    'Append EntryDisputed first where there is a dispute, or leave the resolution out.',
  ],
  'already-merged': [
    'The endorser is merged into another name already, and a name is merged once.',
    'Strike or correct that merge, or merge the name into which it went.',
  ],
  'merge-cycle': [
    'With this entry merges of endorsers would go round in a circle, so that no name would stand for the others.',
    'Merge the names one way, and strike or correct the merge that goes back.',
  ],
  erased: [
    'An entry was erased by law: nothing can name it any more, its id is not taken again, and the key of a request that held it cannot be compared.',
    'Leave out what names it; send a claim that is still to be told under a new id, and a new request under a new key.',
  ],
  'not-erasable': [
    'The opening of a contest or the record of an erasure is to be erased; both must stay for the rest to make sense.',
    'Correct ContestOpened instead; the record of an erasure says the legal basis and is left as it is.',
  ],
  'erase-instead': [
    'PayloadErased is appended like a claim; an erasure removes bytes for good and is asked for by itself.',
    'POST the legalBasis to /api/v1/entries/{id}/erasure, or run hustings erase; strike the entry where it shall only stop counting.',
  ],
  'id-reused': [
    'The id stands for an entry that is stored with another body or in another stream, or two entries of the batch have it.',
    'Give the entry an id of its own; to change what is stored, append EntryCorrected.',
  ],
  'key-reused': [
    'The Idempotency-Key stands for another request of the same actor, which was answered; the key of an answered append is kept for ever.',
    'Give each request a key of its own, and send a key again only with the same contest and body.',
  ],
  'wrong-revision': [
    'The stream is not at the revision that the append expects: somebody else appended since, it is there already, or it is not there yet.',
    'Read what came between, which the problem lists, decide anew, and send the revision that the stream has now.',
  ],
  strict: [
    'The append would be accepted with warnings, and whoever sent it asked to have warnings refused (Prefer: handling=strict, or --strict).',
    'Check what "detail" doubts against the source; where it is right, append without strict, and it is recorded with its warnings.',
  ],
};
