// What may stand in the log: of errors a few fields, of texts no address of a person, no number and no credential.

/** In characters. */
const LONGEST_TEXT = 1_000
const LONGEST_STACK = 8_000
const MOST_FIELDS = 30
/** An error, and what it wraps. */
const DEPTH = 3

/** Fields that never stand there, whoever gives them. */
const SECRET = /passw|secret|token|cookie|authoriz|api_?key|puk|otp|recipient|e_?mail|phone|msisdn/i

/** So much more of a text is looked at than is written: what is cut in the middle is recognised by nothing. */
const LOOKED_AT_MORE = 3_000
/** And where even that is not all of it, the end of it, which may be half of something, is left out. */
const HALF = 200
/** From here on the text of an error is its stack. */
const FRAMES = /\n {4}at [^\n"]{1,300}:\d+:\d+\)?(?=\n|$)/

/** How somebody says what is secret: `password=…`, `"token": "…"`. */
const NAMES = 'pass(?:word|wd|phrase)?|pwd|token|secret|otp|pin|puk|api[_-]?key|cookie'

/**
 * Texts of errors repeat what somebody has sent: parsers, drivers and servers of mail quote it, and what is quoted may go over
 * lines, and have no end where it was cut. The order matters.
 * @type {readonly (readonly [RegExp, string])[]}
 */
const PRIVATE = [
  // What terminals obey beyond JSON's own escapes, and what turns lines around.
  [/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '·'],
  // Of addresses: user and password, which may have any sign in it, and what stands after the question mark.
  [/(?<!\/|file:)\/\/(?!\/)\S{0,400}@/g, '//…@'],
  [/\?[\w.~-]+=[^\s"')]*/g, '?…'],
  // JSON.parse, and PostgreSQL's class 22 (appendix A).
  [
    /(Unexpected [^\n]{0,60}?, |after JSON [^\n]{0,60}?, )(\.\.\.)?"[\s\S]*?(?:" is not valid JSON|$)/g,
    '$1"…" is not valid JSON',
  ],
  [/((?:invalid|malformed|out of range)[^\n"]{0,80}: )\\?"(?:[\s\S]*"|[\s\S]*)/g, '$1"…"'],
  [/\bvalue "[\s\S]*?(?:"(?= )|$)/g, 'value "…"'],
  [/(Key \([^)\n]{0,200}\)=\()[\s\S]*?(\) (?=already |is |conflicts )|$)/g, '$1…$2'],
  [/\b(Bearer|Basic) [\w.~+/=-]+/gi, '$1 …'],
  [/\bswb_[\w-]+/g, 'swb_…'],
  [
    new RegExp(`(?<![a-z])(${NAMES})(["']?\\s{0,5}[=:]\\s{0,5})(?:"[^"]*"?|'[^']*'?|[^\\s,;&)}\\]]+)`, 'gi'),
    '$1$2…',
  ],
  // Not `code: 23505`, which is an error's.
  [/(?<![a-z])(code["']?\s{0,5}[=:]\s{0,5}["']?)(?:\d{6,}|[\da-z]{4,}(?:-[\da-z]{4,})+)/gi, '$1…'],
  [/(?<![\w/.@-])[\p{L}\d_.+-]{1,64}@[\p{L}\d.-]{1,253}/gu, '…@…'],
  // After a colon, as in `tel:`, but not where that is of a time.
  [/(?<![\w.-])(?<!\d:)\+\d[\d ()/.-]{5,30}\d/g, '+…'],
  [/(?<![\w./-])(?<!\d:)(?:00|0|\(0)\d[\d ()/-]{5,30}\d(?![\w-])/g, '0…'],
  [/(?<![\w.-])(?<!\d:)\d{7,}(?![\w-])/g, '…'],
]

/** A text for the log, bounded in length. @param {string} text @returns {string} */
export function scrub(text, longest = LONGEST_TEXT) {
  const looked = text.slice(0, longest + LOOKED_AT_MORE)
  const at = looked.search(FRAMES)
  // What has no end in a message does not take the stack with it.
  let clean = at < 0 ? cleaned(looked) : cleaned(looked.slice(0, at)) + cleaned(looked.slice(at))
  if (looked.length < text.length) clean = clean.slice(0, -HALF).replace(/\S{0,400}$/, '')
  if (clean.length <= longest && looked.length === text.length) return clean
  return `${clean.slice(0, longest)}… (${text.length} characters)`
}

const cleaned = (/** @type {string} */ text) =>
  PRIVATE.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text)

/**
 * What was thrown, as fields: never its own properties, since drivers keep rows and parameters there.
 * @param {unknown} error
 * @param {boolean} withStack
 * @returns {{ type: string, message: string, code?: string, digest?: string, stack?: string, cause?: object }}
 */
export function cleanError(error, withStack, depth = 1) {
  if (typeof error !== 'object' || error === null)
    return { type: typeof error, message: scrub(String(error)) }
  const { name, message, code, digest, stack, cause, errors } = /** @type {Record<string, unknown>} */ (error)
  const within = cause ?? (Array.isArray(errors) ? errors[0] : undefined)
  return {
    type: typeof name === 'string' ? scrub(name, 100) : 'object',
    message: scrub(typeof message === 'string' ? message : ''),
    ...((typeof code === 'string' || typeof code === 'number') && { code: scrub(String(code), 50) }),
    ...(typeof digest === 'string' && { digest: scrub(digest, 100) }),
    ...(withStack && typeof stack === 'string' && { stack: scrub(stack, LONGEST_STACK) }),
    ...(within && depth < DEPTH && { cause: cleanError(within, withStack, depth + 1) }),
  }
}

/** Fields of a line: a few, flat, bounded. @param {Record<string, unknown>} fields */
export function cleanFields(fields) {
  /** @type {Record<string, string | number | boolean | null>} */
  const clean = {}
  for (const [name, value] of Object.entries(fields).slice(0, MOST_FIELDS)) {
    if (value === undefined) continue
    if (SECRET.test(name)) clean[name] = '…'
    else if (typeof value === 'number' || typeof value === 'boolean' || value === null) clean[name] = value
    else clean[name] = scrub(typeof value === 'string' ? value : String(value))
  }
  return clean
}
