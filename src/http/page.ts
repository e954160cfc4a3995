import type { Actor, Permission } from '../access/role.ts';
import type { Service } from '../ledger/service.ts';
import type { PageFrame } from '../web/document.ts';
import type { PrintedDay } from '../web/printed-day.ts';
import type { Sight } from '../web/sight.ts';
import type { Answer } from './representation.ts';
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

/** A file that a page gives to be kept. */
export interface Download {
  /** As the browser should call it: letters, digits, dots and hyphens. */
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly text: string;
}

/** What a page answers: itself, itself under a status that is not 200, a file, or where to go on. */
export type Shown =
  | PageFrame
  | { readonly status: Status; readonly frame: PageFrame }
  | { readonly download: Download }
  /** `seq`: the last entry that was stored by the form, or found. */
  | { readonly seeOther: string; readonly seq?: number };

/** A page whose day can be left open. */
export interface OpenPage {
  /** The days between which it is the same; undefined: what is asked for has none. */
  turns(service: Service, asked: PageAsked): Promise<readonly string[] | undefined>;
  show(service: Service, asked: PageAsked, day: PrintedDay): Promise<PageFrame>;
}

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
  /** Where it is the same on all days between two turns but for the day that it prints: for anybody who is not signed in. */
  readonly open?: OpenPage;
  /** What it shows as data, where that is no answer to a question of the API: see page-data.ts. */
  answer?(service: Service, asked: PageAsked): Promise<Answer>;
  /** Takes a form that is sent to its address; pages without it take none. */
  submit?(service: Service, sent: PageSent): Promise<Shown>;
}
