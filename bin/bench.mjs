#!/usr/bin/env node
import { spawn } from 'node:child_process'
// npm run bench -- [rounds] [seconds]: what the portal does in a second, as ratios to the limits of this machine and to a peer,
// interleaved in one run. Prints one table; warns, never fails, on a goal that is missed.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from './lib/postgres.mjs'
import { buildPages, checkNode, generateClient, installPackages } from './lib/prepare.mjs'
import { ROOT } from './lib/root.mjs'
import { run } from './lib/run.mjs'
import { productNode } from './lib/runtime.mjs'
import { fail, step } from './lib/say.mjs'

process.chdir(ROOT)

async function main() {
  console.log('\nSwitchboard, measured\n')
  checkNode()
  await installPackages()
  const node = await productNode()
  await generateClient()
  // Forms are sent to a portal as the tests have it, which brings its own database.
  if (process.argv[2] === 'loop') {
    const tests = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'loop']
    return spawn(node, tests, { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1))
  }
  const [what, ...rest] = ['unknown', 'scale', 'night'].includes(process.argv[2])
    ? process.argv.slice(2)
    : ['bench', ...process.argv.slice(2)]
  // Apart from those of a portal in the same folder.
  if (!['scale', 'night'].includes(what)) await buildPages('.next-test')
  if (what === 'bench')
    await step('Building a bare Next app', () =>
      run(node, ['node_modules/next/dist/bin/next', 'build', 'tests/bench/bare'], {
        env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      }),
    )
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-bench-'))
  const postgres = await step('Starting PostgreSQL', () =>
    startPostgres(folder, { flags: ['-c max_connections=200'] }),
  )
  const child = spawn(node, ['--import', 'tsx', `tests/bench/${what}.ts`, ...rest], {
    stdio: 'inherit',
    env: { ...process.env, BENCH_DATABASE: postgres.ownerUrl },
  })
  const code = await new Promise((resolve) => child.on('exit', resolve))
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
  process.exit(code ?? 1)
}

main().catch(fail)
