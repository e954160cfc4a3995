import { holds } from './holds.ts';
import { DATED, RECORDED, REPORTED } from './time-laws.ts';

holds(RECORDED);
holds(DATED);
holds(REPORTED);
