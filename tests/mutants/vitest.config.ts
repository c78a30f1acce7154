import { defineConfig } from 'vitest/config'
import base from '../../vitest.config'

/** The tests of rules and rooms, as they are, but not patient: what waits for something that a fault keeps from coming has failed. */
const HASTY = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 15_000, interval: 50 } },
}
const TRIED = ['unit', 'rooms', 'mocking']

type Project = { test: { name: string } }

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: (base.test!.projects as Project[])
      .filter(({ test }) => TRIED.includes(test.name))
      .map((project) => ({
        ...project,
        test: { ...project.test, ...HASTY, setupFiles: ['tests/mutants/seen.ts'] },
      })),
  },
})
