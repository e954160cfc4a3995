/** A reader of links (RFC 8288, RFC 6690), written apart from what writes them. */

/** A link: where it goes, and what is said of it. */
export interface Linked {
  readonly target: string;
  readonly rel: string;
  readonly type?: string;
  readonly datetime?: string;
  readonly from?: string;
  readonly until?: string;
}

const LINK = /\s*<([!#-;=?-Z_a-z~%[\]]*)>((?:\s*;\s*[a-z-]+="(?:[^"\\]|\\.)*")*)\s*(,|$)/y;
const ATTRIBUTE = /;\s*([a-z-]+)="((?:[^"\\]|\\.)*)"/g;

/** Reads links one after another. Throws at what is none. */
export function parseLinks(text: string): Linked[] {
  const links: Linked[] = [];
  let end = ',';
  LINK.lastIndex = 0;
  while (end === ',') {
    const from = LINK.lastIndex;
    const found = LINK.exec(text);
    if (found === null) throw new Error(`no link at ${from}: ${text.slice(from, from + 80)}`);
    const [, target = '', attributes = '', next = ''] = found;
    const pairs = [...attributes.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [
      name,
      value.replace(/\\(.)/g, '$1'),
    ]);
    const said = Object.fromEntries(pairs) as Record<string, string>;
    if (Object.keys(said).length < pairs.length) throw new Error(`twice in ${attributes}`);
    if (said.rel === undefined) throw new Error(`no rel in ${attributes}`);
    links.push({ ...said, rel: said.rel, target });
    end = next;
  }
  return links;
}
