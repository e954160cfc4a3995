/** JSON.stringify would not write this as RFC 8785 does. */
const OTHERWISE = Symbol('otherwise');

const [ZERO, NINE] = [48, 57];

/** May a key be written in its place? V8 puts keys that look like numbers first. */
function isKept(key: string): boolean {
  const first = key.charCodeAt(0);
  const isNumber = first >= ZERO && first <= NINE;
  return !isNumber && key !== '__proto__' && key !== 'toJSON' && key.isWellFormed();
}

function listed(list: readonly unknown[]): unknown {
  const to: unknown[] = [];
  for (const each of list) {
    const made = placed(each);
    if (made === OTHERWISE || made === undefined) return OTHERWISE;
    to.push(made);
  }
  return to;
}

function fielded(from: Readonly<Record<string, unknown>>): unknown {
  const prototype: unknown = Object.getPrototypeOf(from);
  if (prototype !== Object.prototype && prototype !== null) return OTHERWISE;
  const to: Record<string, unknown> = {};
  for (const key of Object.keys(from).sort()) {
    const made = isKept(key) ? placed(from[key]) : OTHERWISE;
    if (made === OTHERWISE) return OTHERWISE;
    to[key] = made;
  }
  return to;
}

function placed(value: unknown): unknown {
  if (typeof value === 'string') return value.isWellFormed() ? value : OTHERWISE;
  if (typeof value === 'number') return Number.isFinite(value) ? value : OTHERWISE;
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (typeof value !== 'object') return OTHERWISE;
  return Array.isArray(value) ? listed(value) : fielded(value as Readonly<Record<string, unknown>>);
}

/**
 * A value with the keys of its objects in the order of RFC 8785, so that JSON.stringify, which forms numbers and
 * strings as the RFC does, writes it canonically; undefined where it would write anything else.
 */
export function ordered(value: unknown): unknown {
  const made = placed(value);
  return made === OTHERWISE ? undefined : made;
}
