import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/** A file of the repository, by its path from the root. */
interface File {
  readonly path: string;
  readonly text: string;
}

/** A rule of the house: what it says, which files it holds for, and what is wrong with one. */
interface Rule {
  readonly says: string;
  holds(path: string): boolean;
  faults(file: File): string[];
}

interface Golden {
  /** The names that may stand at the top of the repository. */
  readonly topLevel: readonly string[];
  /** What each folder may import; the first that fits counts. */
  readonly mayImport: readonly (readonly [folder: string, allowed: readonly string[]])[];
  /** Names for several folders, files or groups at once; `packages` is whatever is not ours. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Files that break each rule, and files that keep it. */
  readonly examples: Readonly<Record<string, Readonly<Record<'bad' | 'good', [string, string][]>>>>;
}

const ROOT = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const HOUSE: Golden = JSON.parse(read('test/golden/house.json'));
const MANIFEST = JSON.parse(read('package.json'));
const LOCK = JSON.parse(read('package-lock.json'));
const DEPENDENCIES = Object.keys(MANIFEST.dependencies);
const UNTRACKED =
  /^(?:node_modules|dist|\.git|.*\.(?:db(?:-shm|-wal|-unsure|\.key|\.(?:tokens|server)(?:-journal)?)?|tgz))$/;

const COMMENT = String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`;
const QUOTED = String.raw`'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"`;
const HOLE = String.raw`\$\{(?:[^{}]|\{[^{}]*\})*\}`;
const TEMPLATE = `\`(?:\\\\[\\s\\S]|${HOLE}|[^\`\\\\])*\``;
const REGEX = String.raw`(?<=(?:[=(,:;!&|?{}[>]|\breturn)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*`;
const TOKENS = new RegExp([COMMENT, QUOTED, TEMPLATE, REGEX].join('|'), 'g');
const TEMPLATE_TEXT = new RegExp(`${HOLE}|[^\\n\`]`, 'g');

