import type { AuditStore } from '../../store/audit-store.ts';
import { AUDIT_ROW } from '../../store/audit-store.ts';
import { contestOfStream, REGISTER_STREAM } from '../../store/event-store.ts';

/** An entry that an audit names, as far as it can be read: what cannot is null. */
export interface NamedEntry {
  readonly seq: number;
  readonly id: string | null;
  readonly contest: string | null;
  readonly revision: number | null;
  readonly type: string | null;
  readonly recordedAt: string | null;
}

interface Said {
  readonly contest?: unknown;
  readonly type?: unknown;
  readonly recordedAt?: unknown;
}

const said = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const dashed = (hex: string): string =>
  hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The contest that a stream's number stands for, where the table of streams can be read. */
function contestOf(store: AuditStore, number: number | null | undefined): string | null {
  const name = attempt(() => store.streams().find((each) => each.number === number)?.name);
  if (name === undefined) return null;
  return name === REGISTER_STREAM ? 'the register' : contestOfStream(name);
}

/** Reads what names an entry; undefined where there is none. */
export function nameEntry(store: AuditStore, seq: number): NamedEntry | undefined {
  if (seq < 0 || seq >= (attempt(() => store.count()) ?? 0)) return undefined;
  const page = attempt(() => store.page(seq, seq + 1));
  const [row] = page?.rows ?? [];
  if (page === undefined || row === undefined) {
    return { seq, id: null, contest: null, revision: null, type: null, recordedAt: null };
  }
  const idLength = row[AUDIT_ROW.idBytes] ?? 0;
  const leafAt = idLength + 1;
  const bytes = Buffer.from(page.bytes);
  const text = bytes.toString('utf8', leafAt, leafAt + (row[AUDIT_ROW.leafBytes] ?? 0));
  const leaf = attempt(() => JSON.parse(text) as Said | null);
  return {
    seq,
    id: dashed(bytes.toString('hex', 0, idLength)),
    contest: said(leaf?.contest) ?? contestOf(store, row[AUDIT_ROW.stream]),
    revision: row[AUDIT_ROW.revision] ?? null,
    type: said(leaf?.type),
    recordedAt: said(leaf?.recordedAt),
  };
}
