/** JSON that somebody sent, or where and why it is none: the steps to the place, and a sentence without its full stop. */
export type JsonRead =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly path: readonly PropertyKey[]; readonly problem: string };

/** What matters of JSON that is known to be well-formed: its strings, and where things begin and end. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]/g;

/** An object or a list that is open: its keys so far (none of a list), and the step that is being taken in it. */
interface Open {
  readonly keys: Set<string> | undefined;
  step: string | number;
}

/** Takes in a key or a comma; answers whether the key was there already. */
function stepped(last: Open | undefined, token: string, said: string): boolean {
  if (last === undefined) return false;
  if (token === ',' && typeof last.step === 'number') last.step += 1;
  if (token !== ':' || last.keys === undefined) return false;
  last.step = JSON.parse(said) as string;
  const known = last.keys.has(last.step);
  last.keys.add(last.step);
  return known;
}

/** The path of the first key that its object has twice, in text that JSON.parse has taken. */
function twice(text: string): PropertyKey[] | undefined {
  const open: Open[] = [];
  let said = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') open.push({ keys: new Set(), step: '' });
    else if (token === '[') open.push({ keys: undefined, step: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (stepped(open.at(-1), token, said)) return open.map(({ step }) => step);
    else said = token;
  }
  return undefined;
}

/**
 * Reads JSON text. Refuses what is none, and a key that one object has twice: of the two values one
 * would be lost without a word (RFC 8785 section 3.1 takes I-JSON, RFC 7493 section 2.3, alone).
 */
export function readJson(text: string): JsonRead {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /position (\d+)/.exec(message)?.[1];
    const end = message.includes('end of JSON') ? ' (it ends too early)' : '';
    const place = position === undefined ? end : ` (see character ${Number(position) + 1})`;
    return { ok: false, path: [], problem: `is not JSON${place}` };
  }
  const path = twice(text);
  if (path === undefined) return { ok: true, value };
  return { ok: false, path, problem: 'is given twice; keep one of the two' };
}
