import canonicalize from 'canonicalize';

/** Are the keys of all objects in a value in the order of RFC 8785, that of their UTF-16 units? */
function inOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(inOrder);
  const object = value as Readonly<Record<string, unknown>>;
  let before: string | undefined;
  for (const key in object) {
    if (before !== undefined && key <= before) return false;
    before = key;
    const inner = object[key];
    if (typeof inner === 'object' && inner !== null && !inOrder(inner)) return false;
  }
  return true;
}

function written(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    return undefined;
  }
}

/**
 * Is a text the RFC 8785 form of the value that JSON.parse made of it? JSON.stringify writes numbers and
 * strings as the RFC does and keys in the order in which they were read, so a text that it gives back
 * with all keys in order is canonical; only a lone surrogate, which it escapes, has no canonical form.
 * Where it gives another text (keys that look like numbers come first in V8), canonicalize decides.
 */
export function isCanonical(text: string, value: unknown): boolean {
  if (!text.includes('\\u') && JSON.stringify(value) === text && inOrder(value)) return true;
  return written(value) === text;
}
