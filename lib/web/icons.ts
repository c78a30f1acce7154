import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from '@/lib/infra/env'
import { MARK } from '@/lib/market/mark'

const DAY_IN_SECONDS = 86_400
/** What icons there are, and their types. Pixels are drawn from the mark in each market's colour, and kept beside the packs. */
const PIXELS: Record<string, string> = {
  'apple-touch-icon.png': 'image/png',
  'favicon.ico': 'image/x-icon',
  'maskable.png': 'image/png',
}

/** The mark on its board, in the market's colour. */
const drawn = () =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect x="1" y="1" width="22" height="22" rx="7" ` +
  `fill="${env().MARKET.brand.colour}"/><path d="${MARK}" fill="none" stroke="#fff" stroke-width="1.8" ` +
  'stroke-linecap="round"/></svg>'

/** An icon of the market by its file's name, or 404. */
export async function iconAnswer(name: string): Promise<Response> {
  const headers = { 'Cache-Control': `public, max-age=${DAY_IN_SECONDS}` }
  if (name === 'icon.svg')
    return new Response(drawn(), { headers: { ...headers, 'Content-Type': 'image/svg+xml' } })
  const type = Object.hasOwn(PIXELS, name) ? PIXELS[name] : undefined
  if (!type) return new Response(null, { status: 404 })
  const bytes = await readFile(join(process.cwd(), 'lib/market/icons', env().MARKET.code, name))
  return new Response(new Uint8Array(bytes), { headers: { ...headers, 'Content-Type': type } })
}
