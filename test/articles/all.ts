import type { Article } from './article.ts';
import { COMMUNITY_2010 } from './community-2010.ts';
import { MOMENTUM_2020 } from './momentum-2020.ts';
import { NUM_2020 } from './num-2020.ts';
import { OPEN_LABOUR_2020 } from './open-labour-2020.ts';
import { UNISON_2020 } from './unison-2020.ts';

/** The five articles, in order of their numbers. */
export const ARTICLES: readonly Article[] = [
  NUM_2020,
  COMMUNITY_2010,
  OPEN_LABOUR_2020,
  UNISON_2020,
  MOMENTUM_2020,
];
