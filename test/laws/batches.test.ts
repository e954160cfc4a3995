import { BATCHED } from './batch-law.ts';
import { holds } from './holds.ts';

holds(BATCHED);
