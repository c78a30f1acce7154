import { readFileSync } from 'node:fs'
import { DIST } from './portal'

const read = (file: string) => JSON.parse(readFileSync(`${DIST}/${file}`, 'utf8')) as unknown

/** Values of dynamic segments that are of the right form and nobody's. */
const SEGMENTS: Record<string, string> = {
  '[number]': '1',
  '[format]': 'csv',
  '[report]': 'costs',
  '[kind]': 'lines',
  '[step]': 'name',
}
const NOBODYS = '00000000-0000-0000-0000-000000000000'
const filled = (route: string) => route.replace(/\[\w+\]/g, (segment) => SEGMENTS[segment] ?? NOBODYS)

/** Every address of the build under test, with its dynamic segments filled in. */
export const addresses = (): string[] =>
  Object.values(read('app-path-routes-manifest.json') as Record<string, string>)
    .filter((route) => !route.startsWith('/_'))
    .map(filled)

export type BuiltAction = { id: string; name: string; path: string }

/** Every server action of the build under test, and a page by which it is called. */
export function actions(): BuiltAction[] {
  const { node } = read('server/server-reference-manifest.json') as {
    node: Record<string, { exportedName: string; workers: Record<string, unknown> }>
  }
  return Object.entries(node).map(([id, { exportedName, workers }]) => {
    const page = Object.keys(workers)[0]!
      .replace(/^app/, '')
      .replace(/\/page$/, '')
    return { id, name: exportedName, path: filled(page.replace(/\/\([a-z]+\)/g, '')) || '/' }
  })
}
