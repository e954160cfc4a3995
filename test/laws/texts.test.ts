import { holds } from './holds.ts';
import { WRITTEN } from './text-law.ts';

holds(WRITTEN);
