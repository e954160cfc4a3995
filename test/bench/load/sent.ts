import type { EntryType } from '../../../events/catalog.ts';

/** The JSON of a source, as a client sends it. */
export interface SentSource {
  readonly url: string;
  readonly publisher: string;
  readonly title: string;
  readonly published?: string;
  readonly retrieved?: string;
  readonly locator?: string;
  readonly quote?: string;
  readonly dateBasis?: string;
}

/** The JSON of an entry, as a client sends it. */
export interface Sent {
  readonly id: string;
  readonly type: EntryType;
  readonly on?: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sources?: readonly SentSource[];
  readonly note?: string;
}
