import type { Service } from '../ledger/service.ts';
import type { PageFrame } from '../web/document.ts';
import type { Sight } from '../web/sight.ts';

/** What a page is asked with. */
export interface PageAsked {
  /** Whatever the address names: a contest, an endorser, an entry. */
  readonly name: string;
  readonly sight: Sight;
  /** All parameters that are said, by name. */
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** A page: where it is, and what it shows. */
export interface Page {
  /** `:name` is what the page is about. */
  readonly path: string;
  /** Its parameters beside what it is looked at with. */
  readonly takes?: readonly string[];
  show(service: Service, asked: PageAsked): Promise<PageFrame>;
}
