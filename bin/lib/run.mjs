import { spawn } from 'node:child_process'
import { Problem } from './say.mjs'

/** What runs at this moment. */
const running = new Set()

/** Ends all that runs. */
export function endRuns() {
  for (const child of running) child.kill('SIGTERM')
}

/**
 * Runs a command and resolves with its output; its output is shown only when it fails.
 * Throws a Problem with `sentence` when the command ends with anything but 0, or not within `longest` ms: it is ended then.
 */
export function run(command, args, { sentence, env, cwd, uid, gid, longest } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      uid,
      gid,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command === 'npm',
      ...(longest && { timeout: longest, killSignal: 'SIGKILL' }),
    })
    running.add(child)
    child.on('close', () => running.delete(child))
    let output = ''
    const keep = (chunk) => {
      output += chunk
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => reject(new Problem(`${sentence ?? `${command} failed`}: ${error.message}`)))
    // A task of ours that ends with 2 has said its one sentence itself.
    child.on('exit', (code, signal) =>
      code === 2
        ? reject(new Problem(output.trim()))
        : code === 0
          ? resolve(output)
          : reject(
              new Problem(
                `${output.trim()}\n\n${sentence ?? `${command} failed.`}${signal && longest ? ` (not within ${longest / 1_000} s)` : ''}`,
              ),
            ),
    )
  })
}
