/** JSON that somebody sent, or where and why it is none: the steps to the place, and a sentence without its full stop. */
export type JsonRead =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly path: readonly PropertyKey[]; readonly problem: string };

/** What matters of JSON that is known to be well-formed: its strings, and where things begin and end. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]/g;

/** An object or a list that is open: its keys so far (none of a list), how many there were, and the step that is being taken in it. */
interface Open {
  readonly keys: Set<string> | undefined;
  count: number;
  step: string | number;
}

/** Takes in a key or a comma; answers with what is wrong with the key. */
function stepped(last: Open | undefined, token: string, said: string): string | undefined {
  if (last === undefined) return undefined;
  if (token === ',' && typeof last.step === 'number') last.step += 1;
  if (token !== ':' || last.keys === undefined) return undefined;
  last.step = JSON.parse(said) as string;
  const { size } = last.keys.add(last.step);
  last.count += 1;
  if (size < last.count) return 'is given twice; keep one of the two';
  // Whoever compares such an object with anything fails, as the schemas do.
  return last.step === 'toString' ? 'is no name for a field; call it otherwise' : undefined;
}

/** The first key that its object has twice, or may not have, in text that JSON.parse has taken. */
function wrongKey(text: string): Extract<JsonRead, { readonly ok: false }> | undefined {
  const open: Open[] = [];
  let said = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') open.push({ keys: new Set(), count: 0, step: '' });
    else if (token === '[') open.push({ keys: undefined, count: 0, step: 0 });
    else if (token === '}' || token === ']') open.pop();
    else {
      const problem = stepped(open.at(-1), token, said);
      if (problem !== undefined) return { ok: false, path: open.map(({ step }) => step), problem };
      said = token;
    }
  }
  return undefined;
}

/**
 * Reads JSON text. Refuses what is none, the key `toString`, and a key that one object has twice: of the
 * two values one would be lost without a word (RFC 8785 section 3.1 takes I-JSON, RFC 7493 section 2.3, alone).
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
  return wrongKey(text) ?? { ok: true, value };
}
