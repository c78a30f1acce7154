import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { claim } from '../support/claim.mjs'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
function aFolder(owner: string | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'claim-'))
  folders.push(folder)
  if (owner !== null) writeFileSync(join(folder, 'owner'), owner)
  return folder
}
const GONE = 2 ** 22 + 1
const MODULE = pathToFileURL(join(import.meta.dirname, '../support/claim.mjs')).href

/** Several processes at once: which of them hold the folder. Each lives until all have answered. */
async function claimants(folder: string, count: number): Promise<number> {
  const code = `import { claim } from ${JSON.stringify(MODULE)}
process.stdin.once('data', () => { console.log(claim(${JSON.stringify(folder)})); process.stdin.once('data', () => process.exit()) })
console.log('ready')`
  const all = Array.from({ length: count }, () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code])
    return { child, lines: child.stdout[Symbol.asyncIterator]() }
  })
  for (const { lines } of all) await lines.next()
  for (const { child } of all) child.stdin.write('go\n')
  const said = await Promise.all(all.map(async ({ lines }) => String((await lines.next()).value).trim()))
  await Promise.all(
    all.map(async ({ child }) => {
      child.stdin.end('end\n')
      await Promise.all([text(child.stderr), new Promise((resolve) => child.once('exit', resolve))])
    }),
  )
  return said.filter((each) => each === 'true').length
}

test('of several that clean up at once one takes the folder over, and after one that was killed at it again one', async () => {
  const folder = aFolder(String(GONE))
  expect(await claimants(folder, 4)).toBe(1)
  expect(await claimants(folder, 4)).toBe(1)
  expect(claim(folder)).toBe(true)
  expect(claim(folder)).toBe(false)
})

test('what a living process has made, or is just making, is left alone; what never got an owner is not', () => {
  expect(claim(aFolder(String(process.pid)))).toBe(false)
  expect(claim(aFolder(String(process.ppid)))).toBe(false)
  expect(claim(aFolder(''))).toBe(false)
  expect(claim(join(tmpdir(), 'claim-that-is-not-there'))).toBe(false)
  const young = aFolder(null)
  expect(claim(young)).toBe(false)
  utimesSync(young, new Date(), new Date(Date.now() - 61_000))
  expect(claim(young)).toBe(true)
})
