import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildFolder, isWhole, makeBuild, markRunning, switchTo } from '@/bin/lib/builds.mjs'

let base: string
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'switchboard-builds-'))
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const print = (version: number) => String(version).padStart(64, '0').slice(-64).split('').reverse().join('')
const folderOf = (version: number) => buildFolder(base, print(version))

/** A build with a file of its own, one that all versions share, and one whose content is the version's. */
async function build(version: number): Promise<string> {
  const folder = folderOf(version)
  await makeBuild(folder, async () => {
    mkdirSync(join(folder, 'static/chunks'), { recursive: true })
    mkdirSync(join(folder, 'server'))
    writeFileSync(join(folder, `static/chunks/only-${version}.js`), `${version}`)
    writeFileSync(join(folder, 'static/chunks/all.js'), 'all')
    writeFileSync(join(folder, 'server/page.js'), `${version}`)
  })
  switchTo(base, folder)
  return folder
}
const chunks = (folder: string) =>
  readdirSync(join(folder, 'static/chunks'))
    .map((name) => name.slice(0, -3))
    .sort()
const versionsThere = () => readdirSync(base).filter((name) => name.startsWith('build-')).length

test('a build is made once, beside those that are there; of one that failed nothing is used', async () => {
  const first = await build(1)
  await makeBuild(first, async () => expect.unreachable('it is there'))
  const second = folderOf(2)
  const fails = async () => {
    mkdirSync(join(second, 'static'), { recursive: true })
    writeFileSync(join(second, 'static/half.js'), '')
    throw new Error('out of memory')
  }
  await expect(makeBuild(second, fails)).rejects.toThrow('out of memory')
  expect(isWhole(second)).toBe(false)
  await build(2)
  expect(chunks(second)).toEqual(['all', 'only-1', 'only-2'])
  expect(existsSync(join(second, 'static/half.js'))).toBe(false)
})

test('of several that build the same at once one does, the others wait for it', async () => {
  let made = 0
  const make = async () => {
    made += 1
    await new Promise((resolve) => setTimeout(resolve, 50))
    mkdirSync(join(folderOf(3), 'static'), { recursive: true })
  }
  await Promise.all([
    makeBuild(folderOf(3), make),
    makeBuild(folderOf(3), make),
    makeBuild(folderOf(3), make),
  ])
  expect(made).toBe(1)
})

test.each([
  ['whose number no process has', '4194305 1'],
  ['of which no more is known', '4194305'],
  ['whose number we have, as in a container that was started again', `${process.pid} 1`],
  ['whose number another process has', `${process.ppid} 1`],
  ['that had no time to say who it is', ''],
])('one that was killed while it built keeps nobody else from building: %s', async (_, holder) => {
  mkdirSync(folderOf(1), { recursive: true })
  const lock = `${folderOf(1)}.making`
  writeFileSync(lock, holder)
  if (!holder) utimesSync(lock, 0, 0)
  await build(1)
  expect(chunks(folderOf(1))).toEqual(['all', 'only-1'])
  expect(existsSync(`${folderOf(1)}.making`)).toBe(false)
})

test('the next build serves the files of the last one, not of those before it; older ones go', async () => {
  for (const version of [1, 2, 3, 4, 5]) await build(version)
  expect(chunks(folderOf(5))).toEqual(['all', 'only-4', 'only-5'])
  expect(versionsThere()).toBe(2)
  // Back to the version before: what was open in browsers meanwhile is there.
  await build(4)
  expect(chunks(folderOf(4))).toEqual(['all', 'only-3', 'only-4', 'only-5'])
  // Started again on the same: nothing changes, also not what the next one is lent.
  await build(4)
  expect(versionsThere()).toBe(2)
  await build(6)
  expect(chunks(folderOf(6))).toEqual(['all', 'only-4', 'only-6'])
})

test('a portal that runs keeps its build, however many are made; one that was killed does not', async () => {
  const running = await build(1)
  const unmark = markRunning(running)
  for (const version of [2, 3, 4]) await build(version)
  expect(readFileSync(join(running, 'server/page.js'), 'utf8')).toBe('1')
  unmark()
  await build(5)
  expect(existsSync(running)).toBe(false)
  writeFileSync(join(folderOf(4), 'running-4194305'), '')
  for (const version of [6, 7]) await build(version)
  expect(existsSync(folderOf(4))).toBe(false)
})
