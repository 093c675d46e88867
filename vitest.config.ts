import { defineConfig } from 'vitest/config'

const setupFiles = ['test/setup/quiet.ts']

export default defineConfig({
  test: {
    reporters: ['default', './test/setup/closing.ts'],
    env: { TZ: 'UTC' },
    projects: [
      {
        test: {
          setupFiles,
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: ['test/journeys/**'],
          testTimeout: 20_000,
        },
      },
      {
        // Built servers, browsers, crashes: one file after another, so that each has the machine to itself.
        test: {
          setupFiles,
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
