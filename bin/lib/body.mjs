// Bodies are read here, before anything behind begins to work: counted as they come and timed as a whole, so that
// nobody holds a page, a turn or a connection to the database by sending much, or slowly, or never to the end.
import { IncomingMessage } from 'node:http'

/** A body that is not read to its end, with what to answer (sentences.mjs); no status: the sender has gone. */
export class Unread extends Error {
  /**
   * @param {number} [status]
   * @param {import('./sentences.mjs').Sentence} [sentence]
   */
  constructor(status, sentence) {
    super(sentence)
    this.status = status
    this.sentence = sentence
  }
}
export const tooLarge = () => new Unread(413, 'too_large')

/** Most bodies are a name, a password or a code. */
const USUAL = 1_024
/** What comes in more parts than so many, and smaller ones on average, is sent to be work and not to be read. */
const MOST_PARTS = 1_000
const SMALLEST_PART = 64

/** Whether a body comes in more and smaller parts than anybody has reason for; `smallest`: bytes of one, on average. */
export const isInTooManyParts = (parts, size, smallest = SMALLEST_PART) =>
  parts > MOST_PARTS + size / smallest

/**
 * Reads a body whole.
 * @param {IncomingMessage} request
 * @param {{ most: number, within: number, rate?: number }} bounds in bytes, milliseconds until its last byte, and how many
 * bytes that have come give a millisecond more
 * @returns {Promise<Buffer>}
 * @throws {Unread}
 */
export function readBody(request, { most, within, rate = Number.POSITIVE_INFINITY }) {
  return new Promise((resolve, reject) => {
    if (request.destroyed) return reject(new Unread())
    // One buffer that grows: thousands of chunks of a byte would take a hundred times their size.
    let bytes = Buffer.allocUnsafe(USUAL)
    let [size, parts] = [0, 0]
    const stop = (error) => {
      clearTimeout(timer)
      // What still comes is let go of as it comes: a paused request would keep it.
      request.off('data', take).off('end', end).off('close', gone)
      if (error) reject(error)
      else resolve(bytes.subarray(0, size))
    }
    const began = performance.now()
    let timer = setTimeout(late, within)
    function late() {
      const left = began + within + size / rate - performance.now()
      if (left >= 1) timer = setTimeout(late, left)
      else stop(new Unread(408, 'too_slow'))
    }
    const take = (chunk) => {
      parts += 1
      if (size + chunk.length > most) return stop(tooLarge())
      if (isInTooManyParts(parts, size)) return stop(new Unread(400, 'small_parts'))
      if (size + chunk.length > bytes.length) {
        const larger = Buffer.allocUnsafe(Math.min(most, 2 * (size + chunk.length)))
        bytes.copy(larger, 0, 0, size)
        bytes = larger
      }
      chunk.copy(bytes, size)
      size += chunk.length
    }
    const end = () => stop()
    const gone = () => stop(new Unread())
    request.on('data', take).on('end', end).on('close', gone)
    request.on('error', gone)
  })
}

/** How many fields a form of several parts has at the most (RFC 2046, 5.1.1: each begins with such a line). */
export function fieldsOf(bytes) {
  let count = 1
  for (let at = bytes.indexOf('\r\n--'); at >= 0; at = bytes.indexOf('\r\n--', at + 4)) count += 1
  return count
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
