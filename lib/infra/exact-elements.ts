import streamArray from 'stream-json/streamers/stream-array.js'
import withParser from 'stream-json/utils/with-parser.js'
import { plainDecimal } from '@/lib/kernel/decimal'

/**
 * The elements of an array, with every number in them as its digits: JavaScript's own are exact up to 2^53 only. One that says
 * a name twice comes as null: nobody knows which of the two is meant (RFC 8259, 4).
 */
export const exactElements = () =>
  withParser.asStream(() => {
    const collect = streamArray()
    const saysTwice = doubledNames()
    let doubled = false
    const exact = (token: Token) => {
      doubled = saysTwice(token) || doubled
      const element = collect(
        token.name === 'numberValue' ? { name: 'stringValue', value: plainDecimal(token.value) } : token,
      )
      if (!doubled || typeof element !== 'object' || element === null || !('value' in element)) return element
      doubled = false
      return { ...element, value: null }
    }
    return Object.assign(exact, collect)
  })
type Token = Parameters<ReturnType<typeof streamArray>>[0]

/** Tells of each token whether it is a name that its object has said before. */
function doubledNames(): (token: Token) => boolean {
  const open: Set<string>[] = []
  return (token) => {
    if (token.name === 'startObject') open.push(new Set())
    else if (token.name === 'endObject') open.pop()
    else if (token.name === 'keyValue') {
      const names = open.at(-1)
      if (names?.has(token.value)) return true
      names?.add(token.value)
    }
    return false
  }
}
