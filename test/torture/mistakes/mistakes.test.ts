import { describe } from 'vitest';
import { bounded } from '../bounded.ts';
import { part } from './part.ts';

describe("operators' mistakes", () => bounded(part, 120_000));
