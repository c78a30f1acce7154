// Builds of the pages beside each other, each in a folder named after its sources: a portal that runs keeps the one it
// was started on, whatever is built meanwhile, and pages that are open in browsers find the files they were sent with.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { inTurn } from './in-turn.mjs'
import { isAlive } from './processes.mjs'

const BUILD = /^build-[0-9a-f]{16}$/
const RUNNING = /^running-(\d+)$/
/** Names of the build that portals are started on and of the one before it. */
const USED = 'used'
/** Of a build: the files that browsers load and that it made itself. */
const OWN_FILES = 'own-files.json'

/** Where the build of sources with this fingerprint is. */
export const buildFolder = (base, print) => join(base, `build-${print.slice(0, 16)}`)

/**
 * Makes a build unless it is there: beside all others, once, also when several start at once.
 * @param {string} folder
 * @param {() => Promise<unknown>} make makes it in this folder; the pages remember where they were built
 */
export async function makeBuild(folder, make) {
  if (isWhole(folder)) return
  await inTurn(`${folder}.making`, async () => {
    if (isWhole(folder)) return
    rmSync(folder, { recursive: true, force: true })
    await make()
    writeFileSync(join(folder, OWN_FILES), JSON.stringify([...filesBelow(join(folder, 'static'))]))
  })
}

/** What is written last is there. */
export const isWhole = (folder) => existsSync(join(folder, OWN_FILES))

/**
 * From now on portals start on this build. It also serves what browsers load of the one before (names of such files
 * are made from their content), and older ones that nobody runs on are removed.
 */
export function switchTo(base, folder) {
  const name = folder.slice(base.length + 1)
  const [current, previous] = usedBuilds(base)
  if (current !== name && current) lendFiles(join(base, current), folder)
  const used = current === name ? [current, previous] : [name, current]
  const file = join(base, USED)
  writeFileSync(`${file}.${process.pid}`, used.filter(Boolean).join('\n'))
  renameSync(`${file}.${process.pid}`, file)
  for (const entry of readdirSync(base)) {
    const build = join(base, entry)
    if (!BUILD.test(entry) || used.includes(entry) || isRunOn(build) || existsSync(`${build}.making`))
      continue
    rmSync(build, { recursive: true, force: true })
  }
}

/** Says that this process serves a build. Returns how to take that back. */
export function markRunning(folder) {
  const mark = join(folder, `running-${process.pid}`)
  writeFileSync(mark, '')
  return () => rmSync(mark, { force: true })
}

/** The folder of the build that portals were started on before this one, or null. */
export function buildBefore(folder) {
  const base = dirname(folder)
  const used = usedBuilds(base)
  const before = used[used.indexOf(basename(folder)) + 1]
  return used.includes(basename(folder)) && before ? join(base, before) : null
}

const usedBuilds = (base) => {
  const file = join(base, USED)
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
}

/** Copies what one build made itself into another, where that has none of its own. */
function lendFiles(from, to) {
  const list = join(from, OWN_FILES)
  if (!existsSync(list)) return
  for (const file of JSON.parse(readFileSync(list, 'utf8'))) {
    const [there, here] = [join(from, 'static', file), join(to, 'static', file)]
    if (existsSync(here) || !existsSync(there)) continue
    mkdirSync(dirname(here), { recursive: true })
    copyFileSync(there, here)
  }
}

const isRunOn = (folder) =>
  readdirSync(folder).some((entry) => {
    const running = RUNNING.exec(entry)
    return running && isAlive(Number(running[1]))
  })

/** @returns {Generator<string>} paths relative to the folder */
function* filesBelow(folder, within = '') {
  for (const entry of readdirSync(join(folder, within), { withFileTypes: true })) {
    const path = join(within, entry.name)
    if (entry.isDirectory()) yield* filesBelow(folder, path)
    else yield path
  }
}
