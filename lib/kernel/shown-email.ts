import { domainToUnicode } from 'node:url'

/** Scripts that are written together in one word (Unicode TS 39, highly restrictive); any other mixture is a disguise. */
const SCRIPTS = [
  /^[\p{sc=Latin}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Common}\p{sc=Inherited}]*$/u,
  /^[\p{sc=Latin}\p{sc=Han}\p{sc=Hangul}\p{sc=Common}\p{sc=Inherited}]*$/u,
  /^[\p{sc=Latin}\p{sc=Han}\p{sc=Bopomofo}\p{sc=Common}\p{sc=Inherited}]*$/u,
  ...[
    'Cyrillic',
    'Greek',
    'Arabic',
    'Hebrew',
    'Armenian',
    'Georgian',
    'Devanagari',
    'Bengali',
    'Thai',
    'Tamil',
  ].map((script) => new RegExp(`^[\\p{sc=${script}}\\p{sc=Common}\\p{sc=Inherited}]*$`, 'u')),
]
/** Cyrillic and Greek letters that look like Latin ones (Unicode TS 39, confusables): a word of nothing else reads as another. */
const LOOKALIKES = /^[асԁеһіјӏорԛѕԝхуъьνοραυωι\p{sc=Common}]*$/u
const ASCII = /^[\da-z.-]*$/i

/** Whether a word of a domain is read as what it is; `end`: the last word, which says whether Latin letters are expected. */
function isPlain(word: string, end: string): boolean {
  if (ASCII.test(word)) return true
  if (LOOKALIKES.test(word) && ASCII.test(end)) return false
  return SCRIPTS.some((script) => script.test(word))
}

/**
 * An address as people write it: `béla@xn--plda-bpa.hu` is `béla@példa.hu`. A domain that reads as another one, since it mixes
 * scripts or has only letters that look like Latin ones, stays in Punycode, as browsers show it. `asciiEmail` gives back what
 * was given.
 */
export function shownEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1)
  if (at < 0 || !/(?:^|\.)xn--/i.test(domain)) return email
  const words = domainToUnicode(domain).split('.')
  const isShown = words.length > 1 && words.every((word) => isPlain(word, words.at(-1)!))
  return isShown ? `${email.slice(0, at)}@${words.join('.')}` : email
}

/** `a•••@acme.example`: enough to recognise one's own address, too little to learn another's. */
export const maskedEmail = (email: string) => shownEmail(email).replace(/^(.).*(?=@)/u, '$1•••')
