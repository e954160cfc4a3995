import type { Draft } from '../../../events/entry.ts';
import type { Source } from '../../../events/source.ts';
import type { StagedRow } from '../../store/staging.ts';
import type { MappedList } from '../intake/contest-rows.ts';
import type { RowProblem } from '../intake/outcome.ts';
import type { Framed } from '../mapping/row-mapper.ts';
import { type ActType, bare, type Copy, candidateIn, type Said } from './copy.ts';

/** A list that is a dated copy. */
export interface CopyList extends MappedList {
  readonly day: string;
  readonly source: Source;
  /** What stands for a day that a row does not give. */
  readonly undated: string;
}

/** A copy as it was read. */
export interface CopyRead extends Copy {
  /** What its file is called. */
  readonly name: string;
  /** How many rows it has. */
  readonly rows: number;
  readonly roll: ReadonlyMap<string, Draft>;
  /** Entries that open the contest and enter candidates, by what they frame. */
  readonly frames: ReadonlyMap<string, Draft>;
}

/** The rows of one contest in dated copies. */
export interface CopiesRead {
  readonly rows: number;
  readonly copies: readonly CopyRead[];
  readonly type: ActType;
  readonly problems: readonly RowProblem[];
}

/** What was read of one copy so far. */
class CopyReading {
  rows = 0;
  readonly roll = new Map<string, Draft>();
  readonly said = new Map<string, Said>();
  readonly frames = new Map<string, Draft>();
  /** What frames the contest is said once. */
  readonly framed: Framed = new Map();
}

class Reading {
  rows = 0;
  type: ActType = 'EndorsementMade';
  readonly copies = new Map<number, CopyReading>();
  readonly problems: RowProblem[] = [];
  readonly #lists: readonly CopyList[];

  constructor(lists: readonly CopyList[]) {
    this.#lists = lists;
  }

  row({ list: index, row, cells }: StagedRow): void {
    this.rows += 1;
    const list = this.#lists[index] as CopyList;
    const copy = this.copies.get(index) ?? new CopyReading();
    this.copies.set(index, copy);
    copy.rows += 1;
    const { entries, faults } = list.mapper.map(cells, row, copy.framed);
    for (const fault of faults) this.#refuse(list, row, fault);
    for (const { draft, frame } of entries) {
      if (draft.type === 'EndorserEnrolled') {
        this.#enrol(draft, list, row, copy.roll);
      } else if (draft.type === 'EndorsementMade' || draft.type === 'NominationMade') {
        this.#say(draft, list, row, copy.said);
      } else if (frame !== null) {
        this.#frame(draft, frame, list, row, copy.frames);
      } else {
        const reason = `${draft.type} is told by no copy: a mapping with snapshots makes endorsements or nominations`;
        this.#refuse(list, row, { column: '', value: '', reason, suggestion: 'take it out' });
      }
    }
  }

  #refuse({ name }: CopyList, row: number, fault: Omit<RowProblem, 'list' | 'row' | 'kind'>): void {
    this.problems.push({ list: name, row, kind: 'refused', ...fault });
  }

  #twice(list: CopyList, row: number, what: string): void {
    const reason = `${what} differs from what a row before it says`;
    const suggestion = 'give two of one name two slugs in the mapping, or mend one of the rows';
    this.#refuse(list, row, { column: '', value: '', reason, suggestion });
  }

  #enrol(draft: Draft, list: CopyList, row: number, roll: Map<string, Draft>): void {
    const endorser = `${draft.data.endorser}`;
    if (roll.has(endorser)) this.#twice(list, row, `what it says of endorser ${endorser}`);
    else roll.set(endorser, draft);
  }

  #frame(
    draft: Draft,
    frame: string,
    list: CopyList,
    row: number,
    frames: Map<string, Draft>,
  ): void {
    if (frames.has(frame)) this.#twice(list, row, `its ${draft.type}`);
    else frames.set(frame, draft);
  }

  #say(draft: Draft, list: CopyList, row: number, said: Map<string, Said>): void {
    this.type = draft.type as ActType;
    const endorser = `${draft.data.endorser}`;
    const [, ...others] = draft.sources ?? [];
    const on = draft.on === undefined || draft.on === list.undated ? null : draft.on;
    const candidate = candidateIn(draft.type, draft.data);
    const before = said.get(endorser);
    if (before === undefined) {
      said.set(endorser, { candidate, on, data: bare(draft.data), others, row });
      return;
    }
    const reason = `backs ${candidate}, and row ${before.row} of the same copy has ${endorser} back ${before.candidate}`;
    const suggestion = 'give two endorsers of one name two slugs in the mapping';
    this.#refuse(list, row, { column: '', value: endorser, reason, suggestion });
  }
}

/** Reads the rows of a contest as dated copies. */
export function readCopies(staged: Iterable<StagedRow>, lists: readonly CopyList[]): CopiesRead {
  const reading = new Reading(lists);
  for (const row of staged) reading.row(row);
  const { rows, type, problems } = reading;
  const copies = [...reading.copies].map(([index, read]): CopyRead => {
    const { name, day, source } = lists[index] as CopyList;
    const { rows: count, roll, said, frames } = read;
    return { name, day, source, rows: count, roll, said, frames };
  });
  return { rows, copies, type, problems };
}
