import smpp from 'smpp'

/** Characters that take two places in GSM 03.38. */
const ESCAPED = '\f^{}\\[~]|€'
const LIMITS = { gsm: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } }

export type Split = { dataCoding: 0 | 8; parts: string[] }

/** The first of several texts that is one SMS; of none that is, the last. */
export const onePart = (texts: readonly string[]): string =>
  texts.find((text) => splitSms(text).parts.length === 1) ?? texts.at(-1) ?? ''

/**
 * Cuts a text into what fits one SMS each: GSM 03.38 where every character is in it, else UCS-2
 * (Hungarian ő ű, Serbian č ć š ž đ, Cyrillic). Never cuts a surrogate pair or an escape.
 */
export function splitSms(text: string): Split {
  const gsm = smpp.encodings.ASCII.match(text) && !text.includes('\u001b')
  const weigh = (character: string) => (gsm ? (ESCAPED.includes(character) ? 2 : 1) : character.length)
  const limits = gsm ? LIMITS.gsm : LIMITS.ucs2
  const dataCoding = gsm ? 0 : 8
  const characters = [...text]
  const whole = characters.reduce((sum, character) => sum + weigh(character), 0)
  if (whole <= limits.alone) return { dataCoding, parts: [text] }

  const parts: string[] = []
  let part = ''
  let room = limits.part
  for (const character of characters) {
    if (weigh(character) > room) {
      parts.push(part)
      part = ''
      room = limits.part
    }
    part += character
    room -= weigh(character)
  }
  return { dataCoding, parts: [...parts, part] }
}
