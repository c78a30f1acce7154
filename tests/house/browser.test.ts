import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { files } from '../support/files'

/** What a file takes from others at run time: types are gone by then. */
function taken(file: string): string[] {
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (type )?([^'"]*?)from '([^']+)'/gm)
  return [...imports].flatMap(([, isType, names, from]) => {
    const onlyTypes = /^\{(?:\s*type \w+,?)+\s*\}\s*$/.test(names!)
    if (isType || onlyTypes) return []
    if (!/^[.@]\/|^\.\./.test(from!)) return [from!]
    const path = from!.startsWith('@/') ? from!.slice(2) : join(dirname(file), from!)
    return ['', '.ts', '.tsx', '.mjs']
      .map((end) => path + end)
      .filter((each) => /\.\w+$/.test(each) && existsSync(each))
  })
}

/** How a file comes by a package; null: it does not. */
function wayTo(name: string, file: string): string[] | null {
  const ways = new Map<string, string[]>([[file, [file]]])
  for (const [each, way] of ways)
    for (const next of existsSync(each) ? taken(each) : []) {
      if (next === name) return [...way, next]
      if (!ways.has(next)) ways.set(next, [...way, next])
    }
  return null
}

test('the browser gets no validator: every page would carry 31 kB more', () => {
  const clients = files('components', /\.tsx?$/).filter((file) =>
    /^'use client'/.test(readFileSync(file, 'utf8')),
  )
  expect(clients.length).toBeGreaterThan(20)
  expect(wayTo('zod', 'lib/kernel/changes.ts')).toEqual(['lib/kernel/changes.ts', 'zod'])
  expect(clients.map((file) => wayTo('zod', file)).filter(Boolean)).toEqual([])
})