const blank = (text: string) => text.replace(/[^\n]/g, ' ');
const uncommented = (text: string) =>
  text.replace(TOKENS, (token) => (/^\/[/*]/.test(token) ? blank(token) : token));
/** Code alone: comments and the insides of texts are blanks, so that no word in them counts. */
const bare = (text: string) =>
  text.replace(TOKENS, (token) => {
    if (!token.startsWith('`')) return blank(token);
    return token.replace(TEMPLATE_TEXT, (part) => (part.length > 1 ? part : ' '));
  });

const isOurs = (name: string) => /^(?:events|projections|src|test|bin)\//.test(name);
const isCode = (path: string) => /\.(?:ts|js)$/.test(path);
const isProduct = (path: string) => /^(?:events|projections|src)\/.*\.ts$/.test(path);
const mayReadWorld = (path: string) => /^src\/(?:main\.ts|config\.ts|cli\/)/.test(path);
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([all]) => all);
/** Words that this file must not hold itself are written with a ~ in them. */
const whole = (text: string) => text.replaceAll('~', '');

const IMPORT =
  /^(?:import|export)\b[^;'"]*?\bfrom\s*'([^']+)'|^import\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm;

/** What a file imports: a path from the root where the import is relative, else as it is written. */
const importsOf = ({ path, text }: File) =>
  [...uncommented(text).matchAll(IMPORT)].map(([, one, other, third]) => {
    const name = one ?? other ?? third ?? '';
    return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name;
  });

const spread = (names: readonly string[]): string[] =>
  names.flatMap((name) => (name in HOUSE.groups ? spread(HOUSE.groups[name] ?? []) : [name]));

/** What a file imports though its folder may not. */
function strayImports(file: File): string[] {
  const [, named = []] = HOUSE.mayImport.find(([folder]) => file.path.startsWith(folder)) ?? [];
  const allowed = spread(named);
  return importsOf(file).filter((name) => {
    if (allowed.includes('packages') && !isOurs(name)) return false;
    return !allowed.some((each) => (each.endsWith('/') ? name.startsWith(each) : name === each));
  });
}

const NO_FUNCTION =
  /(?:[=([,:&|?]|\b(?:return|satisfies)|^)\s*\{$|\bclass\b[^(]*\{$|^\}? ?(?:if|else|for|while|switch|try|catch|finally)\b/;
const TYPE_OR_CLASS = /^(?:(?:export|default|abstract) )*(?:class|interface|type)\b|^describe\b/;

/**
 * The functions of formatted code that have more than 50 lines. A block ends at the next line of its
 * own indentation that begins with a brace; what registers tests is no function here.
 */
function longFunctions(text: string): string[] {
  const lines = bare(text).split('\n');
  const indent = (line: string) => line.length - line.trimStart().length;
  return lines.flatMap((line, at) => {
    if (!line.trimEnd().endsWith('{')) return [];
    const level = (other: string) => other.trim() !== '' && indent(other) === indent(line);
    const begins = (other: string, index: number) =>
      index <= at && level(other) && !/^\s*[)}]/.test(other);
    const ends = (other: string, index: number) =>
      index > at && level(other) && /^\s*\}/.test(other);
    const start = lines.findLastIndex(begins);
    const head = lines[start]?.trim() ?? '';
    const block = lines.slice(start, lines.findIndex(ends) + 1 || lines.length);
    const registers = block.slice(1).some((inner) => /^\s+(?:it|test|describe)\b/.test(inner));
    const isFunction = !TYPE_OR_CLASS.test(head) && !NO_FUNCTION.test(line.trim()) && !registers;
    return isFunction && block.length > 50 ? [`${head} has ${block.length} lines`] : [];
  });
}

/** Exported functions, classes and constants without a comment, their own or one they share. */
function undocumented(text: string): string[] {
  const lines = text.split('\n');
  const told = (at: number): boolean => {
    const above = lines[at - 1] ?? '';
    return /\*\/$/.test(above) || (/^export const .*;$/.test(above) && told(at - 1));
  };
  return lines.flatMap((line) => {
    const [, name] =
      /^export (?:async |abstract )*(?:function\*?|class|const) (\w+)/.exec(line) ?? [];
    const same = new RegExp(`^export .*\\b(?:function\\*?|class|const|type|interface) ${name}\\b`);
    const documented = lines.some((each, at) => same.test(each) && told(at));
    return name === undefined || documented ? [] : [name];
  });
}

const HANDED_ON = /^export\s+(?:type\s+)?(?:\*|\{[^}]*\})[^;]*from[^;]*;/gm;
const WORLD =
  /\bDate\.now\b|\bDate(?:\(\)|\s*[);,])|\bMath\.random\b|\bperformance\.|\bprocess\.(?:env|hrtime)\b|\bcrypto\.|\bv\d\(\s*\)/g;
const CHANCE =
  /^import[^;]*\b(?:random\w*|getRandomValues|webcrypto)\b[^;]*'node:crypto'|\bnew Date\(\s*['"`]/gm;
const LAZY = new RegExp(
  whole('\\bTO~DO\\b|\\bFIX~ME\\b|biome~-ignore|@ts~-(?:ignore|expect|nocheck)'),
  'g',
);
const OUTSIDE = new RegExp(
  whole('/wo~rk/|/fa~rm/|\\.lib~rary\\b|\\bregis~try\\.\\w+\\.\\w|\\bpypi~\\.org'),
  'g',
);

const RULES: readonly Rule[] = [
  {
    says: 'imports run one way: events, projections, ledger and read, the front doors, main',
    holds: isProduct,
    faults: strayImports,
  },
  {
    says: 'what runs imports what is installed with it',
    holds: isProduct,
    faults: (file) =>
      importsOf(file)
        .filter((name) => !isOurs(name) && !name.startsWith('node:'))
        .filter((name) => !DEPENDENCIES.some((each) => `${name}/`.startsWith(`${each}/`))),
  },
  {
    says: 'a file has at most 250 lines',
    holds: isCode,
    faults: ({ text }) => (text.trimEnd().split('\n').length > 250 ? ['it has more'] : []),
  },
  {
    says: 'a function has at most 50 lines',
    holds: isCode,
    faults: ({ text }) => longFunctions(text),
  },
  {
    says: 'no file only hands others on',
    holds: isCode,
    faults: ({ path, text }) => {
      const own = uncommented(text).replace(HANDED_ON, '').trim();
      return own === '' || path.endsWith('/index.ts') ? ['it is a barrel'] : [];
    },
  },
  {
    says: 'no clock, chance or environment is read outside main, config, cli and bin',
    holds: (path) => isProduct(path) && !mayReadWorld(path),
    faults: ({ text }) => [...found(bare(text), WORLD), ...found(uncommented(text), CHANCE)],
  },
  {
    says: 'no any, no console, nothing switched off and nothing put off',
    holds: isCode,
    faults: ({ text }) => [...found(bare(text), /\bany\b|\bconsole\b/g), ...found(text, LAZY)],
  },
  {
    says: 'what is exported says what it is',
    holds: isProduct,
    faults: ({ text }) => undocumented(text),
  },
];

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(new URL(folder, ROOT), { withFileTypes: true })) {
    if (UNTRACKED.test(entry.name)) continue;
    if (entry.isDirectory()) yield* walk(`${folder}${entry.name}/`);
    else yield `${folder}${entry.name}`;
  }
}

const FILES: readonly File[] = [...walk('')].map((path) => ({ path, text: read(path) }));

describe.each(RULES)('the house: $says', ({ says, holds, faults }) => {
  it('holds for every file', () => {
    const held = FILES.filter(({ path }) => holds(path));
    const broken = held.flatMap((file) => faults(file).map((fault) => `${file.path}: ${fault}`));
    expect(broken).toEqual([]);
  });

  it('tells the files that break it from those that keep it', () => {
    const { bad = [], good = [] } = HOUSE.examples[says] ?? {};
    expect(Math.min(bad.length, good.length)).toBeGreaterThan(0);
    for (const [path, text] of bad) expect(faults({ path, text }), text).not.toEqual([]);
    for (const [path, text] of good) expect(faults({ path, text }), text).toEqual([]);
  });
});

describe('the house', () => {
  it('names no place outside the repository, and no registry', () => {
    const stray = FILES.flatMap(({ path, text }) =>
      found(text, OUTSIDE).map((at) => `${path}: ${at}`),
    );
    expect(stray).toEqual([]);
    for (const place of ['/wo~rk/a', '/fa~rm/b', '.lib~rary', 'regis~try.npmjs.org']) {
      expect(found(`see ${whole(place)}`, OUTSIDE)).toHaveLength(1);
    }
    expect(found('a homework/ in the library', OUTSIDE)).toEqual([]);
  });

  it('has only the names at its top that it is known to have', () => {
    const names = readdirSync(ROOT).filter((name) => !UNTRACKED.test(name));
    expect(names.filter((name) => !HOUSE.topLevel.includes(name))).toEqual([]);
    expect(HOUSE.topLevel).not.toContain('notes.txt');
  });

  it('uses every package that it asks for', () => {
    const code = FILES.filter(({ path }) => isCode(path)).map(({ text }) => uncommented(text));
    const scripts = Object.values<string>(MANIFEST.scripts).join(' ').split(/\s+/);
    const binsOf = (name: string) => LOCK.packages[`node_modules/${name}`]?.bin ?? {};
    const used = (name: string) => {
      const pattern = new RegExp(`['"]${name.replace(/^@types\//, '')}(?:[/:][^'"]*)?['"]`);
      return (
        code.some((text) => pattern.test(text)) || scripts.some((word) => word in binsOf(name))
      );
    };
    const all = [...DEPENDENCIES, ...Object.keys(MANIFEST.devDependencies)];
    expect(all.filter((name) => !used(name))).toEqual([]);
    expect(used(['left', 'pad'].join('-'))).toBe(false);
  });
});
