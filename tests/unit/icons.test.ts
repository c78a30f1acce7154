import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { KINDS, kindOf, takes } from '@/bin/lib/kinds.mjs'
import { MARKETS } from '@/lib/market/market'

const css = readFileSync('app/globals.css', 'utf8')
/** The size that a PNG says it has (ISO/IEC 15948, 11.2.1). */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]

describe.each(Object.values(MARKETS))('icons of $code', ({ code, brand }) => {
  const icon = (name: string) => readFileSync(`lib/market/icons/${code}/${name}`)

  test('are PNGs of the sizes that phones ask for, and an icon of one picture', () => {
    for (const [name, size] of [
      ['apple-touch-icon.png', 180],
      ['maskable.png', 512],
    ] as const) {
      expect(icon(name).subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
      expect(sizeOf(icon(name))).toEqual([size, size])
    }
    const ico = icon('favicon.ico')
    expect([ico.readUInt16LE(2), ico.readUInt16LE(4), ico[6], ico[7]]).toEqual([1, 1, 32, 32])
    expect(sizeOf(ico.subarray(ico.readUInt32LE(18)))).toEqual([32, 32])
  })

  test('have the market’s colour, which its pages have on light ground', () => {
    const block =
      code === 'hu' ? /:root \{([^}]*)\}/ : new RegExp(`:root\\[data-market="${code}"\\] \\{([^}]*)\\}`)
    expect(block.exec(css)![1]).toContain(`--brand: ${brand.colour};`)
  })
})

test.each([
  ['/favicon.ico', true],
  ['/icons/icon.svg', true],
  ['/icons/maskable.png', true],
  ['/manifest.webmanifest', true],
  ['/robots.txt', true],
  ['/icons', false],
  ['/icons/hu/icon.svg', false],
  ['/favicon.ico/x', false],
  ['/robots.txt.html', false],
  ['/a/robots.txt', false],
])('%s is a file for everybody: %s', (path, is) => {
  const kind = kindOf(path)
  expect(kind === KINDS.asset).toBe(is)
  expect(takes(KINDS.asset!, 'POST')).toBe(false)
})

test('every icon that a page or the manifest names is there', () => {
  const named = ['app/layout.tsx', 'app/manifest.webmanifest/route.ts'].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/'\/icons\/([^']+)'/g)].map(([, name]) => name!),
  )
  expect(new Set(named)).toEqual(new Set(['icon.svg', 'apple-touch-icon.png', 'maskable.png']))
  for (const name of named.filter((each) => each !== 'icon.svg'))
    expect(existsSync(`lib/market/icons/hu/${name}`), name).toBe(true)
})
