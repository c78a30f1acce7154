import { gzipSync } from 'node:zlib'
import { connect, request } from './load.mjs'

/** Kilobytes, gzipped, of all scripts that a page loads at first. */
export async function firstLoad(
  url: string,
  path: string,
  jar: Map<string, string> = new Map(),
): Promise<number> {
  const server = connect(url, 4)
  const page = await request(server, 'GET', path, { jar })
  const scripts = [
    ...new Set(
      [...page.text.matchAll(/<script[^>]*src="([^"]+)"[^>]*>/g)]
        .filter(([tag]) => !tag.includes('noModule'))
        .map(([, src]) => src!),
    ),
  ]
  let bytes = 0
  for (const src of scripts) bytes += gzipSync((await request(server, 'GET', src)).text).length
  server.close()
  return bytes / 1024
}
