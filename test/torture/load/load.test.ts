import { bounded } from '../bounded.ts';
import { part } from './part.ts';

bounded(part, 240_000);
