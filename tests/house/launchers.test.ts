import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
const launchers = [
  ...new Set(Object.values(scripts).flatMap((script) => script.match(/^node (bin\/\S+)/)?.[1] ?? [])),
]

/** Packages that a file needs before its first line runs, each with the file that names it. */
function packagesOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return []
  seen.add(file)
  const named = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export)\s(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]/gm,
  )
  return [...named].flatMap(([, from]) => {
    if (from!.startsWith('node:')) return []
    return from!.startsWith('.') ? packagesOf(join(dirname(file), from!), seen) : [`${file}: ${from}`]
  })
}

test('a launcher needs no package before it has installed them: it is what a fresh clone begins with', () => {
  expect(launchers).toEqual(
    expect.arrayContaining(['bin/start.mjs', 'bin/test.mjs', 'bin/with-database.mjs']),
  )
  expect(launchers.flatMap((file) => packagesOf(file))).toEqual([])
  // What reads settings does need one, and is known to.
  expect(packagesOf('bin/lib/settings.mjs')).toEqual(['lib/kernel/network.mjs: ipaddr.js'])
})
