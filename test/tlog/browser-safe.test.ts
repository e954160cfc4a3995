import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const FOLDER = new URL('../../src/tlog/', import.meta.url);

/** What a file imports when it runs, whatever its imports import too. Types are left out. */
function imported(name: string, found = new Set<string>()): Set<string> {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  for (const [, from = ''] of text.matchAll(/^import (?!type\b)[^;]*'([^']+)';$/gm)) {
    if (found.has(from)) continue;
    found.add(from);
    if (from.startsWith('./')) imported(from, found);
  }
  return found;
}

describe('what a browser can run', () => {
  it.each(['verify.ts', 'note.ts', 'checkpoint.ts', 'proof-file.ts', 'strict.ts', 'tiles.ts'])(
    '%s needs no Node',
    (name) => {
      const text = [name, ...imported(name)]
        .map((each) => readFileSync(new URL(each, FOLDER), 'utf8'))
        .join('\n');
      expect([...imported(name)].filter((from) => !from.startsWith('./'))).toEqual([]);
      expect(text).not.toMatch(/\b(?:Buffer|process|global)\b(?!\s*:)(?=[.(])/);
    },
  );

  it('and what it cannot is told from it', () => {
    expect([...imported('signing.ts')]).toContain('node:crypto');
  });
});
