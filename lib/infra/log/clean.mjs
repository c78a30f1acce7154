// What may stand in the log: of errors a few fields, of texts no address of a person, no number and no credential.

/** In characters. */
const LONGEST_TEXT = 1_000
const LONGEST_STACK = 8_000
const MOST_FIELDS = 30
/** An error, and what it wraps. */
const DEPTH = 3

/** Fields that never stand there, whoever gives them. */
const SECRET = /passw|secret|token|cookie|authoriz|api_?key|puk|otp|recipient|e_?mail|phone|msisdn/i

/**
 * Texts of errors repeat what somebody has sent: parsers, drivers and servers of mail quote it. The order matters.
 * @type {readonly (readonly [RegExp, string])[]}
 */
const PRIVATE = [
  // What terminals obey beyond JSON's own escapes, and what turns lines around.
  [/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '·'],
  // Of addresses: user and password, and what stands after the question mark.
  [/\/\/[^\s/@"']*@/g, '//…@'],
  [/\?[\w.~-]+=[^\s"')]*/g, '?…'],
  // JSON.parse, and PostgreSQL's class 22 (appendix A).
  [
    /(Unexpected [^\n]{0,60}?, |after JSON [^\n]{0,60}?, )(\.\.\.)?"[^\n]*" is not valid JSON/g,
    '$1"…" is not valid JSON',
  ],
  [/((?:invalid|malformed|out of range)[^\n"]{0,80}: )\\?"[^\n]*"/g, '$1"…"'],
  [/\bvalue "[^\n]{0,300}?"(?= )/g, 'value "…"'],
  [/(Key \([^)\n]{0,200}\)=\()[^\n]{0,500}?(\) )/g, '$1…$2'],
  [/\b(Bearer|Basic) [\w.~+/=-]+/gi, '$1 …'],
  [/(?<![\w/.@-])[\p{L}\d_.+-]{1,64}@[\p{L}\d.-]{1,253}/gu, '…@…'],
  [/(?<![\w.:-])\+\d[\d ()/.-]{5,30}\d/g, '+…'],
  [/(?<![\w.:/-])(?:00|0|\(0)\d[\d ()/-]{5,30}\d(?![\w-])/g, '0…'],
  [/(?<![\w.:-])\d{7,}(?![\w-])/g, '…'],
]

/** A text for the log, bounded in length. @param {string} text @returns {string} */
export function scrub(text, longest = LONGEST_TEXT) {
  let clean = text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text
  for (const [pattern, instead] of PRIVATE) clean = clean.replace(pattern, instead)
  return clean
}

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
