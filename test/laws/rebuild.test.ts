import { holds } from './holds.ts';
import { REBUILT } from './rebuild-law.ts';

holds(REBUILT);
