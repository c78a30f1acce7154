#!/usr/bin/env node
// npm test: from a fresh clone to one line of truth. Every step runs, also after one has failed, so that
// one run tells everything. node bin/test.mjs <project> [part of a file's name …]: only these (npm run test:rooms -- users).
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { buildPages, checkNode, generateClient, installPackages } from './lib/prepare.mjs'
import { ROOT } from './lib/root.mjs'
import { run } from './lib/run.mjs'
import { productNode } from './lib/runtime.mjs'
import { fail, Problem, step } from './lib/say.mjs'

process.chdir(ROOT)
/** The Node that the product runs on: so does what tests it. */
let program = process.execPath
const node = (script, ...args) => [program, [`node_modules/${script}`, ...args]]
const vitest = (...args) => node('vitest/vitest.mjs', 'run', ...args)
/** What can be tested by itself; tests of rooms that put something in the place of a module are run apart from the others. */
const PARTS = {
  unit: ['unit', 'mocking'],
  rooms: ['rooms', 'mocking'],
  house: ['house'],
  e2e: ['e2e'],
  attack: ['attack', 'measured'],
}
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

const only = (projects) => projects.flatMap((project) => ['--project', project])
/** Runs a command where it can be seen, and resolves with its exit code. */
const shown = ([command, args]) =>
  new Promise((resolve) =>
    spawn(command, args, { stdio: 'inherit' }).on('exit', (code) => resolve(code ?? 1)),
  )

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
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${report}`]
  await shown(vitest(...reporters, ...only(projects)))
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

/** One part, or the files of it whose names have one of these in them, or what Vitest takes besides (`-t`, `--changed`). */
async function part(name, files) {
  if (!PARTS[name]) throw new Problem(`There is no ${name}: say ${Object.keys(PARTS).join(', ')}.`)
  process.exit(await shown(vitest(...only(PARTS[name]), ...files)))
}

async function main() {
  const [name, ...files] = process.argv.slice(2)
  if (!name) console.log('\nSwitchboard, all checks and tests\n')
  checkNode()
  await installPackages()
  program = await productNode()
  await generateClient()
  if (name) return part(name, files)
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
