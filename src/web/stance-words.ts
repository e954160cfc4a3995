import type { Stance } from '../../projections/facets.ts';

/** What somebody did who backs nobody, in words. */
export const STANCE_WORDS: Readonly<Record<Stance, string>> = {
  neutral: 'stayed neutral',
  declined: 'declined to back anybody',
  barred: 'was barred from backing anybody',
  undecided: 'was undecided',
};

/** The same of a stance's name. */
export const stanceWords = (stance: string | null): string =>
  STANCE_WORDS[stance as Stance] ?? 'backed nobody';
