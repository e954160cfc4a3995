import type { Spoilt } from '../../support/spoilt-copy.ts';

/** A defence that is taken out of the sources, and the test that must notice. */
export interface Mutant extends Spoilt {
  /** The row of the threat model in docs/security.md that it belongs to. */
  readonly threat: string;
  /** The file of that test, and its title or a part of it. */
  readonly test: string;
  readonly title: string;
}

/** A maker of mutants of one threat that one file of tests notices. */
export const of =
  (threat: string, test: string) =>
  (title: string, file: string, search: string, replace: string): Mutant => ({
    threat,
    test,
    title,
    file,
    search,
    replace,
  });
