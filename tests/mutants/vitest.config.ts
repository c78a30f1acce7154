import { defineConfig } from 'vitest/config'
import base from '../../vitest.config'

/** The tests of rules and rooms, as they are, but not patient with a fault: what waits for something that it keeps from coming has failed. */
const HASTY = process.env.SEEN_BY_TESTS
  ? {}
  : {
      testTimeout: 60_000,
      hookTimeout: 60_000,
      expect: { poll: { timeout: 15_000, interval: 50 } },
    }
const TRIED = ['unit', 'rooms', 'mocking']

type Project = { test: { name: string } }

export default defineConfig({
  test: {
    maxWorkers: 2,
    // Most of the time would go into reading the same thousand files anew for each fault.
    experimental: { fsModuleCache: true, fsModuleCachePath: '.cache/modules' },
    projects: (base.test!.projects as Project[])
      .filter(({ test }) => TRIED.includes(test.name))
      .map((project) => ({
        ...project,
        test: { ...project.test, ...HASTY, setupFiles: ['tests/mutants/seen.ts'] },
      })),
  },
})
