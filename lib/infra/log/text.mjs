/** Fields that a person at a terminal knows. */
const KNOWN = new Set(['level', 'time', 'process', 'pid', 'host', 'msg', 'err'])

/**
 * A line of the log for a person at a terminal: `12:00:00 warn  what happened  requestId=…`, and below it the stack,
 * indented. What strangers have sent neither begins a line nor paints the terminal.
 * @param {string} line as JSON
 * @returns {string}
 */
export function textOf(line) {
  const { level, time, msg, err, ...rest } = JSON.parse(line)
  const fields = Object.entries(rest)
    .filter(([name]) => !KNOWN.has(name))
    .map(([name, value]) => `  ${name}=${plain(String(value))}`)
  const head = `${time.slice(11, 19)} ${level.padEnd(5)} ${plain(msg)}${fields.join('')}`
  return `${head}\n${errorText(err)}`
}

/** @param {{ type: string, message: string, stack?: string, cause?: object } | undefined} err @returns {string} */
function errorText(err, intro = '') {
  if (!err) return ''
  const text = err.stack ?? `${err.type}: ${err.message}`
  const lines = text.split('\n').map((line, n) => `    ${n === 0 ? intro : ''}${plain(line)}\n`)
  return lines.join('') + errorText(/** @type {never} */ (err.cause), 'because of ')
}

/** Without anything that a terminal obeys. @param {string} text */
const plain = (text) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about.
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (sign) =>
    JSON.stringify(sign)
      .slice(1, -1)
      .replace(/^[^\\]$/, `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
