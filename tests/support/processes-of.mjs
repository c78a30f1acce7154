// node tests/support/processes-of.mjs <folder>: once whoever started it is gone, ends all processes of a portal on a data
// folder and removes it, so that a test that was itself killed leaves nothing behind.
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const attempt = (work) => {
  try {
    return work()
  } catch {
    // It has ended meanwhile.
    return ''
  }
}
const read = (file) => attempt(() => readFileSync(file, 'latin1'))

/**
 * The processes of a portal on a data folder, by what they were told or where they work; those that are dead and not yet
 * collected count no more. Needs /proc (proc(5)).
 * @param {string} folder
 * @returns {{ pid: number, command: string }[]}
 */
export const processesOf = (folder) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => !/^\d+ \(.*\) Z/s.test(read(`/proc/${pid}/stat`)))
    .map((pid) => ({ pid: Number(pid), command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') }))
    .filter(({ command }) => !command.includes('processes-of.mjs'))
    .filter(
      ({ pid, command }) =>
        command.includes(folder) ||
        attempt(() => readlinkSync(`/proc/${pid}/cwd`)).startsWith(folder) ||
        read(`/proc/${pid}/environ`).includes(`DATA_DIR=${folder}`),
    )

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = process.argv[2]
  process.stdin.resume().on('end', () => {
    for (const { pid } of processesOf(folder)) attempt(() => process.kill(pid, 'SIGKILL'))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
}
