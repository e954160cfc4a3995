import { holds } from './holds.ts';
import { ORDER } from './order-law.ts';

holds(ORDER);
