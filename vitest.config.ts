import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const project = (name: string, more: object = {}) => ({
  resolve: { alias: { '@': root } },
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout: 30_000, ...more },
})

/** Against a portal that runs: one after the other, since all of them measure or change the same one. */
const running = {
  globalSetup: ['tests/support/cluster.ts', 'tests/support/portal.ts'],
  hookTimeout: 120_000,
  testTimeout: 90_000,
  fileParallelism: false,
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('unit'),
      project('house'),
      project('rooms', { globalSetup: 'tests/support/cluster.ts', hookTimeout: 60_000 }),
      project('e2e', running),
      project('attack', running),
    ],
  },
})
