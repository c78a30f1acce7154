import { readFileSync } from 'node:fs'
import { parseSync } from 'oxc-parser'
import { files } from '../support/files'

/** A node of the syntax tree, as far as it is looked at here. */
export type Node = { type: string; start: number; end: number; [key: string]: unknown }
/** A piece of a file's text that becomes another one. */
export type Edit = { start: number; end: number; with: string }

/** What is tried: what a request goes through inside the house. `web` and `words` are noticed by a browser, `infra` by starts. */
const PLACES = [
  'rights',
  'access',
  'audit',
  'outbox',
  'intake',
  'contract',
  'identity',
  'company',
  'subscriptions',
  'grants',
  'billing',
  'approvals',
  'journeys',
  'operations',
  'files',
  'jobs',
]

export const sources = (): string[] =>
  PLACES.flatMap((place) => files(`lib/${place}`, /\.ts$/)).filter((file) => !file.includes('/draw-'))

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/** Calls with each node of a file, and with those around it, the nearest first. */
export function walk(text: string, file: string, visit: (node: Node, around: readonly Node[]) => void) {
  const enter = (node: Node, around: readonly Node[]) => {
    visit(node, around)
    const inside = [node, ...around]
    for (const value of Object.values(node))
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) enter(child, inside)
  }
  enter(parseSync(file, text).program as unknown as Node, [])
}

export const read = (file: string) => readFileSync(file, 'utf8')

export function edited(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((now, { start, end, with: by }) => now.slice(0, start) + by + now.slice(end), text)
}

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']

/** The functions of a file that have a body, in the order of the text: where each begins to do something. */
export function functionsOf(text: string, file: string): { start: number; end: number; body: Node }[] {
  const found: { start: number; end: number; body: Node }[] = []
  walk(text, file, ({ type, start, end, body }) => {
    if (FUNCTIONS.includes(type) && isNode(body)) found.push({ start, end, body })
  })
  return found
}

/** The file with a mark at the beginning of each function, by which it is seen which tests come there. */
export function marked(text: string, file: string): string {
  const edits = functionsOf(text, file).flatMap(({ body }, at) => {
    const seen = `globalThis.seenByTests?.(${JSON.stringify(`${file}#${at}`)})`
    return body.type === 'BlockStatement'
      ? [{ start: body.start + 1, end: body.start + 1, with: `${seen};` }]
      : [
          { start: body.start, end: body.start, with: `(${seen}, (` },
          { start: body.end, end: body.end, with: '))' },
        ]
  })
  return edited(text, edits)
}

/** The innermost function around a place, by its number in the file; none: it is done when the module is loaded. */
export function functionAround(text: string, file: string, at: number): number {
  const around = functionsOf(text, file)
    .map((one, index) => ({ ...one, index }))
    .filter(({ start, end }) => start <= at && at < end)
  return around.at(-1)?.index ?? -1
}
