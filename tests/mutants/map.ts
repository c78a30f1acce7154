import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fingerprint } from '@/bin/lib/prepare.mjs'
import { Problem } from '@/bin/lib/say.mjs'
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

/** The map that is kept, or one that is made now by running all tests once. */
export async function testMap(scratch: Scratch, again: boolean): Promise<TestMap> {
  if (existsSync(KEPT) && !again) return JSON.parse(readFileSync(KEPT, 'utf8'))
  const lines = join(scratch.folder, 'seen.jsonl')
  for (const file of sources()) scratch.write(file, marked(read(file), file))
  const { report, output } = await scratch.test([], LONGEST, { SEEN_BY_TESTS: lines }, [])
  for (const file of sources()) scratch.copy(file)
  if (!report) throw new Problem(`The tests did not run:\n${output.slice(-2_000)}`)
  const failed = report.testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name }) => name.slice(scratch.folder.length + 1))
  const seen = readFileSync(lines, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { file: string; took: number; seen: string[] })
    .filter(({ file }) => !failed.some((name) => name.endsWith(file)))
  if (failed.length > 0) console.log(`  Left out, since they fail by themselves: ${failed.join(', ')}`)
  const map: TestMap = {
    commit: git('rev-parse', 'HEAD'),
    prints: Object.fromEntries(sources().map((file) => [file, fingerprint(file)])),
    tests: Object.fromEntries(seen.map(({ file, ...rest }) => [file, rest])),
  }
  mkdirSync(dirname(KEPT), { recursive: true })
  rmSync(lines)
  writeFileSync(KEPT, JSON.stringify(map))
  return map
}

/** Files of tests that are newer than the map. */
export function newTests(map: TestMap): string[] {
  const folders = ['tests/unit', 'tests/rooms']
  const changed = git('diff', '--name-only', '--diff-filter=AMR', map.commit, '--', ...folders)
  const untracked = git('ls-files', '-o', '--exclude-standard', '--', ...folders)
  return `${changed}\n${untracked}`.split('\n').filter((file) => file.endsWith('.test.ts'))
}

/**
 * The files of tests that could notice a fault in a function: those that come there, and of what is done when a module is
 * loaded, or has changed since the map was made, those that come to the file at all. The quickest first.
 */
export function testsFor(map: TestMap, file: string, within: number): string[] {
  const exact = within >= 0 && map.prints[file] === fingerprint(file)
  return Object.entries(map.tests)
    .filter(([, { seen }]) =>
      exact ? seen.includes(`${file}#${within}`) : seen.some((mark) => mark.startsWith(`${file}#`)),
    )
    .sort(([, a], [, b]) => a.took - b.took)
    .map(([name]) => name)
}
