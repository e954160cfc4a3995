import { defineConfig } from 'vitest/config';

/** Tests that put something else in a module's place, or look at all that their process does. */
const ALONE = ['test/access/credentials.test.ts', 'test/attack/outgoing.test.ts'];

const about = {
  // All processors: many tests wait for another process, such as a browser or a server.
  maxWorkers: '100%',
  testTimeout: 60_000,
  hookTimeout: 60_000,
  setupFiles: ['test/support/after-file.ts'],
};

export default defineConfig({
  test: {
    ...about,
    globalSetup: ['test/support/whole-run.ts'],
    projects: [
      {
        test: {
          ...about,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: ALONE,
          // Modules are loaded once in each process, not once for each file: that takes longer than many a test.
          isolate: false,
        },
      },
      { test: { ...about, name: 'alone', include: ALONE } },
    ],
  },
});
