/** A copy of the project in which one place after another is spoilt, to see what notices. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT: string = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A place in the sources, and what is put there instead. */
export interface Spoilt {
  readonly file: string;
  /** Must occur in the file, exactly once. */
  readonly search: string;
  readonly replace: string;
}

const occursOnce = (source: string, search: string): boolean => source.split(search).length === 2;

/** Is the place in the project's own sources, once? */
export const isPlace = ({ file, search }: Spoilt): boolean =>
  occursOnce(readFileSync(join(ROOT, file), 'utf8'), search);

/** A copy of these files and folders of the project, with its packages. */
export class SpoiltCopy {
  readonly place: string = mkdtempSync(join(tmpdir(), 'hustings-spoilt-'));

  constructor(needed: readonly string[]) {
    for (const each of needed) {
      mkdirSync(dirname(join(this.place, each)), { recursive: true });
      cpSync(join(ROOT, each), join(this.place, each), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.place, 'node_modules'));
  }

  /** Spoils a place while something looks. Undefined: there is no such place, or there are several. */
  while<T>({ file, search, replace }: Spoilt, look: () => T): T | undefined {
    const path = join(this.place, file);
    const source = readFileSync(path, 'utf8');
    if (!occursOnce(source, search)) return undefined;
    writeFileSync(
      path,
      source.replace(search, () => replace),
    );
    try {
      return look();
    } finally {
      writeFileSync(path, source);
    }
  }

  remove(): void {
    rmSync(this.place, { recursive: true });
  }
}
