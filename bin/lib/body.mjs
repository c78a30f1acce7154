// Bodies are read here, before anything behind begins to work: counted as they come and timed as a whole, so that
// nobody holds a page, a turn or a connection to the database by sending much, or slowly, or never to the end.
import { IncomingMessage } from 'node:http'

/** All bodies that are being read, and those whose requests are under way, together, in bytes. */
const MOST_HELD = 64_000_000
let held = 0

/** A body that is not read to its end, with what to answer; no status: the sender has gone. */
export class Unread extends Error {
  constructor(status, sentence) {
    super(sentence)
    this.status = status
  }
}
export const tooLarge = () => new Unread(413, 'This form is too large: please shorten what you typed.')

/**
 * Reads a body whole.
 * @param {IncomingMessage} request
 * @param {{ most: number, within: number }} bounds in bytes, and milliseconds until its last byte
 * @returns {Promise<{ bytes: Buffer, release: () => void }>} `release` gives its room back to others
 * @throws {Unread}
 */
export function readBody(request, { most, within }) {
  return new Promise((resolve, reject) => {
    if (request.destroyed) return reject(new Unread())
    const chunks = []
    let size = 0
    let released = false
    const release = () => {
      if (!released) held -= size
      released = true
    }
    const stop = (error) => {
      clearTimeout(timer)
      request.off('data', take).off('end', end).off('close', gone)
      request.pause()
      if (!error) return resolve({ bytes: Buffer.concat(chunks, size), release })
      release()
      reject(error)
    }
    const timer = setTimeout(() => stop(new Unread(408, 'This took too long to arrive.')), within)
    const take = (chunk) => {
      size += chunk.length
      held += chunk.length
      chunks.push(chunk)
      if (size > most) stop(tooLarge())
      else if (held > MOST_HELD) stop(new Unread(503, 'Too much is arriving at once: please try again.'))
    }
    const end = () => stop()
    const gone = () => stop(new Unread())
    request.on('data', take).on('end', end).on('close', gone)
    request.on('error', gone)
  })
}

/**
 * The same request with its body here already, as one of a stated length.
 * @param {IncomingMessage} request
 * @param {Buffer} bytes
 */
export function withBody(request, bytes) {
  const whole = new IncomingMessage(request.socket)
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders } = request
  const { 'transfer-encoding': _coding, expect: _expect, ...headers } = request.headers
  headers['content-length'] = String(bytes.length)
  Object.assign(whole, { method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders, headers })
  whole.complete = true
  if (bytes.length > 0) whole.push(bytes)
  whole.push(null)
  return whole
}
