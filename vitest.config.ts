import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const root = fileURLToPath(new URL('.', import.meta.url))
/** What is waited for takes as long as a busy machine needs: a test that is slow has not failed. */
const PATIENT = {
  testTimeout: 300_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 60_000, interval: 50 } },
}
const project = (name: string, more: object = {}) => ({
  resolve: { alias: { '@': root } },
  test: { name, include: [`tests/${name}/**/*.test.ts`], ...PATIENT, ...more },
})

/** Against a portal that runs: one for each of those that are tested at once, since all of them change theirs. */
const running = { globalSetup: ['tests/support/cluster.ts', 'tests/support/portal.ts'] }
/** What others feel is measured when nothing else goes on. */
const measured = readdirSync(`${root}tests/attack`)
  .map((name) => `tests/attack/${name}`)
  .filter((file) => readFileSync(`${root}${file}`, 'utf8').includes('support/bystander'))

/** What puts something else in the place of a module, or of a setting that modules read once, has them to itself; all else loads them once a worker. */
const mocking = ['unit', 'rooms']
  .flatMap((project) => readdirSync(`${root}tests/${project}`).map((name) => `tests/${project}/${name}`))
  .filter(
    (file) =>
      file.endsWith('.test.ts') && /vi\.(mock|stubEnv)\(/.test(readFileSync(`${root}${file}`, 'utf8')),
  )
const together = { isolate: false, exclude: mocking }

/** Those that take longest begin first, so that at the end of a run no worker waits long for the other one. */
const LONGEST_FIRST = ['e2e', 'attack', 'rooms', 'house', 'unit']
const LONG = /\/(pages|pages-dark|rights|starts-and-stops|20-every-door|worker|documents|last-release)\.test/
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const rank = ({ project, moduleId }: TestSpecification) =>
      LONGEST_FIRST.indexOf(project.name) - (LONG.test(moduleId) ? 0.5 : 0)
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      project('unit', together),
      project('house', together),
      project('rooms', { ...together, globalSetup: 'tests/support/cluster.ts' }),
      project('mocking', { include: mocking, globalSetup: 'tests/support/cluster.ts' }),
      project('e2e', running),
      project('attack', { ...running, exclude: measured }),
      project('loop', { ...running, include: ['tests/bench/loop.test.ts'] }),
      project('measured', { ...running, include: measured, fileParallelism: false }),
    ],
  },
})
