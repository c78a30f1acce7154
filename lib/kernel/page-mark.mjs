/**
 * A page as a cookie names it, in characters that a cookie's value may have. Plain JavaScript, since the door
 * (bin/lib/said-once.mjs) reads it before Next does.
 * @param {string} path
 */
export const pageMark = (path) => Buffer.from(path).toString('base64url')
