import { statfsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const setupFiles = ['test/setup/quiet.ts']
const journeys = ['test/journeys/**/*.test.ts']

/** Those that measure times, kill processes or fill the machine: one after another, each with the machine to itself. */
const alone = ['api', 'backup', 'crash', 'fanout', 'firstVisit', 'lists', 'live', 'pause', 'start', 'strangers'].map(
  (name) => `test/journeys/${name}.test.ts`,
)

/** Those that put something in a module's place, before anybody else has read it. */
const mocking = ['test/people/signIn.test.ts']

/** Databases that live for one test wait for no disk, where there is memory for them. */
const env = { TZ: 'UTC', ...(roomIn('/dev/shm') ? { TMPDIR: '/dev/shm' } : {}) }

export default defineConfig({
  test: {
    reporters: ['default', './test/setup/closing.ts'],
    env: { TZ: 'UTC' },
    // Otherwise one less than there are processors: of two, one would stand idle.
    maxWorkers: '100%',
    projects: [
      {
        // All files of a worker share what they import: whoever changes the process for a test changes it back.
        test: {
          setupFiles,
          env,
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: [journeys, mocking].flat(),
          isolate: false,
          maxWorkers: '100%',
          testTimeout: 20_000,
        },
      },
      {
        test: {
          setupFiles,
          env,
          name: 'mocking',
          include: mocking,
          maxWorkers: '100%',
          testTimeout: 20_000,
        },
      },
      {
        // Built servers and browsers.
        test: {
          setupFiles,
          env,
          name: 'journeys',
          include: journeys,
          exclude: alone,
          maxWorkers: '100%',
          testTimeout: 180_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          setupFiles,
          name: 'alone',
          include: alone,
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})

/** A gigabyte; in a container it is often 64 megabytes. */
function roomIn(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > 2 ** 30
  } catch {
    return false
  }
}
