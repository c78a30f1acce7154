import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const project = (name: string, more: object = {}) => ({
  resolve: { alias: { '@': root } },
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout: 120_000, ...more },
})

/** Against a portal that runs: one for each of those that are tested at once, since all of them change theirs. */
const running = {
  globalSetup: ['tests/support/cluster.ts', 'tests/support/portal.ts'],
  hookTimeout: 120_000,
  testTimeout: 180_000,
}
/** What others feel is measured when nothing else goes on. */
const measured = readdirSync(`${root}tests/attack`)
  .map((name) => `tests/attack/${name}`)
  .filter((file) => readFileSync(`${root}${file}`, 'utf8').includes('support/bystander'))

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('unit'),
      project('house'),
      project('rooms', { globalSetup: 'tests/support/cluster.ts', hookTimeout: 60_000 }),
      project('e2e', running),
      project('attack', { ...running, exclude: measured }),
      project('loop', { ...running, include: ['tests/bench/loop.test.ts'] }),
      project('measured', { ...running, include: measured, fileParallelism: false }),
    ],
  },
})
