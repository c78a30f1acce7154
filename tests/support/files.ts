import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The files below a folder whose names match, without generated ones. */
export function files(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory())
      return entry.name === 'generated' || entry.name.startsWith('.next') ? [] : files(path, pattern)
    return pattern.test(entry.name) ? [path] : []
  })
}
