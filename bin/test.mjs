#!/usr/bin/env node
// npm test: from a fresh clone to one line of truth. Every step runs, also after one has failed, so that
// one run tells everything.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { buildPages, checkNode, generateClient, installPackages } from './lib/prepare.mjs'
import { ROOT } from './lib/root.mjs'
import { run } from './lib/run.mjs'
import { fail, step } from './lib/say.mjs'

process.chdir(ROOT)
const node = (script, ...args) => [process.execPath, [`node_modules/${script}`, ...args]]
let passed = 0
let failed = 0
/** What failed, by name and first line. Repeated at the very end: of a long run often only the end is kept. */
const failures = []

/** Counts what failed, and keeps it for the last lines. */
function note(name, message) {
  failed += 1
  failures.push(
    `  ✗ ${name}\n      ${stripVTControlCharacters(message).trim().split('\n').slice(0, 6).join('\n      ')}`,
  )
}

/** Of a test that did not end in its time Vitest leaves no message, only the name of the place that it keeps for one. */
const said = (message) => message.replace('STACK_TRACE_ERROR', 'did not end in its time')

/** A check that passes or fails as a whole; what it says is shown when it fails. */
async function check(name, [command, args]) {
  try {
    await step(name, () => run(command, args))
    passed += 1
  } catch (error) {
    console.error(error.message)
    note(name, error.message)
  }
}

/** Runs tests of some projects, shows them, and counts each one. */
async function tests(folder, ...projects) {
  const before = failures.length
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
    for (const file of result.testResults) {
      const name = relative(ROOT, file.name)
      const tests = file.assertionResults.filter((one) => one.status === 'failed')
      for (const one of tests) note(`${name} > ${one.fullName}`, one.failureMessages.map(said).join('\n'))
      // A file that cannot even be loaded has no tests to count, and is a failure all the same.
      if (file.status === 'failed' && tests.length === 0) note(name, file.message)
    }
    if (!result.success && failures.length === before)
      note(projects.join(', '), 'ended with an error that is no test’s')
  } catch (error) {
    note(projects.join(', '), `left no report: ${error.message}`)
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
    note('Build', error.message)
  })
  await tests(folder, 'unit', 'house', 'rooms', 'mocking', ...(portal ? ['e2e'] : []))
  if (portal) for (const project of ['attack', 'measured']) await tests(folder, project)
  rmSync(folder, { recursive: true, force: true })
  if (failures.length > 0) console.log(`\nWhat failed:\n${failures.join('\n')}`)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exit(failed ? 1 : 0)
}

main().catch(fail)
