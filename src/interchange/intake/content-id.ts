import type { Draft } from '../../../events/entry.ts';
import type { Source } from '../../../events/source.ts';
import { idOfBytes } from '../../store/id-bytes.ts';
import { canonical } from '../../tlog/commitment.ts';
import { hmacSha256 } from './hmac.ts';

/** How a source was come by, which is not what it says: a list saved again has another digest and other rows. */
function cited({ url, publisher, title, published, archivedUrl, quote, dateBasis }: Source) {
  return { url, publisher, title, published, archivedUrl, quote, dateBasis };
}

/**
 * An id for an entry made of what it says, so that the same row again is the same entry: the first 16 bytes of
 * HMAC-SHA256 under the ledger's content key, as UUIDv8 (RFC 9562 section 5.8). A plain hash would let anybody
 * who guesses an erased payload confirm it.
 */
export function contentId(key: Uint8Array, contest: string | null, draft: Draft): string {
  const { type, version, on, data, sources = [], note } = draft;
  const said = canonical({ contest, type, version, on, data, sources: sources.map(cited), note });
  const bytes = hmacSha256(key, said).subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return idOfBytes(bytes);
}
