import type { Actor, Permission } from '../access/role.ts';
import type { Service } from '../ledger/service.ts';
import type { PageFrame } from '../web/document.ts';
import type { Sight } from '../web/sight.ts';
import type { Status } from './status.ts';

/** What a page is asked with. */
export interface PageAsked {
  /** Whatever the address names: a contest, an endorser, an entry. */
  readonly name: string;
  readonly sight: Sight;
  /** All parameters that are said, by name. */
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly actor: Actor;
}

/** What a page is asked with by a form that is sent to it. */
export interface PageSent extends PageAsked {
  /** The fields in their order; a file is a field whose value is its text. */
  readonly form: URLSearchParams;
}

/** What a page answers: itself, itself under a status that is not 200, or where to go on. */
export type Shown =
  | PageFrame
  | { readonly status: Status; readonly frame: PageFrame }
  | { readonly seeOther: string };

/** A page: where it is, and what it shows. */
export interface Page {
  /** `:name` is what the page is about. */
  readonly path: string;
  /** Its parameters beside what it is looked at with; `all`: whatever an address says. */
  readonly takes?: readonly string[] | 'all';
  /** What it needs; reading where it says nothing. */
  readonly may?: Permission;
  /** Does it hang on more than its address and the ledger, so that it is made anew each time? */
  readonly isFresh?: true;
  show(service: Service, asked: PageAsked): Promise<Shown>;
  /** Takes a form that is sent to its address; pages without it take none. */
  submit?(service: Service, sent: PageSent): Promise<Shown>;
}
