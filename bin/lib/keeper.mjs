import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One that was killed is replaced after so many ms. */
const AGAIN = 200
/** Waits for the end of its input, then stops the database, unless somebody else keeps it by now. */
const SCRIPT = `trap '' HUP INT TERM
cat > /dev/null
[ "$(cat "$1" 2> /dev/null)" = "$2" ] && exec "$3" stop -s -m fast -D "$4"`

/**
 * Stops an embedded database once all who hold the keeper's input are gone, whatever ended them: nothing outlives a
 * `kill -9` of the launcher. One at a time keeps a database, the newest.
 * @param {{ dataDir: string, dir: string, pg_ctl: string, who: { uid?: number, gid?: number } }} cluster
 * @returns {{ input: import('node:stream').Writable | null, disarm: () => void }} `input`: to be handed on to who shall hold it too
 */
export function keep({ dataDir, dir, pg_ctl, who }) {
  if (process.platform === 'win32') return { input: null, disarm: () => undefined }
  const [file, token] = [join(dataDir, 'keeper'), randomUUID()]
  writeFileSync(file, token, { mode: 0o644 })
  let keeper
  let isOver = false
  function begin() {
    // Another may keep it by now: one that was killed just before is not replaced.
    if (isOver) return
    const args = ['-c', SCRIPT, 'switchboard-keeper', file, token, pg_ctl, dir]
    keeper = spawn('sh', args, { ...who, cwd: dir, detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
    keeper.unref()
    keeper.stdin.unref()
    keeper.stdin.on('error', () => undefined)
    keeper.on('error', () => undefined)
    keeper.on('exit', () => {
      if (!isOver) setTimeout(begin, AGAIN).unref()
    })
  }
  begin()
  return {
    get input() {
      return keeper.stdin
    },
    disarm() {
      isOver = true
      try {
        process.kill(-keeper.pid, 'SIGKILL')
      } catch {
        // It is gone already.
      }
    },
  }
}
