/** How deep JSON may be nested: far deeper than any entry is, and far less than a stack holds. */
const DEEPEST = 32;

interface Place {
  readonly value: unknown;
  readonly depth: number;
  readonly path: string;
}

function* inside({ value, depth, path }: Place): Generator<Place> {
  const list = Array.isArray(value);
  for (const [key, inner] of Object.entries(value as object)) {
    const dotted = path === '' ? key : `${path}.${key}`;
    yield { value: inner, depth: depth + 1, path: list ? `${path}[${key}]` : dotted };
    if (!list) yield { value: key, depth: depth + 1, path };
  }
}

/** A path as far as a reader follows it, to the end of a step. */
const brief = (path: string): string =>
  path.length <= 100 ? path : `${path.slice(0, 100).replace(/[.[][^.[]*$/, '')}…`;

/** What no schema can say of JSON from outside: too deep, or text that has no RFC 8785 form. */
export function shapeProblem(input: unknown): string | undefined {
  const open: Place[] = [{ value: input, depth: 0, path: '' }];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    const { value, depth, path } = each;
    const at = path === '' ? '' : `${brief(path)}: `;
    if (typeof value === 'string' && !value.isWellFormed()) {
      return `${at}is not well-formed Unicode`;
    }
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, '__proto__')) return `${at}__proto__ is no field of any entry`;
    if (depth === DEEPEST) return `${at}is nested more than ${DEEPEST} levels deep`;
    open.push(...inside(each));
  }
  return undefined;
}

/** The same JSON with all its text NFC-normalised, as the schemas do for the text they know. */
export function normalised<T>(value: T): T {
  if (typeof value === 'string') return value.normalize('NFC') as T;
  if (Array.isArray(value)) return value.map(normalised) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, normalised(inner)]),
  ) as T;
}
