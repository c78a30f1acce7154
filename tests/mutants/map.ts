import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fingerprint } from '@/bin/lib/prepare.mjs'
import { Problem } from '@/bin/lib/say.mjs'
import { files } from '../support/files'
import type { Scratch } from './scratch'
import { marked, read, sources } from './source'

/** Which tests come to which functions, and how long each file of tests takes (ms). */
export type TestMap = {
  commit: string
  /** Of each file of code what it was like. */
  prints: Record<string, string>
  tests: Record<string, { took: number; seen: string[] }>
}

const KEPT = '.cache/tests-by-function.json'
const LONGEST = 60 * 60_000
const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
const FOLDERS = ['tests/unit', 'tests/rooms']

/** The map that is kept, with tests that it does not have yet; or one that is made now by running all of them once. */
export async function testMap(scratch: Scratch, again: boolean): Promise<TestMap> {
  const kept: TestMap =
    existsSync(KEPT) && !again
      ? JSON.parse(readFileSync(KEPT, 'utf8'))
      : { commit: git('rev-parse', 'HEAD'), prints: prints(), tests: {} }
  const missing = FOLDERS.flatMap((folder) => files(folder, /\.test\.ts$/)).filter(
    (file) => !kept.tests[file],
  )
  if (missing.length === 0) return kept
  const map = { ...kept, tests: { ...kept.tests, ...(await see(scratch, missing)) } }
  mkdirSync(dirname(KEPT), { recursive: true })
  writeFileSync(KEPT, JSON.stringify(map))
  return map
}

const prints = () => Object.fromEntries(sources().map((file) => [file, fingerprint(file)]))

/** Runs tests with a mark in every function of the code. What fails by itself is left out. */
async function see(scratch: Scratch, tests: readonly string[]): Promise<TestMap['tests']> {
  const lines = join(scratch.folder, 'seen.jsonl')
  writeFileSync(lines, '')
  for (const file of sources()) scratch.write(file, marked(read(file), file))
  const { report, output } = await scratch.test(tests, LONGEST, { SEEN_BY_TESTS: lines }, [])
  for (const file of sources()) scratch.copy(file)
  if (!report) throw new Problem(`The tests did not run:\n${output.slice(-2_000)}`)
  const failed = report.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name)
  const seen = readFileSync(lines, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { file: string; took: number; seen: string[] })
    .filter(({ file }) => !failed.some((name) => name.endsWith(file)))
  rmSync(lines)
  if (failed.length > 0) console.log(`  Left out, since they fail by themselves: ${failed.join(', ')}`)
  return Object.fromEntries(seen.map(({ file, ...rest }) => [file, rest]))
}

/** Files of tests that have changed since the map was made. */
export function newTests(map: TestMap): string[] {
  const changed = git('diff', '--name-only', '--diff-filter=MR', map.commit, '--', ...FOLDERS)
  return changed.split('\n').filter((file) => map.tests[file])
}

/**
 * The files of tests that could notice a fault in a function: those that come there, and of what is done when a module is
 * loaded, or has changed since the map was made, those that come to the file at all. First those that come to most of the
 * file in the least time.
 */
export function testsFor(map: TestMap, file: string, within: number): string[] {
  const exact = within >= 0 && map.prints[file] === fingerprint(file)
  return Object.entries(map.tests)
    .map(([name, { took, seen }]) => {
      const near = seen.filter((mark) => mark.startsWith(`${file}#`))
      const comes = exact ? near.includes(`${file}#${within}`) : near.length > 0
      return { name, comes, rank: took / near.length ** 2 }
    })
    .filter(({ comes }) => comes)
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name)
}
