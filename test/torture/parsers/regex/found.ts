/** Finds the regular expressions of code: those that stand in it, and those that it puts together. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { regexes } from 'zod';
import { VERIFIER_SCRIPT } from '../../../../src/interchange/bundle-script.ts';

/** A regular expression and where it stands; `pattern` is undefined where it is only known when the code runs. */
export interface Found {
  readonly pattern: string | undefined;
  readonly flags: string;
  readonly file: string;
}

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

/** All nodes below one, and it itself. */
function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const each of value) yield* nodesIn(each);
  if (!isNode(value)) return;
  yield value;
  for (const field of Object.values(value)) yield* nodesIn(field);
}

type Texts = ReadonlyMap<string, Node>;

/** The text that code means, where it is put together from what stands in the same file. */
function textOf(node: unknown, texts: Texts): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'Identifier') return textOf(texts.get(`${node.name}`), texts);
  if (node.type === 'TaggedTemplateExpression') return templateText(node.quasi, texts, 'raw');
  return node.type === 'TemplateLiteral' ? templateText(node, texts, 'cooked') : undefined;
}

function templateText(node: unknown, texts: Texts, way: 'raw' | 'cooked'): string | undefined {
  const { quasis, expressions } = node as Node & {
    readonly quasis: readonly { readonly value: Readonly<Record<'raw' | 'cooked', string>> }[];
    readonly expressions: readonly unknown[];
  };
  let text = '';
  for (const [at, { value }] of quasis.entries()) {
    const next = at < expressions.length ? textOf(expressions[at], texts) : '';
    if (next === undefined) return undefined;
    text += value[way] + next;
  }
  return text;
}

/** Of `RegExp(…)` and `new RegExp(…)`, what it is given. */
function madeBy(node: Node): readonly unknown[] | undefined {
  const { callee } = node;
  const makes = node.type === 'NewExpression' || node.type === 'CallExpression';
  if (!makes || !isNode(callee) || callee.name !== 'RegExp') return undefined;
  return node.arguments as readonly unknown[];
}

/** The regular expressions of a file's text. */
export function foundIn(file: string, text: string): Found[] {
  const nodes = [...nodesIn(parseAst(text, { lang: extname(file) === '.ts' ? 'ts' : 'js' }))];
  const texts = new Map<string, Node>();
  for (const { type, id, init } of nodes) {
    if (type === 'VariableDeclarator' && isNode(id) && isNode(init)) texts.set(`${id.name}`, init);
  }
  return nodes.flatMap((node): Found[] => {
    const made = madeBy(node);
    if (made !== undefined) {
      const [pattern, flags] = made;
      return [{ pattern: textOf(pattern, texts), flags: textOf(flags, texts) ?? '', file }];
    }
    const { regex } = node as { regex?: { readonly pattern: string; readonly flags: string } };
    return node.type === 'Literal' && regex !== undefined ? [{ ...regex, file }] : [];
  });
}

const ROOT = new URL('../../../../', import.meta.url).pathname;

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesIn(path);
    return /\.(?:ts|js)$/.test(entry.name) ? [path] : [];
  });
}

/** What the schemas are checked by, of zod's own. */
const OF_ZOD: readonly Found[] = Object.entries({
  guid: regexes.guid,
  base64: regexes.base64,
}).map(([name, { source, flags }]) => ({ pattern: source, flags, file: `zod's ${name}` }));

/** Every regular expression of the product: its code, its browser's code, the verifier in each bundle, and zod's that it uses. */
export const ofProduct = (): Found[] => [
  ...['events', 'projections', 'src', 'bin'].flatMap(filesIn).flatMap((file) => {
    return foundIn(file, readFileSync(join(ROOT, file), 'utf8'));
  }),
  ...foundIn('the verifier.js', VERIFIER_SCRIPT),
  ...OF_ZOD,
];
