import streamArray from 'stream-json/streamers/stream-array.js'
import withParser from 'stream-json/utils/with-parser.js'
import { plainDecimal } from '@/lib/kernel/decimal'

/** The elements of an array, with every number in them as its digits: JavaScript's own are exact up to 2^53 only. */
export const exactElements = () =>
  withParser.asStream(() => {
    const collect = streamArray()
    const exact = (token: Token) =>
      collect(
        token.name === 'numberValue' ? { name: 'stringValue', value: plainDecimal(token.value) } : token,
      )
    return Object.assign(exact, collect)
  })
type Token = Parameters<ReturnType<typeof streamArray>>[0]
