import sax from 'sax';

/** What is told of XML as it is read; names come without the prefix of their namespace. */
export interface XmlReader {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Deeper than any part of a workbook, and with more attributes than any of its tags has. */
const MOST_DEPTH = 64;
const MOST_ATTRIBUTES = 256;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function parserFor(reader: XmlReader): sax.SAXParser {
  const parser = sax.parser(true, { position: false });
  let depth = 0;
  let attributes = new Map<string, string>();
  parser.onerror = (error) => {
    throw error;
  };
  // A document type may define entities, by which a small text becomes a large one; no workbook has one.
  parser.ondoctype = () => {
    throw new Error('its XML has a document type');
  };
  parser.onattribute = ({ name, value }) => {
    attributes.set(local(name), value);
    if (attributes.size > MOST_ATTRIBUTES) throw new Error('its XML has too many attributes');
  };
  parser.onopentag = ({ name }) => {
    depth += 1;
    if (depth > MOST_DEPTH) throw new Error('its XML is too deep');
    reader.open(local(name), attributes);
    attributes = new Map();
  };
  parser.onclosetag = (name) => {
    depth -= 1;
    reader.close(local(name));
  };
  parser.ontext = (text) => reader.text(text);
  parser.oncdata = (text) => reader.text(text);
  return parser;
}

/** Reads XML as it comes, and says after each piece that some was read. Throws at what is no XML. */
export async function* readXml(
  bytes: AsyncIterable<Buffer>,
  reader: XmlReader,
): AsyncGenerator<void> {
  const parser = parserFor(reader);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of bytes) {
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  parser.write(decoder.decode()).close();
}
