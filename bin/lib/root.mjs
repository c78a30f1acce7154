import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's root, whatever the current folder was when the launcher was called. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')
