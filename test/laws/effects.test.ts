import { TRIED } from './effect-law.ts';
import { holds } from './holds.ts';

holds(TRIED);
