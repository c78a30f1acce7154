import { argumentsOf } from './arguments'
import { allMessages } from './messages'

const TYPES: Record<string, string> = { text: 'string | number', number: 'number', date: 'Date' }
const HEAD = `// Written by \`npm run words:declare\` from messages/en: every sentence, and what it is to be given.
export interface Messages {`

const name = (key: string) => (/^\w+$/.test(key) ? key : `'${key}'`)

function given(sentence: string): string {
  const all = [...argumentsOf(sentence)].map(([arg, kind]) => `${arg}: ${TYPES[kind] ?? 'string'}`)
  return all.length === 0 ? 'Nothing' : `{ ${all.join('; ')} }`
}

/** The declarations that calls of `t` and `refuse` are checked against. */
export function declaration(): string {
  const lines = [...allMessages('en')].map(([key, sentence]) => `  ${name(key)}: ${given(sentence)}`)
  return `${HEAD}\n${lines.join('\n')}\n}\n\ntype Nothing = Record<never, never>\n`
}
