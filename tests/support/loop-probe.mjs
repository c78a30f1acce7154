// Loaded into a portal under test before anything else: how long its event loop is held, told when it is asked.
import { openSync, readSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** How often it looks whether the loop turns, ms. */
const EVERY = 2

/** So long this thread has worked, ms: what a busy machine takes from it is no fault of what is measured. */
function readWorked() {
  let file
  try {
    file = openSync(`/proc/${process.pid}/schedstat`)
  } catch {
    return performance.now // Not Linux: a busy machine counts.
  }
  const buffer = Buffer.alloc(64)
  return () => Number(buffer.toString('latin1', 0, readSync(file, buffer, 0, 64, 0)).split(' ')[0]) / 1e6
}

if (isMainThread) {
  const worked = readWorked()
  let [at, done, longest] = [performance.now(), worked(), 0]
  setInterval(() => {
    const [now, all] = [performance.now(), worked()]
    longest = Math.max(longest, Math.min(now - at - EVERY, all - done))
    at = now
    done = all
  }, EVERY).unref()
  process.on('message', (message) => {
    if (message?.ask !== 'longestHold') return
    process.send({ longestHold: longest })
    longest = 0
  })
  // Whoever has a listener is kept alive by the channel; whether it ends is not the probe's to decide.
  process.channel?.unref()
}
