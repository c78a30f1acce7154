// Everything between a fresh clone and a runnable program: packages, generated client, build.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildFolder, isWhole, makeBuild, switchTo } from './builds.mjs'
import { inTurn } from './in-turn.mjs'
import { run } from './run.mjs'
import { isAsNew, productNode } from './runtime.mjs'
import { Problem, step } from './say.mjs'

const SOURCES = [
  'app',
  'components',
  'lib',
  'messages',
  'bin/lib/body.mjs',
  'bin/lib/turns.mjs',
  'bin/lib/kinds.mjs',
  'instrumentation.ts',
  'next.config.js',
  'postcss.config.mjs',
]

/**
 * What the launchers themselves run on: what `engines` of package.json asks for.
 * @throws {Problem} for anything older
 */
export function checkNode(version = process.versions.node) {
  const oldest = JSON.parse(readFileSync('package.json', 'utf8')).engines.node.replace('>=', '')
  if (!isAsNew(version, `${oldest}.0`))
    throw new Problem(`Switchboard needs Node ${oldest} or newer; this is ${version}.`)
}

function* files(path) {
  if (!existsSync(path)) return
  if (!statSync(path).isDirectory()) return yield path
  for (const entry of readdirSync(path).sort()) if (entry !== 'generated') yield* files(join(path, entry))
}

/** A fingerprint of the content of files and folders, relative to the project's root. */
export function fingerprint(...paths) {
  const hash = createHash('sha256')
  for (const path of paths)
    for (const file of files(path)) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/**
 * Does `work` unless `stamp` (a file that survives only with its result) already holds `print`; also of several starts at once
 * only one does. `turn`: the file by which they take turns, where the work leaves it alone.
 */
export async function once({ stamp, turn, print, name }, work) {
  const isDone = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === print
  if (isDone()) return
  await inTurn(turn, async () => {
    if (isDone()) return
    await step(name, work)
    mkdirSync(join(stamp, '..'), { recursive: true })
    writeFileSync(stamp, print)
  })
}

/**
 * Installs what package-lock.json says, unless that has been done. Not `npm ci`: it refuses a lock file
 * that lacks the binaries of other platforms, which a mirror of the registry need not have.
 */
export async function installPackages() {
  const stamp = 'node_modules/.switchboard'
  const print = fingerprint('package-lock.json')
  await once({ stamp, turn: `${stamp}.turn`, print, name: 'Installing packages' }, () =>
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
      env: { NODE_ENV: 'development' },
      sentence: 'The packages could not be installed: is the npm registry within reach?',
    }),
  )
}

/** Generates the Prisma client from prisma/schema, unless it is up to date. */
export async function generateClient() {
  const print = fingerprint('prisma/schema', 'prisma.config.ts', 'package-lock.json')
  const stamp = 'lib/infra/generated/.switchboard'
  const turn = 'node_modules/.switchboard-client.turn'
  await once({ stamp, turn, print, name: 'Generating the database client' }, async () =>
    run(await productNode(), ['node_modules/prisma/build/index.js', 'generate'], {
      env: { PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
      sentence: 'The database client could not be generated.',
    }),
  )
}

/**
 * What the ids of actions are made with (Next mixes it in): fixed, so that a form of one build is understood by the next
 * one and by every host. It also seals what a page hands to an action of its own, which none does; should one ever, then
 * by another key (bin/serve.mjs). AES-256: 32 bytes.
 */
const ACTION_IDS = createHash('sha256').update('switchboard action ids').digest('base64')

/** The fingerprint of all that goes into a build: what is equal is built once, and has the same name on every host. */
export const pagesPrint = () => fingerprint(...SOURCES, 'prisma/schema', 'package-lock.json')

/**
 * Builds the pages for production beside those that are there, unless these sources are built already. Resolves with the
 * folder in `base` where they are.
 */
export async function buildPages(base = '.next') {
  const print = pagesPrint()
  const folder = buildFolder(base, print)
  if (!isWhole(folder))
    await step('Building the pages', () =>
      makeBuild(folder, async () =>
        run(await productNode(), ['node_modules/next/dist/bin/next', 'build'], {
          env: {
            NODE_ENV: 'production',
            NEXT_DIST_DIR: folder,
            NEXT_BUILD_ID: print.slice(0, 16),
            NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: ACTION_IDS,
            NEXT_TELEMETRY_DISABLED: '1',
          },
          sentence: 'The pages could not be built.',
        }),
      ),
    )
  switchTo(base, folder)
  return folder
}
