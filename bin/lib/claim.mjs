import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from './say.mjs'

/** The process that runs the portal on a data folder, or 0. */
export function claimant(dataDir) {
  const file = join(dataDir, 'launcher.pid')
  const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  return owner && owner !== process.pid && isAlive(owner) ? owner : 0
}

/**
 * One launcher a data folder: two would take the database from under each other. Returns how to let go.
 * Throws a Problem when another one is at it.
 */
export function claim(dataDir) {
  const owner = claimant(dataDir)
  if (owner)
    throw new Problem(
      `Switchboard already runs on ${dataDir} (process ${owner}). Stop it, or set DATA_DIR and PORT for a second one.`,
    )
  const file = join(dataDir, 'launcher.pid')
  writeFileSync(file, String(process.pid))
  return () => rmSync(file, { force: true })
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    // A number is soon used again for another program; only a launcher counts.
    const command = `/proc/${pid}/cmdline`
    return !existsSync(command) || readFileSync(command, 'utf8').includes('start.mjs')
  } catch {
    return false
  }
}
