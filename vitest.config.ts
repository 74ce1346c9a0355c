import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // One build of graphql for sources and dependencies alike; with two, `instanceof GraphQLError` is false for half of the errors.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    environment: 'node',
    pool: 'forks',
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/kit/global-setup.ts'],
    // Only what never ends fails by the clock: how fast the machine is decides no test.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    // Each file has systems, workers and browsers of its own; more files at once than this starve each other on a small machine.
    maxWorkers: 2,
  },
});
