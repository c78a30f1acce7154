#!/usr/bin/env node
// npm test: from a fresh clone to one line of truth. Every step runs, also after one has failed, so that
// one run tells everything.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPages, checkNode, generateClient, installPackages } from './lib/prepare.mjs'
import { ROOT } from './lib/root.mjs'
import { run } from './lib/run.mjs'
import { fail, step } from './lib/say.mjs'

process.chdir(ROOT)
const node = (script, ...args) => [process.execPath, [`node_modules/${script}`, ...args]]
let passed = 0
let failed = 0

/** A check that passes or fails as a whole; what it says is shown when it fails. */
async function check(name, [command, args]) {
  try {
    await step(name, () => run(command, args))
    passed += 1
  } catch (error) {
    console.error(error.message)
    failed += 1
  }
}

/** Runs tests of some projects, shows them, and counts each one. */
async function tests(folder, ...projects) {
  const report = join(folder, `${projects[0]}.json`)
  const [command, args] = node(
    'vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  )
  await new Promise((resolve) =>
    spawn(command, [...args, ...projects.flatMap((project) => ['--project', project])], {
      stdio: 'inherit',
    }).on('exit', resolve),
  )
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'))
    passed += result.numPassedTests
    // A file that cannot even be loaded has no tests to count, and is a failure all the same.
    failed += Math.max(result.numFailedTests, result.success ? 0 : 1)
  } catch {
    failed += 1
  }
}

async function main() {
  console.log('\nSwitchboard, all checks and tests\n')
  checkNode()
  await installPackages()
  await generateClient()
  await check('Format and lint', node('@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.'))
  await check('Types', node('typescript/bin/tsc', '--noEmit'))
  await check('Dead code', node('knip/bin/knip.js'))
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-report-'))
  const portal = await buildPages('.next-test').catch((error) => {
    console.error(error.message)
    failed += 1
  })
  await tests(folder, 'unit', 'house', 'rooms', ...(portal ? ['e2e'] : []))
  if (portal) for (const project of ['attack', 'measured']) await tests(folder, project)
  rmSync(folder, { recursive: true, force: true })
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed ? 1 : 0)
}

main().catch(fail)
