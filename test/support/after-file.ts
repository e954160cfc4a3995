/** Runs for each file of tests, though modules are loaded once for many of them. */
import { afterAll } from 'vitest';
import { closeAll } from './closing.ts';

afterAll(closeAll);
