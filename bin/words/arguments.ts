import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'

const LEAF: Partial<Record<TYPE, string>> = {
  [TYPE.argument]: 'text',
  [TYPE.number]: 'number',
  [TYPE.plural]: 'number',
  [TYPE.date]: 'date',
  [TYPE.time]: 'date',
}

const kindOf = (element: MessageFormatElement): string | undefined =>
  element.type === TYPE.select
    ? `one of ${Object.keys(element.options).sort().join(', ')}`
    : LEAF[element.type]

function* inside(elements: readonly MessageFormatElement[]): Generator<[name: string, kind: string]> {
  for (const element of elements) {
    const kind = kindOf(element)
    if (kind && 'value' in element) yield [String(element.value), kind]
    if (element.type === TYPE.select || element.type === TYPE.plural)
      for (const branch of Object.values(element.options)) yield* inside(branch.value)
  }
}

/**
 * What a sentence is to be given: the names of its arguments, in alphabetical order, and of what kind each is. A number
 * is one whether its form or its digits are asked for; what is only ever written as it comes is a text.
 * @throws {SyntaxError} for what is no ICU message
 */
export function argumentsOf(sentence: string): Map<string, string> {
  const kinds = new Map<string, Set<string>>()
  for (const [name, kind] of inside(parse(sentence)))
    kinds.set(name, (kinds.get(name) ?? new Set<string>()).add(kind))
  return new Map(
    [...kinds].sort().map(([name, found]) => {
      // What is chosen or counted by may also be written as it is.
      if (found.size > 1) found.delete('text')
      return [name, [...found].sort().join(' and ')]
    }),
  )
}

/** The same as one line, to be compared and to be read. */
export const described = (given: ReadonlyMap<string, string>): string =>
  [...given].map(([name, kind]) => `{${name}}: ${kind}`).join('; ') || 'nothing'
