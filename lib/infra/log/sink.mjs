/** So many bytes wait for a reader that is slow; what comes then is counted and not written. */
const MOST_WAITING = 4_000_000

/**
 * Writes lines to a stream that nobody waits for: a pipe whose reader is slow holds neither the event loop nor the memory,
 * and one that is closed ends nothing.
 * @param {import('node:stream').Writable} stream
 * @returns {(line: string) => void}
 */
export function sinkTo(stream) {
  let dropped = 0
  if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore)
  return (line) => {
    if (stream.destroyed || stream.writableEnded) return
    if (stream.writableLength > MOST_WAITING) {
      dropped += 1
      return
    }
    if (dropped > 0) {
      const said = { level: 'warn', time: new Date().toISOString(), pid: process.pid, dropped }
      stream.write(
        `${JSON.stringify({ ...said, msg: 'lines of the log were dropped: its reader is too slow' })}\n`,
      )
      dropped = 0
    }
    stream.write(line)
  }
}

const ignore = () => undefined
