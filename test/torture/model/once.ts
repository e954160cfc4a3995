/** Tells histories for `test/laws/mutations.ts`: says in a word whether the model held, and leaves out how. */
import { type Place, tellHistories } from './tell.ts';

const HISTORIES: Readonly<Record<Place, number>> = { file: 300, database: 20 };
const SEED = 20200203;

for (const place of ['file', 'database'] as const) {
  const { fault } = await tellHistories(place, SEED, HISTORIES[place], 0);
  if (fault === null) continue;
  process.stdout.write(`BROKEN ${fault}\n`);
  process.exit();
}
process.stdout.write('held\n');
