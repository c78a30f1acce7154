import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * The content of a file for the owner's eyes, which is made where it is missing: whole or not at all, and once, also when two
 * start at once or one is killed meanwhile.
 * @param {string} file
 * @param {() => string} make
 */
export function onceWritten(file, make) {
  if (!existsSync(file)) {
    const own = `${file}.${process.pid}`
    writeFileSync(own, make(), { mode: 0o600 })
    try {
      linkSync(own, file)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    } finally {
      rmSync(own, { force: true })
    }
  }
  return readFileSync(file, 'utf8')
}
