import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A folder without an owner that is younger than this is just being made, ms. */
const NEW = 60_000

/**
 * Takes a folder over from a process that is gone, to remove it. Of several that clean up at once one does: whoever makes the
 * file that is named by the one before, whose own number stands in it; so that also one that is killed at it has a successor.
 * @param {string} folder in it `owner` holds the number of the process that made it
 * @returns {boolean} whether it is this process's now
 */
export function claim(folder) {
  for (let holder = 'owner'; ; ) {
    const pid = pidIn(folder, holder)
    if (pid === null || (pid !== 'none' && runs(Number(pid)))) return false
    holder = `after-${pid}`
    try {
      writeFileSync(join(folder, holder), String(process.pid), { flag: 'wx' })
      return true
    } catch (error) {
      if (error.code !== 'EEXIST') return false
    }
  }
}

/** Null: there is nothing to be taken over, or not yet. */
function pidIn(folder, holder) {
  try {
    // Empty: it is being written at this moment.
    return readFileSync(join(folder, holder), 'utf8') || null
  } catch {
    const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs
    return holder === 'owner' && made !== undefined && Date.now() - made > NEW ? 'none' : null
  }
}

function runs(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
