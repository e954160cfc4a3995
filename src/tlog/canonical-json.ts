/** Text that JSON writes as it is, between quotes; whatever else there is JSON.stringify escapes as RFC 8785 does. */
const PLAIN = /^[ !#-[\]-~\u00a0-\ud7ff]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

function listed(list: readonly unknown[]): string | undefined {
  let text = '';
  for (const each of list) {
    const written = canonicalJson(each);
    if (written === undefined) return undefined;
    text += text === '' ? written : `,${written}`;
  }
  return `[${text}]`;
}

function fielded(from: Readonly<Record<string, unknown>>): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(from);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  let text = '';
  // By their UTF-16 units, as RFC 8785 orders them.
  for (const key of Object.keys(from).sort()) {
    const value = from[key];
    if (value === undefined) continue;
    const written = key.isWellFormed() ? canonicalJson(value) : undefined;
    if (written === undefined) return undefined;
    text += `${text === '' ? '' : ','}${quoted(key)}:${written}`;
  }
  return `{${text}}`;
}

/** The RFC 8785 JSON of plain objects, lists, well-formed text, finite numbers, truth values and null; undefined of all else. */
export function canonicalJson(value: unknown): string | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? quoted(value) : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return undefined;
  return Array.isArray(value) ? listed(value) : fielded(value as Readonly<Record<string, unknown>>);
}
