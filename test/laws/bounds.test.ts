import { BOUNDARIES } from './boundary-law.ts';
import { BOUNDS } from './bounds-law.ts';
import { FIGURES } from './figures-law.ts';
import { WORKED } from './formula-law.ts';
import { holds } from './holds.ts';
import { NARROWED } from './narrow-law.ts';

holds(NARROWED);
holds(BOUNDS);
holds(BOUNDARIES);
holds(WORKED);
holds(FIGURES);
