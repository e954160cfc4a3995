/** Bundles of evidence, by the product and by the verifier that lies in each. */
import { formatBundle } from '../../../../src/interchange/bundle.ts';
import { checkBundle } from '../../../../src/interchange/bundle-check.ts';
import { BadBundle } from '../../../../src/interchange/bundle-fields.ts';
import { ofCell, ofEntry, signedLedger } from '../../../interchange/bundle-made.ts';
import { type Parser, readOr } from '../parser.ts';

/** What a bundle's own verifier is written as takes most of it, and may not be another: nobody hunts in there. */
const SELF = /("verifier": ")((?:[^"\\]|\\.)*)/;

/** The parsers of bundles. */
export async function bundleParsers(): Promise<readonly Parser[]> {
  const sources = await signedLedger();
  const bundles = [await ofEntry(sources, 'a'), await ofCell(sources)].map(formatBundle);
  const [, , script = ''] = SELF.exec(bundles[0] ?? '') ?? [];
  const read = (text: string) =>
    readOr([BadBundle], () => ({ accepted: checkBundle(Buffer.from(text)) }));
  const samples = bundles.map((each) => each.replace(SELF, '$1@'));
  const words = ['"index": ', '"proof": [', '"endorsers": ['];
  /** As it is written, where it is JSON at all: else one sentence would answer nearly everything. */
  const rewritten = (input: string): string => {
    try {
      return `${JSON.stringify(JSON.parse(input), null, 1)}\n`;
    } catch {
      return input;
    }
  };
  return [
    {
      name: 'a bundle of evidence',
      weight: 0.2,
      samples,
      words,
      read: (input) =>
        read(rewritten(input).replace('"verifier": "@', () => `"verifier": "${script}`)),
    },
    {
      name: 'a bundle as it comes',
      weight: 0.1,
      samples: ['[]', '{"format": "hustings-bundle/1"}\n'],
      words,
      read,
    },
  ];
}
