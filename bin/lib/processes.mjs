import { existsSync, readFileSync } from 'node:fs'

/** Whether a process with this number runs on this machine. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** What tells a process from an earlier one with its number: when it began (proc(5), field 22); nothing where there is no /proc. */
export function beginningOf(pid) {
  const file = `/proc/${pid}/stat`
  return existsSync(file) ? readFileSync(file, 'utf8').split(') ').at(-1).split(' ')[19] : ''
}

/** How often it is looked whether npm is there, in ms. */
const EVERY = 200
const SHELL = /^(?:sh|dash|bash|ash|zsh|ksh|busybox)$/

/**
 * Calls `gone` once when the npm that runs this process is gone without having said so: killed, or with a shell in between
 * that keeps signals for itself.
 */
export function watchNpm(gone) {
  if (!/\bbin\/[\w-]+\.mjs/.test(process.env.npm_lifecycle_script ?? '')) return
  const parent = process.ppid
  const { name, parent: npm } = stat(parent)
  // npm starts scripts through a shell, which may put itself in its place.
  const hasShell = SHELL.test(name)
  const timer = setInterval(() => {
    if (process.ppid === parent && (!hasShell || stat(parent).parent === npm)) return
    clearInterval(timer)
    gone()
  }, EVERY)
  timer.unref()
}

/** Name and parent of a process, where the system has /proc (proc(5)). */
function stat(pid) {
  const file = `/proc/${pid}/stat`
  const [, name = '', parent = ''] = existsSync(file)
    ? (/\((.*)\) \S (\d+)/s.exec(readFileSync(file, 'utf8')) ?? [])
    : []
  return { name, parent }
}
