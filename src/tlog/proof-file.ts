/** Proofs that can be checked offline, read and written (c2sp.org/tlog-proof). Nothing here needs Node. */
import { BadLog } from './bad-log.ts';
import { readBase64, readDecimal, readHash, writeBase64 } from './strict.ts';

/** What a `.tlog-proof` file holds. */
export interface ProofFile {
  /** The entry's place in the log, from 0. */
  readonly index: number;
  /** The hashes of its proof, each 32 bytes, the entry's neighbour first. */
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, word for word. */
  readonly checkpoint: string;
  /** Bytes that an application adds. No signature covers them. */
  readonly extra?: Uint8Array;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
const EXTRA = 'extra ';
const INDEX = 'index ';

/** A tree has fewer levels than this, so that no proof has more hashes. */
const MOST_HASHES = 63;

function readExtra(line: string): Uint8Array {
  const extra = readBase64('The extra data of the proof', line.slice(EXTRA.length));
  if (extra.length > 0) return extra;
  throw new BadLog('The proof has a line of extra data without any.');
}

/**
 * Reads a proof; nothing of it is verified, nor its checkpoint read. Refuses, as BadLog, another first
 * line, an index in any other form than plain digits, over 63 hashes, a hash that is not 32 bytes in
 * base64, and a file without a blank line before its checkpoint.
 */
export function parseProof(file: string): ProofFile {
  const blank = file.indexOf('\n\n');
  const [first, ...lines] = file.slice(0, Math.max(blank, 0)).split('\n');
  if (first !== FIRST_LINE) {
    throw new BadLog(`The proof is not ${FIRST_LINE} with a checkpoint after a blank line.`);
  }
  const extra = lines[0]?.startsWith(EXTRA) ? readExtra(lines.shift() ?? '') : undefined;
  const index = lines.shift() ?? '';
  if (!index.startsWith(INDEX)) throw new BadLog('The proof does not say its index.');
  if (lines.length > MOST_HASHES) throw new BadLog(`The proof has over ${MOST_HASHES} hashes.`);
  return {
    index: readDecimal('The index of the proof', index.slice(INDEX.length)),
    proof: lines.map((line, at) => readHash(`Hash ${at + 1} of the proof`, line)),
    checkpoint: file.slice(blank + 2),
    ...(extra === undefined ? {} : { extra }),
  };
}

/** Writes a proof as `parseProof` reads it. Throws BadLog for what that would refuse. */
export function formatProof({ index, proof, checkpoint, extra }: ProofFile): string {
  const lines = [
    FIRST_LINE,
    ...(extra === undefined ? [] : [`${EXTRA}${writeBase64(extra)}`]),
    `${INDEX}${index}`,
    ...proof.map(writeBase64),
  ];
  const file = `${lines.join('\n')}\n\n${checkpoint}`;
  parseProof(file);
  return file;
}
