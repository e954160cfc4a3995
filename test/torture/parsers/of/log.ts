/** What the transparency log reads: notes, keys, proofs, tiles and bundles of entries. */
import { hash } from 'node:crypto';
import { oneSentence } from '../../../../events/plain.ts';
import { BadLog } from '../../../../src/tlog/bad-log.ts';
import { readBundle } from '../../../../src/tlog/bundles.ts';
import { formatCheckpoint, parseCheckpoint } from '../../../../src/tlog/checkpoint.ts';
import { contentKeyIn, formatKeyFile, parseKeyFile } from '../../../../src/tlog/key-file.ts';
import {
  formatPrivateKey,
  formatVkey,
  parsePrivateKey,
  parseVkey,
} from '../../../../src/tlog/keys.ts';
import { formatNote, parseNote } from '../../../../src/tlog/note.ts';
import { formatProof, parseProof } from '../../../../src/tlog/proof-file.ts';
import { makeReceipt, readReceipt } from '../../../../src/tlog/receipt.ts';
import { openCheckpoint, signCheckpoint, verifyProofFile } from '../../../../src/tlog/signing.ts';
import { formatTilePath, parseTilePath } from '../../../../src/tlog/tiles.ts';
import { madeSigner } from '../../../tlog/made.ts';
import { asBytes, bytesOf, orNothing, type Parser, type Refusals, readOr } from '../parser.ts';

const REFUSALS: Refusals = [BadLog];
const KEY = madeSigner();
const OTHER = madeSigner('ledger.example/endorsements', 9);
const ROOT = new Uint8Array(32).fill(3);
const CHECKPOINT = formatCheckpoint({ origin: KEY.name, size: 1, root: ROOT });
const NOTE = signCheckpoint({ size: 1, root: ROOT }, KEY);
const PROOF = formatProof({ index: 0, proof: [], checkpoint: NOTE });
const LONG_PROOF = formatProof({
  index: 7,
  proof: [ROOT, ROOT, ROOT],
  checkpoint: NOTE,
  extra: ROOT,
});

/** A reader with a writer: what is read is told as it is written. */
function written<T>(
  name: string,
  parse: (text: string) => T,
  print: (value: T) => string,
  samples: readonly string[],
  words: readonly string[] = [],
): Parser {
  const read = (input: string) =>
    readOr(REFUSALS, () => {
      const printed = print(parse(input));
      return { accepted: printed, printed };
    });
  return { name, weight: 1, samples, words, read };
}

const bundled = (...entries: readonly string[]): string =>
  entries.map((each) => String.fromCharCode(each.length >> 8, each.length & 255) + each).join('');

const RECEIPT = makeReceipt(ROOT, ROOT, {
  appended: 1,
  entries: ['90bb227f-d25e-40f3-b656-12d03ba91f02'],
  warnings: [{ code: 'late', index: 0 }],
});

/** The parsers of the log. */
export const LOG_PARSERS: readonly Parser[] = [
  written(
    'a signed note',
    parseNote,
    formatNote,
    [NOTE, `${NOTE}\u2014 a AAAAAAE=\n`],
    ['\u2014 ', '\n\n'],
  ),
  // Lines after the third are read over, so that what is printed is not what was read.
  written('a checkpoint', parseCheckpoint, formatCheckpoint, [CHECKPOINT, `${CHECKPOINT}more\n`]),
  written('a proof', parseProof, formatProof, [PROOF, LONG_PROOF], ['extra ', 'index ', '\n\n']),
  written('a public key', parseVkey, formatVkey, [formatVkey(KEY), formatVkey(OTHER)], ['+']),
  written('a private key', parsePrivateKey, formatPrivateKey, [formatPrivateKey(KEY)], ['+']),
  written('a key file', parseKeyFile, formatKeyFile, [
    formatKeyFile([KEY]),
    formatKeyFile([KEY, OTHER], ROOT),
  ]),
  {
    name: 'a content key',
    weight: 1,
    samples: [formatKeyFile([KEY], ROOT)],
    read: (input) => readOr(REFUSALS, () => orNothing(contentKeyIn(input))),
  },
  {
    name: 'a signed checkpoint',
    weight: 0.5,
    samples: [NOTE],
    read: (input) => readOr(REFUSALS, () => ({ accepted: openCheckpoint(input, KEY) })),
  },
  {
    name: 'a proof that is checked',
    weight: 0.5,
    samples: [PROOF, LONG_PROOF],
    read: (input) =>
      readOr(REFUSALS, () => ({ accepted: verifyProofFile(input, Buffer.from('{}'), KEY) })),
  },
  {
    name: 'the path of a tile',
    weight: 1,
    samples: ['tile/0/000', 'tile/1/x001/x234/067', 'tile/entries/005.p/37'],
    words: ['x', '.p/', 'entries', '/'],
    read: (input) => orNothing(parseTilePath(input), formatTilePath),
  },
  {
    name: 'a bundle of entries',
    weight: 1,
    samples: [bundled('{"a":1}', '', 'b'), bundled('a'.repeat(300), 'b', 'c'), asBytes('')],
    read: (input) =>
      readOr(REFUSALS, () => ({ accepted: readBundle(bytesOf(input), 3).map(asBytes) })),
  },
  {
    name: 'a stored receipt',
    weight: 1,
    samples: [RECEIPT.answer],
    read: (input) => {
      const { key, request } = RECEIPT;
      const sum = hash('sha256', Buffer.concat([key, request, Buffer.from(input)]), 'buffer');
      try {
        return { accepted: readReceipt({ key, request, answer: input, sum }) };
      } catch (error) {
        // The audit tells whatever is thrown as what is wrong with the receipt.
        return { refused: [oneSentence((error as Error).message)] };
      }
    },
  },
];
