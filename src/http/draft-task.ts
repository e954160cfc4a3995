import type { ComponentChildren } from 'preact';
import type { EntryType } from '../../events/catalog.ts';
import type { Known } from '../ledger/queries/offers.ts';
import type { PageFrame } from '../web/document.ts';
import type { FormFault } from '../web/form/faults.ts';
import type { Group } from '../web/form/shape.ts';
import type { Values } from '../web/form/values.ts';

/** What a form of the pages is for: one entry of a contest, or of the register. */
export interface Task {
  readonly title: string;
  readonly trail: PageFrame['trail'];
  /** What it is about, where it is about something that is there already. */
  readonly about: ComponentChildren;
  /** The address of its form. */
  readonly at: string;
  /** Null: the register. */
  readonly contest: string | null;
  /** The last revision of the contest or the register; -1: it has no entry. */
  readonly revision: number;
  /** Who and what is known in the contest; null in the register, and in a contest that is not there yet. */
  readonly known: Known | null;
  /** The types to choose from; one: nothing is to choose. */
  readonly types: readonly EntryType[];
  /** The type whose fields the form has. */
  readonly type: EntryType;
  readonly form: Group;
  /** What the form says before anybody has said anything. */
  readonly begins: Values;
  /** Of a correction: what the entry says now. */
  readonly now: Values | null;
  /** The entry that the form makes of what it says: without an id, as a client of the API would send it. */
  entryOf(said: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** What is wrong before an entry is made of it. */
  faultsIn(said: Readonly<Record<string, unknown>>): readonly FormFault[];
  /** The place in the form of a place in the entry, as JSON pointers. */
  pointerIn(pointer: string): string;
  /** The days, as EDTF, on which the entry changes something, as far as it says any. */
  daysOf(said: Readonly<Record<string, unknown>>): readonly string[];
}
