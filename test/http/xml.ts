/** A small XML 1.0 reader for tests: no document type, no comments, and it forgives nothing. */

/** An element: its attributes, its text without that of those inside it, and these. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  readonly inside: Element[];
}

const CHARS = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;
const NAME = '[A-Za-z_][A-Za-z0-9._-]*';
const ATTRIBUTE = `\\s+(${NAME})="([^<"]*)"`;
const TOKEN = new RegExp(
  [
    `<(${NAME})((?:${ATTRIBUTE})*)\\s*(/?)>`,
    `</(${NAME})\\s*>`,
    '<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>',
    '([^<]+)',
  ].join('|'),
  'y',
);
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function unescaped(text: string): string {
  if (text.includes(']]>')) throw new Error('"]]>" stands in text');
  return text.replace(/&([^;&]*);?/g, (whole, name: string) => {
    const found = NAMED[name];
    if (found === undefined || !whole.endsWith(';')) throw new Error(`there is no ${whole}`);
    return found;
  });
}

const attributesOf = (text: string): Record<string, string> => {
  const pairs = [...text.matchAll(new RegExp(ATTRIBUTE, 'g'))].map(
    ([, name = '', value = '']) => [name, unescaped(value)] as const,
  );
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error('one twice');
  return Object.fromEntries(pairs);
};

/** The elements that are open, the outermost first; a nameless one holds the document. */
type Open = [Element, ...Element[]];
const innermost = (open: Open): Element => open.at(-1) ?? open[0];

/** Takes the next token of a document in. */
function take(found: RegExpExecArray, open: Open): void {
  const [, begun, attributes = '', , , empty, ended, data, text] = found;
  if (begun !== undefined) {
    const made = { name: begun, attributes: attributesOf(attributes), text: '', inside: [] };
    innermost(open).inside.push(made);
    if (empty === '') open.push(made);
  } else if (ended === undefined) {
    innermost(open).text += data ?? unescaped(text ?? '');
  } else if (open.pop()?.name !== ended) {
    throw new Error(`${ended} ends nothing`);
  }
}

/** Reads a document whole. Throws at the first thing that is not well-formed. */
export function parseXml(document: string): Element {
  if (!CHARS.test(document)) throw new Error('a character that XML does not have');
  const top: Element = { name: '', attributes: {}, text: '', inside: [] };
  const open: Open = [top];
  TOKEN.lastIndex = /^<\?xml version="1\.0" encoding="utf-8"\?>/.exec(document)?.[0].length ?? 0;
  while (TOKEN.lastIndex < document.length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(document);
    if (found === null) throw new Error(`at ${from}: ${document.slice(from, from + 40)}`);
    take(found, open);
  }
  const [root, ...more] = top.inside;
  if (root === undefined || more.length > 0) throw new Error('not one element');
  if (top.text.trim() !== '' || open.length > 1) throw new Error('text, or an end that is missing');
  return root;
}

/** The elements of a name right inside another. */
export const all = (element: Element, name: string): Element[] =>
  element.inside.filter((each) => each.name === name);

/** The one element of a name right inside another. */
export function one(element: Element, name: string): Element {
  const [found, ...more] = all(element, name);
  if (found === undefined || more.length > 0) throw new Error(`${more.length + 1} of ${name}`);
  return found;
}

/** The text of HTML, as a browser would show it, with the addresses that it links to. */
export function shownHtml(html: string): { text: string; links: string[] } {
  const tree = parseXml(`<html>${html}</html>`);
  const links: string[] = [];
  const walk = (element: Element): string => {
    if (element.name === 'a') links.push(element.attributes.href ?? '');
    return [element.text, ...element.inside.map(walk)].join('');
  };
  return { text: walk(tree), links };
}
