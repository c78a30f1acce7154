import { domainToASCII, domainToUnicode } from 'node:url'

const ASCII = /^[\da-z-]*$/i
/**
 * What is read as what it is, in whole words: Latin letters of Europe's languages, less those that pass for others (ı, ĸ, ſ, ŀ, ŉ,
 * ĳ), or those of another script, with digits and hyphens. Scripts mixed in a word are a disguise (Unicode TS 39), as are signs that pass
 * for a dot or slash; and where letters run from right to left, words and digits around them change places.
 */
const READ = [
  /^[\da-zß-öø-ÿā-įĵ-ķĹ-ľŁ-ňŊ-žșț-]*$/u,
  /^[\d\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー-]*$/u,
  /^[\d\p{sc=Han}\p{sc=Hangul}-]*$/u,
  /^[\d\p{sc=Cyrillic}-]*$/u,
  /^[\d\p{sc=Greek}-]*$/u,
]
/** Signs of Chinese and Japanese that pass for a slash, a hyphen or a dot. */
const STROKES = /^[\dノメ丶丿一二三十ニハロエトヒへー工口八-]*$/u
const CYRILLIC_OR_GREEK = /\p{sc=Cyrillic}|\p{sc=Greek}/u
/** Cyrillic and Greek letters that nobody takes for a Latin one or a digit (Unicode TS 39, confusables). */
const DISTINCT = /[джйлфцшщыэюяђљњћδζθλξπφψ]/u
/** The same in the last word of a domain, which has no digits to be taken for. */
const DISTINCT_END = /[бзчджйлфцшщыэюяђљњћδζθλξπφψ]/u

/** Whether a word of a domain is read as what it is; `end`: the last word, which says in which letters to read the others. */
function isPlain(word: string, end: string): boolean {
  if (ASCII.test(word)) return true
  if (STROKES.test(word) || !READ.some((script) => script.test(word))) return false
  if (!CYRILLIC_OR_GREEK.test(word)) return true
  // Nobody expects Latin letters where a domain ends in others.
  return word === end ? DISTINCT_END.test(end) : CYRILLIC_OR_GREEK.test(end) || DISTINCT.test(word)
}

/**
 * An address as people write it: `béla@xn--plda-bpa.hu` is `béla@példa.hu`. A domain that could pass for another one stays in
 * Punycode, as browsers show it: one with a word that is not read as what it is, and one that is not written so again.
 * `asciiEmail` gives back what was given.
 */
export function shownEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1)
  if (at < 0 || !/(?:^|\.)xn--/i.test(domain)) return email
  const words = domainToUnicode(domain).split('.')
  const isShown =
    words.length > 1 &&
    words.some((word) => !ASCII.test(word)) &&
    words.every((word) => isPlain(word, words.at(-1)!)) &&
    domainToASCII(words.join('.')) === domain.toLowerCase()
  return isShown ? `${email.slice(0, at)}@${words.join('.')}` : email
}

/** `a•••@acme.example`: enough to recognise one's own address, too little to learn another's. */
export const maskedEmail = (email: string) => shownEmail(email).replace(/^(.).*(?=@)/u, '$1•••')
